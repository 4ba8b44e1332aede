"""Whatever way a dump is written, the same article comes out."""

from hypothesis import HealthCheck, given, settings

from tui_paper.export.textdump import to_dump
from tui_paper.model.article import Article
from tui_paper.sources.discover import parse
from tui_paper.sources.textdump import parse_dump

from .strategies import Manner, articles, manners, written


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(articles(), manners)
def test_an_article_survives_every_manner_of_writing(article: Article, manner: Manner):
    assert parse(written(article, manner), name="story.txt") == article


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(articles())
def test_what_we_write_we_read(article: Article):
    assert parse_dump(to_dump(article)) == article
