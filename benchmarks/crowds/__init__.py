"""What many people at once do to a server: how long a save waits, and how much memory a process takes."""
