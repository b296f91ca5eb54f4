"""Conditions, constraints and calculations: XLSForm's expression syntax, compiled once."""
