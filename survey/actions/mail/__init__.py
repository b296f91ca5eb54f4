"""Write letters and send them."""
