"""Where rounds and reporters are kept."""
