"""The newspaper's values: frozen dataclasses and the rules that hold everywhere.

Nothing here does input or output, and nothing here imports another part of tui-paper.
"""
