"""The texts of English: a module a section, each with its `TEXTS`."""
