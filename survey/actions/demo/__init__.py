"""Fill a database with invented data."""
