"""A report as a document to read, to write on and to pass round: one model, written as PDF and as Word."""
