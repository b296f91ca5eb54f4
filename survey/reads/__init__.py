"""What people may see: figures, progress, exports and files. Beside the actions; writes only caches."""
