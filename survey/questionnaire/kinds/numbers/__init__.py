"""Numbers: their units, breakdowns and statistics."""
