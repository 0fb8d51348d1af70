"""A spreadsheet as values: addresses, what a look showed, what a tab shall hold and look like, requests. Pure."""
