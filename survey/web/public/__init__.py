"""Pages that need no sign-in, and static files."""
