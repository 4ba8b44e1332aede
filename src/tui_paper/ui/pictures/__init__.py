"""Pictures in a terminal: what it can show, and how a picture becomes cells of it."""
