"""What can go wrong, named for what the reader can do about it."""

from tui_paper.model.text import clean_line


class PaperError(Exception):
    """Something asked for could not be done.

    ``what`` says what failed, ``why`` the reason, ``remedy`` what to do now (may be empty);
    ``target`` is the address or file it is about (may be empty). All are safe to print.
    """

    def __init__(self, what: str, why: str = "", remedy: str = "", *, target: str = "") -> None:
        self.what = clean_line(what, 500)
        self.why = clean_line(why, 500)
        self.remedy = clean_line(remedy, 500)
        self.target = clean_line(target, 2000)
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The whole error on one line: what, why, what to do."""
        head = f"{self.what}: {self.why}" if self.why else self.what
        return f"{head}. {self.remedy}".strip() if self.remedy else head


class NotFound(PaperError):
    """No such file, story, paper or address."""


class Unreadable(PaperError):
    """It is there, but it is not something that holds a story."""


class Unreachable(PaperError):
    """The network, the host or the address did not give an answer that can be used."""


class Cancelled(PaperError):
    """The reader gave up waiting."""


class StoreTrouble(PaperError):
    """The store on disk cannot be opened, read or written."""


class BadQuery(PaperError):
    """A filter, date or query that cannot be understood."""
