"""From an article to lines of text of a given width. No widgets in here."""
