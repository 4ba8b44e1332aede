"""Papers as rows of a list, and all that is known of how one of them comes in."""

import time
from collections.abc import Sequence

from tui_paper.desk.paper_states import TROUBLE, PaperState, SourceState, clock, said
from tui_paper.ui.dates import plain_day, short_day
from tui_paper.ui.typeset.cells import pad, width_of
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.typeset.wrap import few_lines, wrap

KINDS = {"feed": "feed", "wordpress": "WordPress interface", "sitemap": "site map", "front": "front page"}
MOST_SOURCES = 30
MOST_SECTIONS = 60


def paper_row(state: PaperState, width: int) -> Row:
    """Two lines: the title with what is unread, and how the paper is. A mark stands before one in trouble."""
    mark = "! " if state.trouble else "  "
    unread = f"{state.counted.unread:,}" if state.counted.unread else "·"
    room = width - width_of(mark) - width_of(unread) - 2
    first = (
        Run(mark, "warning"),
        Run(pad(state.paper.title, room), "title bold" if state.counted.unread else "title"),
        Run(f" {unread} ", "unread" if state.counted.unread else "soft"),
    )
    stories = _stories(state.counted.stories)
    second = (Run("  ", ""), Run(pad(f"{state.said} · {stories}", width - 2), "soft"))
    return Row((first, second), state.paper.slug, state.paper.direction == "rtl")


def detail_rows(state: PaperState, width: int, offered: Sequence[str] = ()) -> list[Row]:
    """All that is known of a paper; ``offered`` is what its address was found to offer."""
    paper, counted = state.paper, state.counted
    rows = [_text(paper.title, width, "masthead"), _text(paper.home_url or paper.source, width, "soft")]
    facts = [f"{_stories(counted.stories)}, {counted.unread:,} unread" if counted.stories else "no stories yet"]
    if counted.latest_day:
        facts.append(f"newest issue {short_day(counted.latest_day)}")
    facts += [fact for fact in (paper.language, f"times of {paper.timezone}" if paper.timezone else "") if fact]
    rows += [_text(" · ".join(facts), width, "soft"), *_state_rows(state, width)]
    if offered:
        rows += [_head("WHAT ITS ADDRESS OFFERS NOW"), *(_text(line, width, "body") for line in offered)]
    if state.sources:
        rows.append(_head("COMES FROM"))
        rows += [_source_row(source, state, width) for source in state.sources[:MOST_SOURCES]]
        if len(state.sources) > MOST_SOURCES:
            rows.append(_text(f"and {len(state.sources) - MOST_SOURCES} more", width, "soft"))
    if state.sections:
        rows += [_head("SECTIONS"), _text(" · ".join(state.sections[:MOST_SECTIONS]), width, "body")]
    if state.sources:
        back = f"Fetched back to {plain_day(state.back_to)}." if state.back_to else "Not fetched yet."
        rows += [_head("OLDER DAYS"), _text(f"{back} B fetches them, as far back as you say.", width, "body")]
    return rows


def _state_rows(state: PaperState, width: int) -> list[Row]:
    words = state.said[0].upper() + state.said[1:]
    if state.state == "local":
        where = f"was read from {state.paper.source}" if state.paper.source else "is made of stories opened one by one"
        return [_head("STATE"), _text(f"{words}: it {where}.", width, "body")]
    shown = _text(f"! {words}", width, "warning") if state.trouble else _text(words, width, "body")
    rows = [_head("STATE"), shown]
    if state.problem:
        rows.append(_text(_sentence(state.problem), width, "body"))
    if state.remedy:
        rows.append(_text(f"What to do: {state.remedy}", width, "body bold"))
    moments = [f"checked {clock(state.checked_at)}" if state.checked_at else "never checked"]
    if state.next_check:
        moments.append(f"due again {clock(state.next_check)}" if state.next_check > time.time() else "due again")
    return [*rows, _text(" · ".join(moments), width, "soft")]


def _source_row(source: SourceState, paper: PaperState, width: int) -> Row:
    """A source: what it is, for which section, how it is, and its address."""
    state = "in reserve" if source.spare else said(source.state, source.since, source.held_until)
    facts = " · ".join(fact for fact in (KINDS.get(source.kind, source.kind), source.section, state) if fact)
    mark = "! " if not source.spare and source.state in TROUBLE else "  "
    lines = [(Run(mark, "warning"), Run(line, "body")) for line in few_lines(facts, width - 2, 2)]
    lines += [(Run("  ", ""), Run(line, "soft")) for line in few_lines(source.url, width - 2, 2)]
    if source.problem and source.problem != paper.problem and not source.spare:
        lines += [(Run("  ", ""), Run(line, "body")) for line in few_lines(_sentence(source.problem), width - 2, 4)]
    return Row(tuple(lines))


def _stories(number: int) -> str:
    return f"{number:,} {'story' if number == 1 else 'stories'}"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _head(text: str) -> Row:
    return Row(((), (Run(text, "kicker"),)))


def _text(text: str, width: int, role: str) -> Row:
    return Row(tuple((Run(text[start:end], role),) for start, end in wrap(text, max(8, width))))
