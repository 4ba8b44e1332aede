"""Homes and terminals for the program as it is installed."""

from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
SEED = ROOT.parent / "shared" / "seed" / "spokesman.txt"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a home can be made."""
    return tmp_path / "home"


def filled(home: Path) -> Path:
    """The home with the sample papers in it."""
    room = Newsroom.open(home)
    room.open_target(str(SAMPLE))
    room.close()
    return home
