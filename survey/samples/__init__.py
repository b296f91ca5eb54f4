"""Invented data for demonstrations: the partnership's countries with plausible answers, marked as samples."""
