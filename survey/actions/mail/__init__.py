"""Writing letters and sending them."""
