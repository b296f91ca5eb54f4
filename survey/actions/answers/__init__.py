"""What people do with answers: save, restore, add entries, mark no change."""
