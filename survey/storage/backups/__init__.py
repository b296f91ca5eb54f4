"""Copying a whole database into a file, and back."""
