"""What people do with queries: ask, answer, close."""
