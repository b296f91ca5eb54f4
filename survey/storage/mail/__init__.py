"""Where letters are kept until they are sent."""
