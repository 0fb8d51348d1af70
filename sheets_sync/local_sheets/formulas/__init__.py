"""Formulas: parsed, evaluated, and rewritten when cells that they name move."""
