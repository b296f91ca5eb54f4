"""Answers and figures as tables: one table model, written as CSV, workbook and package."""
