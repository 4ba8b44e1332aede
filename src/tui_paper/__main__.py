"""``tui-paper`` and ``python -m tui_paper``."""

import sys


def main() -> int:
    """Run the command line; the status to exit with."""
    from tui_paper.cli.main import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
