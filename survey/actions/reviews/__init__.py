"""What people do in annual reviews."""
