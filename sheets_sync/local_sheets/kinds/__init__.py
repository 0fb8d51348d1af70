"""The request kinds of spreadsheets.batchUpdate, by what they touch. Importing this registers all of them."""

from . import cells, dimensions, marks, metadata, named, protection, sheets

__all__ = ["cells", "dimensions", "marks", "metadata", "named", "protection", "sheets"]
