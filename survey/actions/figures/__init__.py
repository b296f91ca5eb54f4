"""Figures: releasing them to readers who may not read the answers."""
