"""How numbers, dates and texts are said to people, by language. Pure."""
