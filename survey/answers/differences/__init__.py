"""How answers differ: from last year, between revisions and submissions, over the years."""
