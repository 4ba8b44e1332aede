"""A WordPress for all these tests, and a newsroom for each. A test leaves the site as it found it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom

from .server import PACKAGES, missing, serve
from .site import Site
from .stock import Desk, fill

WAYS = {"interface": (), "feed": ("closed_interface",), "pages": ("closed_interface", "no_feeds")}
"""How stories come from the site, and the plug-ins that leave no better way open."""


@pytest.hookimpl(tryfirst=True)  # xdist reads the group in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker for all of them: each worker would set up a WordPress of its own."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("wordpress"))


@pytest.fixture(scope="session")
def wordpress() -> Iterator[tuple[Site, Desk]]:
    lacking = missing()
    if lacking:
        why = f"a real WordPress needs Debian's {PACKAGES}; this machine lacks {lacking}"
        if os.environ.get("CI") == "true" and os.geteuid() == 0:
            pytest.fail(f"{why}: .ci/run installs them", pytrace=False)
        pytest.skip(why)
    with serve() as server, Site(server) as site:
        yield site, fill(site)


@pytest.fixture
def site(wordpress: tuple[Site, Desk]) -> Iterator[Site]:
    site, _ = wordpress
    with site.restored():
        yield site


@pytest.fixture
def desk(wordpress: tuple[Site, Desk]) -> Desk:
    return wordpress[1]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, site: Site) -> Iterator[str]:
    """Every way in which stories come from the site."""
    with ExitStack() as stack:
        for plugin in WAYS[request.param]:
            stack.enter_context(site.plugin(plugin))
        yield request.param


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def room(home: Path) -> Iterator[Newsroom]:
    room = Newsroom.open(home)
    yield room
    room.close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
