"""Pages of single sign-on: what the sign-in page offers, the way to a provider and back."""
