"""Pages of the country summary."""
