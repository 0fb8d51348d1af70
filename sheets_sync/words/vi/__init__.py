"""The texts of Vietnamese: a module a section, each with its `TEXTS`."""
