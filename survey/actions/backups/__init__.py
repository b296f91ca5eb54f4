"""Make a backup, and restore it."""
