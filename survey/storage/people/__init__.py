"""Where people, their roles and their sessions are kept."""
