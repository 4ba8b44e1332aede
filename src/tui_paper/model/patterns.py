"""Regular expressions that cost nothing until they are used.

Compiling the larger character classes takes milliseconds each, and most are never needed between
the start of the program and its first screen.
"""

import re
from typing import Any, cast


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """Like :func:`re.compile`, but compiled at the first use. A bad pattern raises :exc:`re.error` then."""
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Reached once a method: what is set on the object is found before this is asked.
        compiled = re.compile(self._source, self._flags)
        method = getattr(compiled, name)
        setattr(self, name, method)
        return method
