"""Kinds of question that people answer in their own words."""
