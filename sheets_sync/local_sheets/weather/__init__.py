"""Trouble that a test orders: faults, quotas, people who type meanwhile."""
