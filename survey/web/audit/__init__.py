"""Pages of the audit and of letters."""
