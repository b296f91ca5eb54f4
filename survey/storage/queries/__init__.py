"""Where queries about answers are kept."""
