import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.web.unpack import STEP, unpack


def packed(data: bytes, packing: str) -> bytes:
    if packing == "gzip":
        return gzip.compress(data, mtime=0)
    if packing == "bare":
        packer = zlib.compressobj(wbits=-15)
        return packer.compress(data) + packer.flush()
    if packing == "br":
        return bytes(brotli.compress(data))
    return zlib.compress(data) if packing == "deflate" else data


@given(
    data=st.binary(max_size=5000).map(lambda b: b * 50),
    packing=st.sampled_from(["", "gzip", "deflate", "bare", "br"]),
    size=st.integers(1, 5000),
)
def test_whatever_the_pieces_the_whole_comes_out(data: bytes, packing: str, size: int) -> None:
    whole = packed(data, packing)
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert b"".join(unpack(pieces, "deflate" if packing == "bare" else packing)) == data


def test_gzip_of_several_members_and_what_stands_after_it() -> None:
    assert b"".join(unpack([gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0)], "x-gzip")) == b"one two"
    assert b"".join(unpack([gzip.compress(b"one", mtime=0) + b"\0\0rest", b"more"], "gzip")) == b"one"


@pytest.mark.slow
@pytest.mark.parametrize("packing", ["gzip", "br"])
def test_no_step_is_large(packing: str) -> None:
    pieces = unpack([packed(b"\0" * 50_000_000, packing)], packing)
    assert all(len(next(pieces)) <= STEP for _ in range(100))


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br"])
def test_what_is_damaged(packing: str) -> None:
    with pytest.raises(zlib.error):
        list(unpack([b"\xff\xffnot packed at all"], packing))


@pytest.mark.parametrize("packing", ["gzip", "deflate", "bare", "br"])
def test_what_was_cut_short(packing: str) -> None:
    whole = packed(b"news of the harbour " * 2000, packing)
    for end in (1, len(whole) // 2, len(whole) - 1):
        with pytest.raises(zlib.error):
            list(unpack([whole[:end]], "deflate" if packing == "bare" else packing))


def test_nothing_at_all_is_nothing() -> None:
    assert b"".join(unpack([], "gzip")) == b"" == b"".join(unpack([], "deflate")) == b"".join(unpack([], "br"))
