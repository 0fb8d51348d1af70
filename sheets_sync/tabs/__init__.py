"""What stands in tabs: whose tab it is, headings, rows and their problems, overrides, what setting up needs. Pure."""
