"""The HTTP server: requests are read, and answers are delivered, without a thread. Knows nothing of pages."""
