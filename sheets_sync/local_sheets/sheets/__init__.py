"""The calls of the Sheets API: spreadsheets, values, batch updates."""
