"""Running text with its inline marks, put together piece by piece."""

import re

from tui_paper.model.article import Span, SpanKind
from tui_paper.model.text import clean_text

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
        self._spans: list[Span] = []
        self._collapse = collapse
        self._after_blank = True

    def add(self, text: str) -> None:
        """Add words."""
        text = clean_text(text).replace("\n", " ")
        if self._collapse:
            words = text.strip(" ")
            if "  " in words:
                words = _BLANKS.sub(" ", words)
            lead = " " if text[:1] == " " and not self._after_blank else ""
            text = (lead + words + (" " if text[-1:] == " " and words else "")) if words else lead
            if text:
                self._after_blank = text[-1] == " "
        text = text[: MAX_CHARACTERS - self._length]
        self._parts.append(text)
        self._length += len(text)

    def open(self, kind: SpanKind, href: str = "") -> None:
        """Begin a mark."""
        self._open.append((kind, href, self._length))

    def close(self, kind: SpanKind) -> None:
        """End the innermost open mark of this kind; nothing happens when there is none."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == kind:
                _, href, start = self._open.pop(index)
                if start < self._length:
                    self._spans.append(Span(start, self._length, kind, href))
                return

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
        spans = (_trimmed(span, shift, text) for span in self._spans)
        return text, tuple(sorted((s for s in spans if s), key=lambda s: (s.start, -s.end, s.kind)))


def _trimmed(span: Span, shift: int, text: str) -> Span | None:
    """The span in the stripped text, without blanks at its own ends; None when nothing of it is left."""
    start, end = max(0, span.start - shift), min(len(text), span.end - shift)
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if start >= end or (span.kind == "link" and not span.href):
        return None
    return Span(start, end, span.kind, span.href)
