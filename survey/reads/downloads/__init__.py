"""Files that can be asked for in one process and made in another."""
