"""Recording each action in the audit, and sealing the audit."""
