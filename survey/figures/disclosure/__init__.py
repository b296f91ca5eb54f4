"""What a reader may see who may not read the answers themselves."""
