"""Homes and terminals for the program as it is installed."""

from pathlib import Path

import pytest

from ..samples import ROOT

SEED = ROOT.parent / "shared" / "seed" / "spokesman.txt"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a home can be made."""
    return tmp_path / "home"
