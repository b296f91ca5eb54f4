"""Commands that make files for pages."""
