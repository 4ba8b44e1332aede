"""Running text with its inline marks, put together piece by piece."""

import re

from tui_paper.model.article import Span, SpanKind
from tui_paper.model.text import clean_text

_BLANK = " \t\n\r\f\v"
_BLANKS = re.compile(" {2,}")
MAX_CHARACTERS = 200_000
"""A block's text is cut here, as in :class:`Block`."""


class Inline:
    """Collects text and marks in reading order; :meth:`finish` gives the text of a block and its spans.

    Newlines become spaces and every piece is cleaned when it arrives, so that the block does not move
    the characters under the spans when it cleans its text again.
    """

    def __init__(self, *, collapse: bool = False) -> None:
        """With ``collapse``, runs of blanks (not of non-breaking ones) become one space, as in HTML."""
        self._parts: list[str] = []
        self._length = 0
        self._open: list[tuple[SpanKind, str, int]] = []
        self._spans: list[tuple[int, int, SpanKind, str]] = []
        self._collapse = collapse
        self._after_blank = True

    def add(self, text: str) -> None:
        """Add words."""
        text = self._collapsed(text) if self._collapse else clean_text(text).replace("\n", " ")
        text = text[: MAX_CHARACTERS - self._length]
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _collapsed(self, text: str) -> str:
        """A piece with its runs of blanks made one, and without those at its beginning where one went before."""
        words = text.strip(_BLANK)
        if not words:  # most of what stands between the elements of a page
            text = " " if text and not self._after_blank else ""
        else:
            text = clean_text(text).replace("\n", " ")
            words = text.strip(" ")
            if "  " in words:
                words = _BLANKS.sub(" ", words)
            lead = " " if text[:1] == " " and not self._after_blank else ""
            text = (lead + words + (" " if text[-1:] == " " and words else "")) if words else lead
        if text:
            self._after_blank = text[-1] == " "
        return text

    def open(self, kind: SpanKind, href: str = "") -> None:
        """Begin a mark."""
        self._open.append((kind, href, self._length))

    def close(self, kind: SpanKind) -> None:
        """End the innermost open mark of this kind; nothing happens when there is none."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == kind:
                _, href, start = self._open.pop(index)
                if start < self._length:
                    self._spans.append((start, self._length, kind, href))
                return

    @property
    def untouched(self) -> bool:
        """Whether nothing was added or opened."""
        return not self._parts and not self._open

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks was added."""
        return not any(part.strip() for part in self._parts)

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        """Close what is open; return the text without blanks at its ends, and its spans in order."""
        while self._open:
            self.close(self._open[-1][0])
        whole = "".join(self._parts)
        text = whole.strip(" ")
        shift = len(whole) - len(whole.lstrip(" "))
        spans = [span for found in self._spans if (span := _trimmed(*found, shift, text))]
        if len(spans) > 1:
            spans.sort(key=lambda span: (span.start, -span.end, span.kind))
        return text, tuple(spans)


def _trimmed(start: int, end: int, kind: SpanKind, href: str, shift: int, text: str) -> Span | None:
    """The span in the stripped text, without blanks at its own ends; None when nothing of it is left."""
    start, end = max(0, start - shift), min(len(text), end - shift)
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if start >= end:
        return None
    span = Span(start, end, kind, href)
    return None if kind == "link" and not span.href else span
