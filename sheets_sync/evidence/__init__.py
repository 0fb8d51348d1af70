"""What polls saw, as append-only facts, and what follows from them without judging. Pure."""
