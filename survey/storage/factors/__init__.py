"""Second factors: passkeys, authenticator apps, recovery codes, and what is being proved just now."""
