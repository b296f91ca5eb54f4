"""Files that were asked for and are to be made."""
