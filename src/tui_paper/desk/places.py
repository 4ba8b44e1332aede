"""Where things are kept: under one home folder, or where the system keeps such things."""

import os
from errno import ENOTDIR
from pathlib import Path
from typing import NamedTuple

from tui_paper.model.errors import StoreTrouble

HOME_VARIABLE = "TUI_PAPER_HOME"


class Places(NamedTuple):
    """The program's own files and folders; none need exist."""

    data: Path
    """Folder of what must not be lost."""
    cache: Path
    """Folder of what can be made again."""
    config_file: Path
    log: Path
    """Folder of log files."""

    @property
    def store(self) -> Path:
        """The SQLite file with all stories and marks."""
        return self.data / "paper.db"

    @property
    def media(self) -> Path:
        """Folder of pictures and printed editions, made when the first is kept."""
        return self.data / "media"

    @property
    def log_file(self) -> Path:
        """Where an unexpected error is written down whole."""
        return self.log / "tui-paper.log"

    def make(self) -> None:
        """Make the folders of the store and the settings; raises StoreTrouble."""
        try:
            for folder in (self.data, self.config_file.parent):
                make_private(folder)
        except OSError as error:
            raise StoreTrouble(
                f"cannot make the folder {error.filename or self.data}",
                error.strerror or str(error),
                "Choose another with --home DIR.",
                target=str(self.data),
            ) from error


def find_places(home: Path | None = None) -> Places:
    """Decide the places: ``home``, else the folder named by ``TUI_PAPER_HOME``, else platformdirs'."""
    if home is None and (named := os.environ.get(HOME_VARIABLE)):
        home = Path(named)
    if home is not None:
        home = Path(os.path.abspath(os.path.expanduser(home)))  # noqa: PTH100, PTH111 - Path.expanduser raises
        return Places(home / "data", home / "cache", home / "config.toml", home / "log")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("tui-paper", appauthor=False)
    return Places(dirs.user_data_path, dirs.user_cache_path, dirs.user_config_path / "config.toml", dirs.user_log_path)


def make_private(folder: Path) -> None:
    """Make a folder and those above it; all that are new are for the reader's eyes only. Raises OSError."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(folder))
