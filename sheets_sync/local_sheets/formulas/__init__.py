"""Formulas: cut, evaluated, and kept right when what they name moves."""
