"""Fetching a paper's archive, newest first, one request at a time; how far it came is kept with each batch.

:mod:`ways` chooses how: by a WordPress site's interface (:mod:`posts`), by the older pages of a feed (:mod:`feeds`), by
site maps (:mod:`maps`), or by the paper's own archive pages (:mod:`archive_pages`): those of a day (:mod:`by_day`), or
lists that lead to older ones (:mod:`by_age`). Each way gives a :class:`run.Run` its batches.
"""
