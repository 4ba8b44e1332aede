"""Content codings (RFC 9110, section 8.4.1), unpacked in small steps.

A few kilobytes can unpack to gigabytes. httpx unpacks all that a read brought at once, up to 66 MB from 64 kB;
here no step makes more than :data:`STEP` bytes, so that whoever counts can stop in time.
"""

import zlib
from collections.abc import Iterable, Iterator

ACCEPTED = b"gzip, deflate, br"
"""The value of Accept-Encoding."""
PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate", "br")
"""The codings that :func:`unpack` knows; one at a time, for two on top of each other multiply."""
STEP = 65_536
_GZIP, _ZLIB, _BARE = 31, 15, -15
_ZLIB_HEAD = 2
_GZIP_START = b"\x1f\x8b"


def unpack(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """Yield what ``pieces`` unpack to; raises zlib.error when they are damaged or lack their end."""
    if packing in ("", "identity"):
        yield from pieces
        return
    if packing == "br":
        yield from _from_brotli(pieces)
        return
    gzip = packing != "deflate"
    unpacker = zlib.decompressobj(_GZIP if gzip else _ZLIB)
    untried = True
    for data in pieces if gzip else _head_in_one(pieces):
        while data:
            try:
                piece = unpacker.decompress(data, STEP)
            except zlib.error:
                if gzip or not untried:
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
                untried = True
    yield unpacker.flush()
    if not (untried or unpacker.eof):
        raise zlib.error("it was cut short")


def _from_brotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What pieces packed by Brotli (RFC 7932) unpack to."""
    import brotli

    unpacker = brotli.Decompressor()
    untried = True
    for data in pieces:
        untried = untried and not data
        while data or not unpacker.can_accept_more_data():
            try:
                # Its limit is where it stops to double what it makes.
                piece = unpacker.process(data, output_buffer_limit=STEP // 4)
            except brotli.error as error:
                raise zlib.error(str(error)) from error
            if piece:
                yield piece
            data = b""
            if unpacker.is_finished():
                return
    if not untried:
        raise zlib.error("it was cut short")


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
