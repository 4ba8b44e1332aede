"""The front page of an issue, a section or a list: stories in columns, chosen by arrows or mouse."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_paper.model.paper import Lead, Story
from tui_paper.ui.commands import bindings
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.cells import width_of
from tui_paper.ui.typeset.front import Card, Sheet, left_of, set_front, span_width
from tui_paper.ui.typeset.lines import Line, Run
from tui_paper.ui.typeset.paint import laid_over, paint
from tui_paper.ui.typeset.wrap import wrap


class FrontPage(ScrollView, can_focus=True, inherit_bindings=False):
    """Stories laid out as on paper."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["front"])
    DEFAULT_CSS = """
    FrontPage {
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
    }
    """

    class Chosen(Message):
        """A story's id, or an entry of You Missed, was chosen."""

        def __init__(self, value: str | Lead) -> None:
            super().__init__()
            self.value = value

    def __init__(self, styles: Styles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page_styles = styles
        self.title_text = ""
        self.subtitle = ""
        self.stories: Sequence[Story] = ()
        self.missed: Sequence[Lead] = ()
        self.empty: Sequence[str] = ()
        self.sheet = Sheet(0, 1, 1)
        self.chosen = 0
        self._strips: dict[int, Strip] = {}
        self._by_line: dict[int, list[Card]] = {}

    def show(
        self,
        title: str,
        subtitle: str,
        stories: Sequence[Story],
        missed: Sequence[Lead],
        *,
        empty: Sequence[str] = (),
        keep: bool = False,
    ) -> None:
        """Show other stories; ``empty`` are the lines to say when there are none. ``keep`` keeps the choice."""
        value = self._value if keep else None
        self.title_text, self.subtitle = title, subtitle
        self.stories, self.missed, self.empty = stories, missed, empty
        if not keep:
            self.chosen = next((n for n, story in enumerate(stories) if story.unread), 0)
            self.scroll_to(y=0, animate=False, force=True)
        self._set()
        if value is not None:
            self.choose(value)

    def retitle(self, subtitle: str) -> None:
        """Say something else under the title; the choice and what is on the screen stay."""
        if subtitle != self.subtitle:
            self.subtitle = subtitle
            self._set()

    def restyle(self, styles: Styles) -> None:
        """Use other colours."""
        self.page_styles = styles
        self._repaint()

    def choose(self, value: object) -> None:
        """Put the cursor on a story by its id."""
        for number, card in enumerate(self.sheet.cards):
            if card.value == value:
                self._go(number)
                return

    @property
    def _value(self) -> object:
        return self.sheet.cards[self.chosen].value if 0 <= self.chosen < len(self.sheet.cards) else None

    @property
    def chosen_id(self) -> str:
        """Id of the story under the cursor, empty when it has none."""
        value = self._value
        if isinstance(value, Lead):
            return value.story.id if value.story else ""
        return value if isinstance(value, str) else ""

    def _set(self) -> None:
        width = self.size.width
        if width <= 0:
            self.sheet = Sheet(0, 1, 1)  # not on the screen now: set when it is
            return
        self.sheet = set_front(self.title_text, self.subtitle, self.stories, self.missed, width)
        if not self.stories:
            self._set_empty(width)
        self._by_line = {}
        for card in self.sheet.cards:
            for line in range(card.top, card.bottom):
                self._by_line.setdefault(line, []).append(card)
        self.chosen = max(0, min(self.chosen, len(self.sheet.cards) - 1))
        self.virtual_size = Size(width, self.sheet.height + 1)
        self._repaint()

    def _set_empty(self, width: int) -> None:
        line = 6
        for text in self.empty:
            for left, right in wrap(text, min(60, width - 4)):
                piece = text[left:right]
                self.sheet.fixed.setdefault(line, []).append(
                    ((width - width_of(piece)) // 2, (Run(piece, "body" if line == 6 else "soft"),))
                )
                line += 1
            line += 1
        self.sheet.height = max(self.sheet.height, line)

    def on_resize(self, event: events.Resize) -> None:
        if self.size.width != self.sheet.width:
            self._set()

    def on_focus(self) -> None:
        self._repaint()

    def on_blur(self) -> None:
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    # -- painting -------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        number = y + round(self.scroll_y)
        strip = self._strips.get(number)
        if strip is None or strip.cell_length != self.size.width:
            strip = self._strips[number] = self._paint(number, self.size.width)
        return strip

    def _paint(self, number: int, width: int) -> Strip:
        styles, sheet = self.page_styles, self.sheet
        pieces: list[tuple[int, Strip]] = []
        for left, runs in sheet.fixed.get(number, ()):
            pieces.append((left, Strip([Segment(run.text, styles[run.role]) for run in runs])))
        for cell in sheet.rules.get(number, ()):
            pieces.append((cell, Strip([Segment("│", styles["hairline"])])))
        for card in self._by_line.get(number, ()):
            pieces.append((left_of(sheet, card.column), self._paint_card(card, number)))
            if card is self._card and number >= card.top:
                pieces.append((left_of(sheet, card.column) - 1, Strip([Segment("▌", styles["rule"])])))
        strips: list[Strip] = []
        at = 0
        for left, strip in sorted(pieces, key=lambda piece: piece[0]):
            if left < at:
                continue
            if left > at:
                strips.append(Strip([Segment(" " * (left - at), styles[""])], left - at))
            strips.append(strip)
            at = left + strip.cell_length
        if at < width:
            strips.append(Strip([Segment(" " * (width - at), styles[""])], width - at))
        return Strip.join(strips).crop(0, width)

    @property
    def _card(self) -> Card | None:
        return self.sheet.cards[self.chosen] if self.chosen < len(self.sheet.cards) else None

    def _paint_card(self, card: Card, number: int) -> Strip:
        sheet = self.sheet
        width = span_width(sheet, card.span)
        runs = card.lines[number - card.top]
        strip = paint(Line(runs, rtl=card.rtl), self.page_styles, width=width, left=0, measure=width)
        if card is self._card:
            strip = laid_over(strip, self.page_styles.over("cursor" if self.has_focus else "cursor-blurred"))
        return strip

    # -- moving ---------------------------------------------------------------------------

    def _go(self, number: int) -> None:
        if not 0 <= number < len(self.sheet.cards):
            return
        self.chosen = number
        card = self.sheet.cards[number]
        top = 0 if card.top <= 6 else card.top - 1
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False, force=True)
        elif card.bottom + 1 > self.scroll_y + self.size.height:
            self.scroll_to(y=card.bottom + 1 - self.size.height, animate=False, force=True)
        self._repaint()

    def _in_column(self, column: int) -> list[int]:
        cards = self.sheet.cards
        return [n for n, c in enumerate(cards) if c.column <= column < c.column + c.span]

    def action_front_down(self) -> None:
        """To the card below."""
        if card := self._card:
            below = [n for n in self._in_column(card.column) if self.sheet.cards[n].top >= card.bottom]
            if below:
                self._go(min(below, key=lambda n: self.sheet.cards[n].top))
            else:
                self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def action_front_up(self) -> None:
        """To the card above."""
        if card := self._card:
            above = [n for n in self._in_column(card.column) if self.sheet.cards[n].bottom <= card.top]
            if above:
                self._go(max(above, key=lambda n: self.sheet.cards[n].top))
            else:
                self.scroll_to(y=0, animate=False, force=True)

    def _sideways(self, step: int) -> None:
        if not (card := self._card):
            return
        column = card.column + (card.span if step > 0 else -1)
        choices = self._in_column(column)
        if choices:
            self._go(min(choices, key=lambda n: (abs(self.sheet.cards[n].top - card.top), n)))

    def action_front_left(self) -> None:
        """One column to the left."""
        self._sideways(-1)

    def action_front_right(self) -> None:
        """One column to the right."""
        self._sideways(1)

    def action_front_open(self) -> None:
        """Choose the card under the cursor."""
        value = self._value
        if isinstance(value, str | Lead):
            self.post_message(self.Chosen(value))

    def on_click(self, event: events.Click) -> None:
        if (offset := event.get_content_offset(self)) is None:
            return
        for card in self._by_line.get(offset.y + round(self.scroll_y), ()):
            left = left_of(self.sheet, card.column)
            if left <= offset.x < left + span_width(self.sheet, card.span):
                event.stop()
                self._go(self.sheet.cards.index(card))
                self.action_front_open()
                return
