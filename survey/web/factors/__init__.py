"""Pages of second factors: presenting them, listing them, adding them, recovery codes."""
