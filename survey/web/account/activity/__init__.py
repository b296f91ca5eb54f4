"""Pages of what happened to people's access."""
