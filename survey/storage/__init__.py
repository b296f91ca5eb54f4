"""Where it is kept: tables and their queries, a file a noun, on SQLite and PostgreSQL. The only SQL."""
