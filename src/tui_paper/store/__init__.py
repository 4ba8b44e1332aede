"""Papers, stories and marks on the disk: SQLite behind one object. Knows no HTTP.

All SQL of the program is in this package.
"""

from tui_paper.store.store import Store
from tui_paper.store.values import PATIENCE, Arrival, Change, Cursor, Finding, Found, Page, Stored, Undone

__all__ = ["PATIENCE", "Arrival", "Change", "Cursor", "Finding", "Found", "Page", "Store", "Stored", "Undone"]
