"""What people do with reports: share, submit, return, accept."""
