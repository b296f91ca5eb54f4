"""Kinds of question that are answered with a point in time."""
