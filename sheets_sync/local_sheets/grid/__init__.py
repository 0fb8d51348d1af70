"""The state of a spreadsheet: tabs, rows, cells, ranges, formats. No HTTP, no JSON of answers."""
