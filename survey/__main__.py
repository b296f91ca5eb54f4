"""`python -m survey`: the command `survey`, where it is not installed."""

from survey.cli import main

main(prog_name="survey")
