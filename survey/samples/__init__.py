"""Invented data for demonstrations: plausible answers, marked as samples, that discredit no country."""
