"""Runs the command `survey` as `python -m survey`, where the command is not installed."""

from survey.cli import main

main(prog_name="survey")
