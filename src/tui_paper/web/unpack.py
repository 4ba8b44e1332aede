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
_GZIP_START = b"\x1f\x8b"


def unpack(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """Yield what ``pieces`` unpack to; raises zlib.error when they are damaged."""
    if packing in ("", "identity"):
        yield from pieces
        return
    gzip = packing != "deflate"
    unpacker = zlib.decompressobj(_GZIP if gzip else _ZLIB)
    begun = b"" if not gzip else None  # what came before the two bytes by which a wrapping is known
    for data in pieces:
        while data:
            try:
                piece = unpacker.decompress(data, STEP)
            except zlib.error:
                if begun is None:
                    raise
                unpacker = zlib.decompressobj(_BARE)  # some servers send deflate without its zlib wrapping
                piece = unpacker.decompress(begun + data, STEP)
            begun = data if begun == b"" and len(data) < 2 else None
            if piece:
                yield piece
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data = unpacker.unused_data
                if not (gzip and data.startswith(_GZIP_START)):
                    return
                unpacker = zlib.decompressobj(_GZIP)
    yield unpacker.flush()
