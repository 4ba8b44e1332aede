"""Our own copies of pictures, scaled to the cells they fill. All of this takes time: only for worker threads."""

from pathlib import Path
from typing import TYPE_CHECKING

from tui_paper.desk.files import shown
from tui_paper.model.errors import Unreadable
from tui_paper.ui.pictures.cells import Cells, half_blocks
from tui_paper.ui.typeset.picture import Frame

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 4_000_000
"""Of a file; our own copies have fewer."""
PAPER = (255, 255, 255)
"""Behind a picture that one can see through: what is drawn in black on nothing was drawn for white paper."""


def scaled(path: Path, width: int, height: int) -> "Image":
    """The picture in a file as RGB of that size; raises Unreadable when it is none."""
    from PIL import Image

    try:
        with Image.open(path, formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError("it has too many pixels")
            image.draft("RGB", (width * 2, height * 2))  # lets JPEG decode at a half or less of its size
            return _on_paper(image).resize((width, height), Image.Resampling.LANCZOS)
    except Exception as error:  # Pillow's decoders raise whatever they run into
        raise Unreadable(f"cannot show {shown(path)}", str(error), target=str(path)) from error


def _on_paper(image: "Image") -> "Image":
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, (*PAPER, 255))
    return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")


def with_palette(image: "Image", colours: int) -> "Image":
    """An RGB image dithered to at most so many colours of its own, at most 256."""
    from PIL import Image

    # an octree keeps the rare colours, a lit window in the night, and takes a hundredth of a median cut's time
    return image.quantize(palette=image.quantize(colours, method=Image.Quantize.FASTOCTREE))


def as_blocks(path: Path, frame: Frame, colours: int) -> tuple[Cells, ...]:
    """The picture as rows of half blocks in 24 bits of colour, or dithered to the 256 colours of xterm for 8."""
    image = scaled(path, frame.columns, 2 * frame.rows)
    pixels = image.tobytes() if colours == 24 else _in_256_colours(image)
    line = len(pixels) // (2 * frame.rows)
    lines = [pixels[at : at + line] for at in range(0, len(pixels), line)]
    return tuple(half_blocks(lines[at], lines[at + 1], frame.columns) for at in range(0, len(lines), 2))


def _in_256_colours(image: "Image") -> bytes:
    """Numbers of xterm's colours: a cube of six steps from 16 on and 24 greys from 232 on; the first 16 vary."""
    from PIL import Image

    steps = (0, 95, 135, 175, 215, 255)
    cube = [(red, green, blue) for red in steps for green in steps for blue in steps]
    greys = [(8 + 10 * n,) * 3 for n in range(24)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([side for colour in (*cube, *greys) for side in colour])
    dithered = image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    return dithered.tobytes().translate(bytes(min(255, 16 + n) for n in range(256)))
