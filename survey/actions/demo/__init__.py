"""Filling a database with invented data."""
