"""What the site holds before a test: years of short posts, and the makings of longer ones."""

import io
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from PIL import Image

from .site import Site, Values, post_of

NEWEST = datetime(2025, 6, 30, 10, 0, tzinfo=timezone.utc)
"""Of the archive. Whatever a test publishes without a date is newer."""
REPORTS, APART = 240, timedelta(days=3)
IMPORTED, IMPORT = 120, datetime(2023, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
"""Posts that came in one go and have one date, more than the interface gives in one answer."""
ALL = REPORTS + IMPORTED
LATEST = 30
"""Posts that adding the paper brings by its interface."""
OF_A_FEED = 10


class Desk(NamedTuple):
    """The numbers of what posts are made with."""

    harbour: int
    night: int
    """A section within Harbour."""
    ferry: int
    """A tag."""
    ida: int
    """An author."""


def fill(site: Site) -> Desk:
    """Write the archive."""
    harbour, council = site.term("Harbour"), site.term("Council")
    desk = Desk(harbour, site.term("Night life", parent=harbour), site.term("ferry", "tags"), site.author("Ida Holm"))
    posts = [
        post_of(
            headline(n), body(f"report {n}"), date=NEWEST - n * APART, author=desk.ida, tags=[desk.ferry],
            categories=[council if n % 3 else harbour],
        )
        for n in range(REPORTS)
    ]  # fmt: skip
    posts += [post_of(f"Imported note {n}", body(f"note {n}"), date=IMPORT) for n in range(IMPORTED)]
    site.publish_all(sorted(posts, key=lambda post: post["date_gmt"]))  # as they came, the oldest first
    return desk


def headline(number: int) -> str:
    """Of a report of the archive; 0 is the newest."""
    return f"Report {number} of the harbour board"


def body(about: str) -> str:
    """Three paragraphs as WordPress's editor writes them, long enough for a story of its own."""
    return "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"
        for text in (
            f"The harbour board met until midnight over {about}, and agreed on three things, which is three more than "
            "last year. Nobody at the long table could remember a shorter list of complaints.",
            f"A vote on {about} is set for the first Thursday of the month, weather and ferry permitting, said the "
            "harbour master on the quay, where the crew had been waiting since the afternoon.",
            f"Those who want to speak on {about} should bring a chair, as the hall has lost most of its own to the "
            "theatre. The minutes will be read aloud in both languages.",
        )
    )


def png() -> bytes:
    """A picture."""
    data = io.BytesIO()
    Image.new("RGB", (900, 600), (20, 60, 120)).save(data, "PNG")
    return data.getvalue()


FEATURE = "Night ferry crew wins a winter timetable &amp; a stove"


def publish_feature(site: Site, desk: Desk) -> Values:
    """A post with one of everything that WordPress's editor offers to a newspaper."""
    ferry = site.picture(png(), alt_text="A ferry at the quay", caption="The night ferry at the quay. Photo: Ida Holm")
    board = site.picture(png(), "board.png", alt_text="The board")
    content = BLOCKS.replace("PICTURE", board["source_url"]).replace("ID", str(board["id"]))
    return site.publish(
        FEATURE, content, excerpt="The board agreed after midnight.", featured_media=ferry["id"], author=desk.ida,
        categories=[desk.night], tags=[desk.ferry],
    )  # fmt: skip


BLOCKS = """<!-- wp:paragraph -->
<p>The night ferry keeps its <strong>winter timetable</strong>, the <a href="/board/">harbour board</a> said after a
sitting that went on past midnight. “It is a beginning,” said the pilot – no more.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2>What was agreed</h2>
<!-- /wp:heading -->

<!-- wp:list -->
<ul><li>Two sailings a night</li><li>A heated waiting room</li></ul>
<!-- /wp:list -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><p>We were told twice that it could not be done.</p></blockquote>
<!-- /wp:quote -->

<!-- wp:table -->
<figure class="wp-block-table"><table><thead><tr><th>Sailing</th><th>Fare</th></tr></thead><tbody>
<tr><td>Night ferry to the islands</td><td>4.50</td></tr>
<tr><td>Early ferry back to the quay</td><td>6.00</td></tr></tbody></table></figure>
<!-- /wp:table -->

<!-- wp:image {"id":ID,"sizeSlug":"full","linkDestination":"none"} -->
<figure class="wp-block-image size-full"><img src="PICTURE" alt="The board at its table" class="wp-image-ID"/>
<figcaption>The board at its table. Photo: Nils Berg</figcaption></figure>
<!-- /wp:image -->

<!-- wp:paragraph -->
<p>The board meets again in spring, when the ice on the sound has gone and the pilots are back from the south.</p>
<!-- /wp:paragraph -->"""
