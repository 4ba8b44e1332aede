"""The query language: what is understood, what is explained, and that nothing typed is ever an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.queries import anything
from tui_paper.model.errors import BadQuery
from tui_paper.model.filter import Filter
from tui_paper.model.periods import Period, period
from tui_paper.model.query import AllOf, AnyOf, Field, Node, Not, Query, Word, all_parts, fields
from tui_paper.model.query_text import MAX_CHARACTERS, MAX_DEPTH, MAX_WORDS, parse

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("a", (A,)),
        ("New  Crane", (Word("New"), Word("Crane"))),
        ('"new crane"', (Word("new crane"),)),
        ("“new crane” »a« „b“", (Word("new crane"), A, B)),
        ('"new cra"*', (Word("new cra", True),)),
        ("har*", (Word("har", True),)),
        ("a OR b c", (AnyOf((A, B)), C)),
        ("a OR b OR c", (AnyOf((A, B, C)),)),
        ('a -b -"c d"', (A, Not(B), Not(Word("c d")))),
        ("a OR -b", (AnyOf((A, Not(B))),)),
        ("(a b) OR c", (AnyOf((AllOf((A, B)), C)),)),
        ("-(a b)", (Not(AllOf((A, B))),)),
        ("(a (b c))", (A, B, C)),
        ("ice-cream Ida's", (Word("ice-cream"), Word("Ida's"))),
        ("and or NOT NEAR", (Word("and"), Word("or"), Word("NOT"), Word("NEAR"))),
        ("- & a () *", (A,)),
        ('"OR" ORDER', (Word("OR"), Word("ORDER"))),
        ("Budget: a 12:30 http://b.example/c", (Word("Budget:"), A, Word("12:30"), Word("http://b.example/c"))),
        ("paper:courier", (fields("paper", "courier"),)),
        ("PAPER:courier by:holm*", (fields("paper", "courier"), Field("by", (Word("holm", True),)))),
        ('section:"Night desk"', (fields("section", "Night desk"),)),
        ('section:""', (fields("section", ""),)),
        ("tag:a tag:b tag:a", (fields("tag", "a", "b"),)),
        ("tag:a OR tag:b", (fields("tag", "a", "b"),)),
        ("tag:a x tag:b", (fields("tag", "a", "b"), Word("x"))),
        ("-tag:a -tag:b", (Not(fields("tag", "a")), Not(fields("tag", "b")))),
        ("is:unread is:Opened", (fields("is", "unread", "opened"),)),
        ("is:unread is:starred is:later", (fields("is", "unread"), fields("is", "starred"), fields("is", "later"))),
        ("is:starred OR is:later", (AnyOf((fields("is", "starred"), fields("is", "later"))),)),
        ("since:7d until:yesterday", (fields("since", "7d"), fields("until", "yesterday"))),
        ('on:"31 January 2026" on:2025', (fields("on", "31 January 2026", "2025"),)),
        ("has:picture has:edition", (fields("has", "picture"), fields("has", "edition"))),
    ],
)
def test_what_is_understood(text: str, parts: tuple[Node, ...]) -> None:
    query = parse(text)
    assert (query.parts, query.problems) == (parts, ())
    assert query == parse(str(query))


@pytest.mark.parametrize(
    ("text", "where", "what", "rest"),
    [
        ("& ()", "& ()", "no letter", ""),
        ('a "b c', '"b c', "no end", 'a "b c"'),
        ("a OR", "OR", "between", "a"),
        ("OR a", "OR", "between", "a"),
        ("a OR OR b", "OR", "between", "a OR b"),
        ("a (b", "(", "not closed", "a b"),
        ("a) b", ")", "before it", "a b"),
        ("auhtor:holm a", "auhtor:", "no field", '"auhtor:holm" a'),
        ("from:2025", "from:", "no field", '"from:2025"'),
        ("paper: a", "paper:", "no value", "a"),
        ('by:"" a', 'by:""', "no value", "a"),
        ("by:& a", "by:&", "no letter", "a"),
        ("is:green a", "is:green", "means nothing", "a"),
        ("is:un* a", "is:un*", "means nothing", "a"),
        ("has:legs", "has:legs", "means nothing", ""),
        ("since:soon a", "since:soon", "not a day", "a"),
        ("on:2025-13", "on:2025-13", "not a day", ""),
        ("a -since:soon", "since:soon", "not a day", "a"),
    ],
)
def test_a_mistake_is_explained_in_its_place_and_the_rest_is_read(text: str, where: str, what: str, rest: str) -> None:
    query = parse(text)
    (problem,) = query.problems
    assert text[problem.start : problem.end] == where
    assert what in problem.what
    assert str(query) == rest
    with pytest.raises(BadQuery, match=what):
        query.must_be_right()


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("auhtor:x", "“by:”"),
        ("byline:x", "“by:”"),
        ("date:2025", "“on:”"),
        ("qqqq:x", "paper, section"),
        ("is:x", "starred"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(text: str, remedy: str) -> None:
    assert remedy in parse(text).problems[0].remedy


def test_there_are_bounds() -> None:
    for long in ("a" * 2 * MAX_CHARACTERS, "a " * (MAX_WORDS + 9), "(" * (MAX_DEPTH + 2) + "a", "-(" * 400 + "a"):
        assert parse(long).problems
    assert len(parse("by:& " * 60).problems) < 20


def test_a_query_that_asks_for_nothing_is_not_right() -> None:
    with pytest.raises(BadQuery, match="nothing"):
        parse("").must_be_right()
    assert parse("a").must_be_right() == parse("a")


def test_a_query_is_narrowed() -> None:
    query = parse("a").also(fields("is", "unread"))
    assert str(query) == "a is:unread"
    assert query.within(Filter(paper="x")).filter == Filter(paper="x")


PIECES = [
    "a",
    '"',
    "*",
    "-",
    "--",
    "OR",
    "(",
    ")",
    ":",
    "by:",
    "paper:",
    'tag:"',
    "since:7d",
    "is:read",
    "“",
    "\x00",
    "\u202e",
    "京",
]


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
)
def test_any_text_is_a_query_and_can_be_written_down(text: str) -> None:
    query = parse(text)
    assert all(0 <= problem.start <= problem.end <= len(text) and problem.line for problem in query.problems)
    again = parse(str(query))
    assert again.parts == query.parts and again.problems == ()
    assert str(again) == str(query)


@given(st.lists(anything, max_size=4))
def test_what_is_written_down_is_read_as_it_was(nodes: list[Node]) -> None:
    query = Query(all_parts(nodes))
    assert parse(str(query)).parts == query.parts, str(query)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-01-31", "2026-01-31"),
        ("Yesterday", "2026-01-30", "2026-01-30"),
        ("0d", "2026-01-31", "2026-01-31"),
        ("31d", "2025-12-31", "2025-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2200", "2200-01-01", "2200-12-31"),
        ("2024-2-9", "2024-02-09", "2024-02-09"),
        (" 31 January 2026 ", "2026-01-31", "2026-01-31"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    assert period(text, date(2026, 1, 31)) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13", "2024-00", "1066", "d", "7 d", "-7d", "2024-01-32", "on 2024-01-01", "٢٠٢٤"]
)
def test_what_is_no_period(text: str) -> None:
    assert period(text) is None


@given(st.text(max_size=12) | st.from_regex(r"\d{1,9}[dw]?|\d{4}-\d\d(-\d\d)?", fullmatch=True))
def test_any_text_is_a_period_or_none(text: str) -> None:
    found = period(text)
    assert found is None or (found.first <= found.last and found.first.year >= 1600 and found.last.year <= 2200)
