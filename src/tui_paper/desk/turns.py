"""One thread at a time takes answers apart.

Python runs one thread at a time and changes between those that could run every five milliseconds: with thirty of
them parsing, the thread that draws the screen would come round too late to look smooth, and nothing would be done
sooner. Waiting for the network and for the disk is what threads are for.
"""

import threading

THINKING = threading.RLock()
"""Held while bytes become stories, and stories rows."""
