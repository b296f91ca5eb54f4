"""What every request passes: access, session, language, safety, errors."""
