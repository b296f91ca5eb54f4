"""Figures: the editions in which they were released."""
