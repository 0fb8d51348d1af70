"""Who reported in time: judging, gaps in our watching, edits, and why. Pure: RULES.md says by which rules."""
