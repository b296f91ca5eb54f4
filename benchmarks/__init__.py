"""What we promise in figures, measured: `make bench`, or `make bench ONLY=name`."""
