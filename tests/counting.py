"""What something costs, told in lines of Python that it runs: the same on every machine, however busy.

How long it takes is measured by `make bench`.
"""

import sys


def lines_run(action):
    """How many lines an action runs, each turn of a loop counted again."""
    count = 0

    def line(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        action()
    finally:
        sys.settrace(before)
    return count
