"""`survey backup` and `survey restore`."""
