"""What people do with people: add, grant, sign in."""
