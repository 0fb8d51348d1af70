"""The request kinds of spreadsheets.batchUpdate, by what they touch. Importing this registers all of them."""

from . import cells, clipboard, dimensions, marks, metadata, named, protection, sheets

__all__ = ["cells", "clipboard", "dimensions", "marks", "metadata", "named", "protection", "sheets"]
