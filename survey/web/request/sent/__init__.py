"""What a request sends, before anything reads it."""
