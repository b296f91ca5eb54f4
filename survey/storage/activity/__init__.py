"""Where it is kept what happened to the access of each person."""
