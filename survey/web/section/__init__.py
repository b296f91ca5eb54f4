"""A section as inputs, values and texts, for every page that shows a section."""
