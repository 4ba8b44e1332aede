"""Pictures made anew, and the process that does it, which may die."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tui_paper.desk.darkroom import Darkroom, DecodingDied
from tui_paper.model.errors import Cancelled, Unreadable
from tui_paper.sources.picture import HIGHEST, MOST_PIXELS, WIDEST, reencode

from .picture_files import bomb, opened, photo, png, saved, turned


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom() as room:
        yield room


def animation() -> bytes:
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("red", "blue")]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def shades(width: int, height: int) -> Image.Image:
    """A smooth picture that is transparent at its left."""
    image = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGBA", (image, image, image.rotate(180), image.rotate(90)))


PICTURES = {
    "a large photo": (photo(1600, 1200), "image/jpeg", (1280, 960)),
    "a small photo": (photo(640, 400), "image/jpeg", (640, 400)),  # never larger than it came
    "a tall photo": (photo(900, 9000), "image/jpeg", (256, HIGHEST)),
    "a photo as PNG": (photo(800, 600, "PNG"), "image/jpeg", (800, 600)),
    "WebP": (photo(800, 600, "WEBP"), "image/jpeg", (800, 600)),
    "AVIF": (photo(800, 600, "AVIF"), "image/jpeg", (800, 600)),
    "BMP": (photo(800, 600, "BMP"), "image/jpeg", (800, 600)),
    "CMYK": (saved(Image.new("CMYK", (300, 200)), "JPEG"), "image/jpeg", (300, 200)),
    "16 bits": (saved(Image.new("I;16", (300, 200), 40_000)), "image/png", (300, 200)),
    "a drawing": (saved(Image.new("RGB", (300, 200), "red")), "image/png", (300, 200)),
    "black and white": (saved(Image.new("1", (300, 200))), "image/png", (300, 200)),
    "transparent": (saved(shades(1500, 500)), "image/png", (1280, 427)),
    "animated": (animation(), "image/png", (200, 100)),
    "turned": (turned(600, 400), "image/jpeg", (400, 600)),
    "turned and large": (turned(3000, 1000), "image/jpeg", (853, HIGHEST)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_made_anew(darkroom: Darkroom, name: str) -> None:
    data, type, size = PICTURES[name]
    made = darkroom.develop(data)
    image = opened(made.data)
    assert (made.type, (made.width, made.height), image.size) == (type, size, size)
    assert image.format == {"image/jpeg": "JPEG", "image/png": "PNG"}[type]
    assert made.width <= WIDEST and made.height <= HIGHEST
    assert not image.getexif() and b"owner's name" not in made.data


def test_what_shows_through_and_the_first_frame_stay(darkroom: Darkroom) -> None:
    through = opened(darkroom.develop(saved(shades(300, 200))).data).convert("RGBA").getchannel("A")
    assert through.getpixel((110, 100)) != through.getpixel((190, 100))
    assert opened(darkroom.develop(animation()).data).convert("RGB").getpixel((50, 50)) == (255, 0, 0)


def test_a_large_picture_that_shows_through_is_kept_small(darkroom: Darkroom) -> None:
    noise = Image.effect_noise((700, 700), 80)
    made = darkroom.develop(saved(Image.merge("RGBA", (noise, noise.rotate(90), noise, noise)), compress_level=1))
    assert made.type == "image/png" and len(made.data) < 700_000


@pytest.mark.slow
def test_most_pixels_that_are_decoded_fit_into_memory_and_time(darkroom: Darkroom) -> None:
    began = time.monotonic()
    made = darkroom.develop(bomb(10_000, MOST_PIXELS // 10_000))
    assert (made.width, made.height) == (1280, 640) and time.monotonic() - began < 20
    with pytest.raises(Unreadable, match="pixels"):
        darkroom.develop(png(10_000, MOST_PIXELS // 10_000 + 1, b""))


@given(st.binary(max_size=300), st.sampled_from([photo(40, 30), saved(Image.new("P", (30, 30)), "GIF"), b""]))
@settings(max_examples=60, deadline=None)
def test_whatever_comes_is_a_picture_or_said_to_be_none(noise: bytes, start: bytes) -> None:
    for data in (noise, start[:200] + noise, start + noise, start[: len(noise)]):
        try:
            made = reencode(data)
        except Unreadable as error:
            assert error.why
        else:
            assert opened(made.data).size == (made.width, made.height)


# --- the process ---------------------------------------------------------------------------------


def process_of(room: Darkroom) -> int:
    assert room._process is not None
    return room._process.pid


def test_one_process_serves_many_and_is_started_again_when_it_dies() -> None:
    with Darkroom() as room:
        room.develop(photo(64, 64))
        first = process_of(room)
        with pytest.raises(Unreadable):
            room.develop(b"no picture")
        assert room.develop(photo(64, 64)).width == 64 and process_of(room) == first
        os.kill(first, signal.SIGKILL)
        while room._process is not None and room._process.poll() is None:
            time.sleep(0.01)
        assert room.develop(photo(64, 64)).width == 64 and process_of(room) != first
    assert room._process is None


def test_a_process_that_dies_or_sleeps_over_a_picture() -> None:
    with Darkroom() as room:
        room.develop(photo(64, 64))
        for signal_number, cancels in ((signal.SIGKILL, False), (signal.SIGSTOP, True)):
            cancel = threading.Event()
            pid = process_of(room)
            os.kill(pid, signal.SIGSTOP)  # so that it is at work whatever the machine's speed
            ends = threading.Timer(0.2, cancel.set if cancels else lambda pid=pid: os.kill(pid, signal.SIGKILL))
            ends.start()
            with pytest.raises(Cancelled if cancels else DecodingDied):
                room.develop(photo(), cancel=cancel)
            ends.join()
            assert room.develop(photo(64, 64)).width == 64, signal_number


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="the system does not tell a process's limits")
def test_the_process_is_confined() -> None:
    with Darkroom() as room:
        room.develop(photo(64, 64))
        limits = Path(f"/proc/{process_of(room)}/limits").read_text()
        rows = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
        assert rows["Max address space"] == "1000000000"
        assert rows["Max file size"] == rows["Max core file size"] == "0"
        assert rows["Max open files"] == "3" and int(rows["Max cpu time"]) <= 20
