"""Making the files that people asked for, apart from the processes that serve pages."""
