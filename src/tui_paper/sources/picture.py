"""A picture from the web becomes a small JPEG or PNG of our own; or a process that does so for others.

Decoders of pictures are large and old, and what they get was made by strangers. So the desk lets a process of its
own do it (``python -m tui_paper.sources.picture``, see :func:`main`), with bounds of memory, time and pixels, that
may die without harm.
"""

import io
import json
import struct
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from tui_paper.model.errors import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

LIMIT = 5_000_000
"""Bytes of a picture as it comes."""
WIDEST, HIGHEST = 1280, 2560
"""Pixels of ours at most."""
MOST_PIXELS = 50_000_000
"""Of a picture as it comes; cameras make up to so many."""
MOST_BYTES = 8_000_000
"""Of ours; far above what the sizes above make."""
MEMORY = 1_000_000_000
"""Bytes of address space of the process: fifty million pixels of four bytes, twice, and the program."""
CPU_SECONDS = 10
"""For one picture."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
FEW_COLOURS = 256
_QUALITY = 82
_LARGE_PNG = 1_000_000
_TURNED = (5, 6, 7, 8)
"""EXIF orientations that exchange width and height."""


class Encoded(NamedTuple):
    """A picture made anew."""

    data: bytes
    type: str
    """``image/jpeg`` or ``image/png``."""
    width: int
    height: int


def reencode(data: bytes) -> Encoded:
    """Decode a picture (the first one of an animation), turn it upright, scale it down and encode it anew.

    PNG where it is transparent somewhere or has few colours, else JPEG; nothing but the pixels is taken over.

    Raises:
        Unreadable: it is no picture, of a kind that is not read, damaged, or too large.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # we count ourselves
    _refuse(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _unreadable(f"it has {image.width:,} × {image.height:,} pixels, more than are decoded")
            return _encoded(_upright(image))
    except Unreadable:
        raise
    except MemoryError as error:
        raise _unreadable("it takes too much memory") from error
    except Exception as error:  # decoders raise whatever they like
        raise _unreadable("it is damaged, or of a kind that is not read") from error


def _refuse(data: bytes) -> None:
    """Name what is no picture that we decode, as far as its beginning tells."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise _unreadable("it is empty")
    if len(data) > LIMIT:
        raise _unreadable(f"it is larger than {LIMIT // 1_000_000} MB")
    if head.startswith((b"<svg", b"<?xml")) or b"<svg" in head:
        raise _unreadable("it is a drawing (SVG), which is not shown")
    if head.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"{")):
        raise _unreadable("it is a web page, not a picture")


def _unreadable(why: str) -> Unreadable:
    return Unreadable("cannot show the picture", why, "Open the story in a browser.")


def _upright(image: "Image") -> "Image":
    """The picture within our bounds, turned as its EXIF data says."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    turned = image.getexif().get(0x0112) in _TURNED
    bounds = (HIGHEST, WIDEST) if turned else (WIDEST, HIGHEST)
    image.draft("RGB", bounds)  # lets JPEG decode at a half, a quarter or an eighth of its size
    image.load()
    kept = _in_plain_mode(image)
    few = image.format != "JPEG" and (image.mode in ("1", "P") or kept.getcolors(FEW_COLOURS) is not None)
    kept.thumbnail(bounds, Resampling.LANCZOS, reducing_gap=2.0)
    upright = ImageOps.exif_transpose(kept)
    upright.info = {"few": few}
    return upright


def _in_plain_mode(image: "Image") -> "Image":
    """The picture as grey, RGB or RGBA; RGBA only where something shows through."""
    exif = image.info.get("exif")
    if image.mode.startswith(("I", "F")):  # 16 bits a pixel and more
        low, high = image.getextrema()
        assert isinstance(low, (int, float)) and isinstance(high, (int, float))
        scale = 255 / max(1, high if high > 255 else 255)
        plain = image.convert("F").point(lambda value: value * scale).convert("L")
    elif image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        plain = image.convert("RGBA")
        low, _ = plain.getchannel("A").getextrema()
        plain = plain if isinstance(low, (int, float)) and low < 255 else plain.convert("RGB")
    else:
        plain = image.convert("L" if image.mode in ("L", "1") else "RGB")
    plain.info = {"exif": exif} if exif else {}
    return plain


def _encoded(image: "Image") -> Encoded:
    few = image.info.pop("few")
    if image.mode != "RGBA" and not few:
        return Encoded(_saved(image, "JPEG", quality=_QUALITY), "image/jpeg", *image.size)
    data = _saved(image, "PNG", optimize=False)
    if few or len(data) > _LARGE_PNG:
        data = min(data, _saved(image.quantize(256, method=2), "PNG"), key=len)  # 2: octree, which keeps transparency
    return Encoded(data, "image/png", *image.size)


def _saved(image: "Image", format: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


# --- the process ---------------------------------------------------------------------------------

LENGTH = struct.Struct(">I")
"""Before everything that goes to the process or comes from it: its number of bytes."""


def main() -> None:
    """Make pictures anew until there are no more: bytes on standard input, a JSON head and bytes on standard output.

    The head has ``type``, ``width`` and ``height``, or ``problem``.
    """
    _warm_up()
    _confine()
    while True:
        size = sys.stdin.buffer.read(LENGTH.size)
        if len(size) < LENGTH.size:
            return
        data = sys.stdin.buffer.read(LENGTH.unpack(size)[0])
        _limit_time()
        _answer(sys.stdout.buffer, data)


def _warm_up() -> None:
    """Let everything be loaded that decoding loads when it is first needed: soon no file can be opened."""
    from importlib import import_module

    from PIL import AvifImagePlugin, Image

    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each would take memory of its own, on a machine with many cores too much
    for name in ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "WebP"):
        import_module(f"PIL.{name}ImagePlugin")
    for mode, format in (("RGB", "JPEG"), ("P", "GIF"), ("RGBA", "PNG"), ("I;16", "PNG"), ("RGB", "WEBP")):
        with suppress(Unreadable, KeyError, OSError, ValueError):  # a Pillow without that format
            reencode(_saved(Image.new(mode, (8, 8)), format))


def _answer(out: IO[bytes], data: bytes) -> None:
    body = b""
    try:
        made = reencode(data)
    except Unreadable as error:
        head: dict[str, object] = {"problem": error.why}
    else:
        head, body = {"type": made.type, "width": made.width, "height": made.height}, made.data
    for part in (json.dumps(head).encode(), body):
        out.write(LENGTH.pack(len(part)) + part)
    out.flush()


def _confine() -> None:
    """Bound memory; no file may be made or opened, no process started."""
    import resource

    for name, most in (("RLIMIT_AS", MEMORY), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_NOFILE", 3)):
        with suppress(AttributeError, ValueError, OSError):  # not every system has or allows all of them
            resource.setrlimit(getattr(resource, name), (most, most))


def _limit_time() -> None:
    """Give the next picture its seconds; the system ends the process after them."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
