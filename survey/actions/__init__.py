"""What people do: one verb, one transaction, one audit line."""
