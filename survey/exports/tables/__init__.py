"""The answers and figures of a round as tables: one model, written as CSV, as a workbook and as a package."""
