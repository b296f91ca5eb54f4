"""What replies add up to: areas, totals, coverage, changes. Knows arithmetic, not storage, pages or a clock.

A country that did not answer is missing, never zero.
"""
