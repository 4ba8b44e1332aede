"""Bytes become articles here: one module a kind of source, none of which reads a file or the network."""
