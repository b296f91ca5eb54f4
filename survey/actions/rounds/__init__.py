"""What people do with rounds: open, invite, extend, close."""
