"""The one place where what went wrong becomes a line on standard error and a status."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tui_paper.model.errors import PaperError
from tui_paper.model.text import clean_line

FAILED, USAGE, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141
MOST_PROBLEMS = 20


class UsageError(Exception):
    """The words on the command line cannot be understood; ``see`` is the command that explains them."""

    def __init__(self, what: str, see: str) -> None:
        super().__init__(what)
        self.see = see


def guarded(home: Path | None, run: Callable[[], int]) -> int:
    """Run a command; whatever it raises becomes at most one line on standard error, never a traceback."""
    try:
        status = run()
        if sys.stdout is not None:  # closed by the shell: >&-
            sys.stdout.flush()
        return status
    except UsageError as error:
        complain(f"{error} (see {error.see})")
        return USAGE
    except PaperError as error:
        complain(error.line)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has had enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        complain(_unexpected(error, home))
        return FAILED


def complain(line: str) -> None:
    """Print one clean line on standard error."""
    print(f"tui-paper: {clean_line(line, 2000)}", file=sys.stderr, flush=True)


def complain_about(problems: Sequence[str], what: str) -> None:
    """Print the first twenty problems, a line each, and how many more ``what`` there are."""
    for problem in problems[:MOST_PROBLEMS]:
        complain(problem)
    if len(problems) > MOST_PROBLEMS:
        complain(f"… and {len(problems) - MOST_PROBLEMS:,} more {what} that could not be read")


def _unexpected(error: Exception, home: Path | None) -> str:
    """Write the traceback to the log and say where it is."""
    import traceback
    from datetime import datetime

    from tui_paper import __version__
    from tui_paper.desk.places import find_places, make_private

    what = f"something went wrong that should not have ({type(error).__name__})"
    try:
        log = find_places(home).log_file
        make_private(log.parent)
        with open(log, "a", encoding="utf-8", errors="replace", opener=_private) as file:
            file.write(f"{datetime.now().astimezone().isoformat()} tui-paper {__version__}\n")
            file.write("".join(traceback.format_exception(error)) + "\n")
    except OSError:
        return f"{what}: {error}"
    return f"{what}. The details are in {log}"


def _private(path: str, flags: int) -> int:
    """Open a file that, when it is new, is for the reader's eyes only."""
    return os.open(path, flags, 0o600)
