"""The one polite HTTP client: an address becomes bytes and facts."""
