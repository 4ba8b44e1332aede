"""Content codings (RFC 9110, section 8.4.1), unpacked in small steps.

A few kilobytes can unpack to gigabytes. httpx unpacks all that a read brought at once, up to 66 MB from 64 kB;
here no step makes more than :data:`STEP` bytes, so that whoever counts can stop in time.
"""

import zlib
from collections.abc import Iterable, Iterator

PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""The codings that :func:`unpack` knows; one at a time, for two on top of each other multiply."""
STEP = 65_536
_GZIP, _ZLIB, _BARE = 31, 15, -15
_ZLIB_HEAD = 2
_GZIP_START = b"\x1f\x8b"


def unpack(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """Yield what ``pieces`` unpack to; raises zlib.error when they are damaged."""
    if packing in ("", "identity"):
        yield from pieces
        return
    gzip = packing != "deflate"
    unpacker = zlib.decompressobj(_GZIP if gzip else _ZLIB)
    untried = not gzip
    for data in pieces if gzip else _head_in_one(pieces):
        while data:
            try:
                piece = unpacker.decompress(data, STEP)
            except zlib.error:
                if not untried:
                    raise
                unpacker = zlib.decompressobj(_BARE)  # some servers send deflate without its zlib wrapping
                piece = unpacker.decompress(data, STEP)
            untried = False
            if piece:
                yield piece
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data = unpacker.unused_data
                if not (gzip and data.startswith(_GZIP_START)):
                    return
                unpacker = zlib.decompressobj(_GZIP)
    yield unpacker.flush()


def _head_in_one(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, the first long enough for the two bytes that tell zlib's wrapping (RFC 1950)."""
    waiting, head = iter(pieces), b""
    for piece in waiting:
        head += piece
        if len(head) >= _ZLIB_HEAD:
            break
    if head:
        yield head
    yield from waiting
