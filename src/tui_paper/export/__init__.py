"""Articles become text and values here: one module a format, none of which writes a file."""
