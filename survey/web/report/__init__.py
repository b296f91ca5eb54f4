"""Pages of a report: task list, section, check, submit."""
