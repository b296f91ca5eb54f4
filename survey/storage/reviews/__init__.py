"""Where annual reviews and pinned passages are kept."""
