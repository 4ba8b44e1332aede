"""Papers, stories and marks on the disk: SQLite behind one object. Knows no HTTP.

All SQL of the program is in this package.
"""

from tui_paper.store.store import Store
from tui_paper.store.values import Arrival, Change, Cursor, Finding, Page, Stored, Undone

__all__ = ["Arrival", "Change", "Cursor", "Finding", "Page", "Store", "Stored", "Undone"]
