"""Kinds of question that are answered by choosing from codes."""
