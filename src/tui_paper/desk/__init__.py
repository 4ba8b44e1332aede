"""What a newsroom does: open, related, missed, marks, archive, search, configuration."""
