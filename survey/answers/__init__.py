"""The answers of a country as values: which questions are relevant, and what is wrong with the answers."""
