"""Bad weather and company on order: faults, quotas, people who type meanwhile."""
