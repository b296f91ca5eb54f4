"""Where answers are kept: replies with their history, drafts, contributions."""
