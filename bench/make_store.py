#!/usr/bin/env python3
"""Fill a store with invented stories, the same ones each time, and say how fast that went.

    python bench/make_store.py PATH --stories 10000

Words are made of syllables and drawn as in a language (Zipf's law); stories have 300 to 900 words, a day
within three years, and one of as many matters as there are stories by twenty, so that a story has others like
it. Four stories of ten are read already.
"""

import argparse
import bisect
import itertools
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tui_paper.model.article import Article, Block, Span, Teaser
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Change, Store

PAPERS = 20
DAYS = 3 * 365
LAST_DAY = date(2026, 11, 23)
VOCABULARY = 60_000
BATCH = 500
SECTIONS = ("World", "Harbour", "Council", "Business", "Science", "Culture", "Sport", "Letters")
FREQUENT = """
    the of to and in a is that for it was on with as he be at by from his has have they are this not were had an will
    said which their more who but its been one all would there we when people year after time city new
"""
COMMON = FREQUENT.split()
ONSETS = "b br c ch d f g gr h j k l m n p pl qu r s sh st t th tr v w z"
VOWELS = "a e i o u ai ea ee oo ou"
SYLLABLES = [onset + vowel for onset in ONSETS.split() for vowel in VOWELS.split()]
ENDINGS = ("", "", "n", "r", "s", "t", "l", "ng", "nd", "rk", "ment", "tion", "ing", "er", "ed", "ly")


class Writer:
    """Invents stories."""

    def __init__(self, seed: int, matters: int) -> None:
        self._random = random.Random(seed)
        # The frequent words are the short ones. Sorted, because a set has another order in every run.
        rare = sorted({self._word() for _ in range(int(VOCABULARY * 1.4))} - set(COMMON))
        self._words = [*COMMON, *sorted(rare, key=len)[:VOCABULARY]]
        self._chances = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self._words))))
        self._matters = [self._random.choices(self._words[2000:], k=24) for _ in range(matters)]
        self._names = [f"{self._name()} {self._name()}" for _ in range(200)]

    def _word(self) -> str:
        syllables = self._random.choices(SYLLABLES, k=self._random.choice((1, 2, 2, 3, 3, 4)))
        return "".join(syllables) + self._random.choice(ENDINGS)

    def _name(self) -> str:
        return self._word().capitalize()

    def _sentence(self, matter: list[str]) -> str:
        total = self._chances[-1]
        length = self._random.randrange(8, 28)
        places = (self._random.random() * total for _ in range(length))
        words = [self._words[bisect.bisect(self._chances, place)] for place in places]
        for _ in range(length // 9):
            words[self._random.randrange(length)] = self._random.choice(matter)
        return " ".join(words).capitalize() + "."

    def story(self, number: int, paper: str, host: str, day: date) -> Article:
        """A story of its own headline and address."""
        pick = self._random
        matter = pick.choice(self._matters)
        target, words, blocks = pick.randrange(300, 900), 0, []
        while words < target:
            sentences = [self._sentence(matter) for _ in range(pick.randrange(2, 5))]
            text = " ".join(sentences)
            words += text.count(" ") + 1
            spans = (Span(0, 4, "link", f"https://{host}/tag/{matter[0]}"),) if pick.random() < 0.1 else ()
            blocks.append(Block("paragraph", text, spans))
        if pick.random() < 0.3:
            caption = self._sentence(matter)
            blocks.insert(
                1, Block("image", caption, url=f"https://{host}/i/{number}.jpg", credit=pick.choice(self._names))
            )
        headline = " ".join(pick.choices(matter, k=3) + pick.choices(self._words[50:4000], k=4)).capitalize()
        moment = f"{day.isoformat()}T{pick.randrange(24):02}:{pick.randrange(60):02}:00+00:00"
        return Article(
            headline=headline,
            blocks=tuple(blocks),
            deck=self._sentence(matter) if pick.random() < 0.5 else "",
            byline=(pick.choice(self._names),),
            published=moment,
            section=pick.choice(SECTIONS),
            tags=tuple(matter[:3]),
            language="en",
            url=f"https://{host}/{day.year}/{day.month:02}/{headline[:40].replace(' ', '-').lower()}-{number}/",
            paper=paper,
            related=tuple(Teaser(self._sentence(matter)[:80], excerpt=self._sentence(matter)) for _ in range(3)),
        )


def arrivals(stories: int, seed: int = 1) -> Iterator[Arrival]:
    """Stories in the order of their days, dealt out to the papers."""
    writer = Writer(seed, max(1, stories // 20))
    pick = random.Random(seed)
    for number in range(stories):
        day = LAST_DAY - timedelta(days=DAYS - 1 - number * DAYS // stories)
        paper = pick.randrange(PAPERS)
        article = writer.story(number, title(paper), f"paper{paper}.example", day)
        yield Arrival(article, paper=Paper(title(paper)).slug, rank=number % 40)


def title(paper: int) -> str:
    """The title of a paper by its number."""
    return f"The Courier {paper + 1}"


def fill(store: Store, stories: int, seed: int = 1) -> float:
    """Put so many stories into ``store``; seconds spent in the store."""
    for paper in range(PAPERS):
        store.put_paper(Paper(title(paper), home_url=f"https://paper{paper}.example/", language="en"))
    spent, pick = 0.0, random.Random(seed)
    waiting = arrivals(stories, seed)
    while batch := list(itertools.islice(waiting, BATCH)):
        begun = time.perf_counter()
        stored = store.put_many(batch)
        spent += time.perf_counter() - begun
        store.mark([one.id for one in stored if pick.random() < 0.4], Change(state="read"))
        store.mark([one.id for one in stored if pick.random() < 0.01], Change(starred=True))
        if sys.stderr.isatty():
            print(f"\r{store.counts()['stories']} stories", end="", file=sys.stderr)
    return spent


def main() -> None:
    """Make the store and print rate and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.path.exists():
        sys.exit(f"{options.path} is there already")
    with Store.open(options.path) as store:
        spent = fill(store, options.stories, options.seed)
    size = options.path.stat().st_size
    rate = options.stories / spent
    print(f"{options.stories} stories, {rate:.0f} a second, {size / options.stories / 1000:.1f} kB a story")


if __name__ == "__main__":
    main()
