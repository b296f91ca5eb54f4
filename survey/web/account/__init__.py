"""Pages of a person: sign-in, home, sessions."""
