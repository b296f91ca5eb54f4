"""What happens to people's access: noted for them, counted where it was refused, told to the audit."""
