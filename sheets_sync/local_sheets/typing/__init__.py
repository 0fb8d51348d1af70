"""What a person types, and what is shown: locales, number formats, entered text."""
