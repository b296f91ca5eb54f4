"""Reports as documents: one document model, written as PDF and as Word."""
