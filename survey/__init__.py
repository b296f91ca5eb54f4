"""Pathfinder Survey: yearly progress questionnaires, from a file to figures."""

__version__ = "0.4.0"
