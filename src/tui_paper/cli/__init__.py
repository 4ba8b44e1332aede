"""Commands and output formats; no logic."""
