"""Picture files, good and bad ones."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

EXIF_TURNED = 6  # the camera was held upright: rotate by 90° clockwise to view


def photo(width: int = 640, height: int = 400, format: str = "JPEG", **options: Any) -> bytes:
    """Something with many colours."""
    image = Image.linear_gradient("L").resize((width, height))
    bands = (image, image.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.effect_noise((width, height), 40))
    return saved(Image.merge("RGB", bands), format, **options)


def saved(image: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def turned(width: int, height: int) -> bytes:
    """A JPEG that says that it must be turned, and where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = EXIF_TURNED
    exif[0x010F] = "A camera that tells its owner's name"
    return saved(Image.new("RGB", (width, height), "red"), "JPEG", exif=exif)


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, packed: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG with that size in its head, whatever its data are."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = png_chunk(b"IHDR", head) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def bomb(width: int, height: int) -> bytes:
    """A small PNG that unpacks to that many pixels of three bytes."""
    packer = zlib.compressobj(9)
    row = b"\0" + bytes(3 * width)
    return png(width, height, b"".join(packer.compress(row) for _ in range(height)) + packer.flush())
