"""What :mod:`tui_paper.sources.page` is made of: the tree, its facts, its blocks, and which of them are the story."""
