"""Pages that share a report with colleagues."""
