"""What a country replies: its answers as values, what is asked of it, and what is wrong with them."""
