"""Released editions of a round's figures: what is said of them, and the page that releases the next."""
