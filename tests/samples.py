"""The sample papers, as tests use them."""

from pathlib import Path

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_data"
COURIER, GAZETTE = "the-lantern-bay-courier", "the-upland-gazette"

# Stories by the beginning of their headlines.
LEAD = "Night ferry reprieved until the end of May"
SECOND = "Skarrow win Candlemas Race by one second, inside the perch"
KETTLE = "Four people and a kettle: a night with the last ferry"  # kicker, deck, byline, picture, links
MART = "Mart report: hoggs dearer, and one ewe not for sale"  # a table
DAMS = "Four hundred dams of heather are holding back the Sallow"  # a quotation
HERRING = "We found the herring, and should like the £200"  # with an address
URDU, JAPANESE = "رات کی آخری کشتی", "灯ヶ浦だより"


def fill(home: Path) -> Path:
    """Open the sample papers once in ``home``."""
    room = Newsroom.open(home)
    room.open_target(str(SAMPLE))
    room.close()
    return home


def id_of(home: Path, headline: str) -> str:
    """The id of the story whose headline begins with ``headline``."""
    room = Newsroom.open(home)
    try:
        stories = room.stories(Filter(), limit=200).stories
    finally:
        room.close()
    return next(story.id for story in stories if story.headline.startswith(headline))
