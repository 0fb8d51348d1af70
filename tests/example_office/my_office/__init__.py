"""An example of an office's own package: a rule, a column type, a template."""

__version__ = "1.2.0"
