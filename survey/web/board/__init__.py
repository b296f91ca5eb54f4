"""Pages of the board of a round."""
