"""What must be read beside a figure: whom it covers, and of which years its answers are."""
