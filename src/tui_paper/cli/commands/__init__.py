"""One module a command: its parser (``configure``) and what it does (``run``)."""
