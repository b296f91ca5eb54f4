"""Pathfinder Survey: yearly progress questionnaires, from a file to figures."""
