"""Draw the pictures of the sample papers anew: ``python docs/make_sample_pictures.py`` (needs Pillow)."""

import math
import random
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

COURIER = Path(__file__).parents[1] / "sample_data" / "lantern-bay-courier"
SIZE = (720, 480)
FINE = 3
"""Everything is drawn so many times larger and then reduced, which smooths edges."""
WIDTH, HEIGHT = SIZE[0] * FINE, SIZE[1] * FINE
Colour = tuple[int, int, int]
Point = tuple[float, float]


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """One colour with a share of another."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def gradient(image: Image.Image, top: int, bottom: int, stops: list[tuple[float, Colour]]) -> None:
    """Fill lines of pixels from ``top`` to ``bottom`` with colours that run into each other."""
    draw = ImageDraw.Draw(image)
    for y in range(top, bottom):
        at = (y - top) / max(1, bottom - top - 1)
        for (a, one), (b, other) in pairwise(stops):
            if a <= at <= b:
                draw.line((0, y, WIDTH, y), fill=blend(one, other, (at - a) / (b - a)))
                break


def glow(image: Image.Image, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
    """Light around a lamp."""
    light = Image.new("RGB", image.size)
    x, y = centre
    shade = blend((0, 0, 0), colour, strength)
    ImageDraw.Draw(light).ellipse((x - radius, y - radius, x + radius, y + radius), fill=shade)
    image.paste(ImageChops.screen(image, light.filter(ImageFilter.GaussianBlur(radius / 2))))


def scaled(points: list[Point]) -> list[Point]:
    """Points on a sheet of 720 by 480, as they are drawn."""
    return [(x * FINE, y * FINE) for x, y in points]


def ripples(image: Image.Image, top: int, light: Colour, dark: Colour, seed: int) -> None:
    """Short lines on the water, longer and farther apart towards the viewer."""
    chance, draw = random.Random(seed), ImageDraw.Draw(image)
    y = float(top)
    while y < SIZE[1]:
        depth = (y - top) / (SIZE[1] - top)
        for _ in range(int(16 - 8 * depth)):
            x, length = chance.uniform(-20, SIZE[0]), chance.uniform(10, 30) * (0.6 + 2 * depth)
            draw.line(
                scaled([(x, y), (x + length, y)]), fill=chance.choice((light, dark)), width=round(FINE * (1 + depth))
            )
        y += 4 + 9 * depth


def streak(image: Image.Image, x: float, top: float, bottom: float, colour: Colour, seed: int, width: float) -> None:
    """A light's broken image on the water."""
    chance, draw = random.Random(seed), ImageDraw.Draw(image)
    y = top
    while y < bottom:
        share = (y - top) / (bottom - top)
        half = width * (0.5 + share) * chance.uniform(0.3, 1)
        shift = chance.uniform(-1, 1) * width * share
        under = image.getpixel((min(WIDTH - 1, int(x * FINE)), int(y * FINE)))
        shade = blend(colour, under, 0.25 + 0.6 * share)  # type: ignore[arg-type]
        draw.line(scaled([(x + shift - half, y), (x + shift + half, y)]), fill=shade, width=2 * FINE)
        y += 3.5


def ferry_at_night() -> Image.Image:
    """The Constance Pell at East Quay, a minute before the ramp came in."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    gradient(image, 0, 300 * FINE, [(0, (9, 14, 30)), (0.7, (26, 39, 66)), (1, (48, 62, 88))])
    gradient(image, 300 * FINE, HEIGHT, [(0, (30, 42, 64)), (1, (6, 9, 19))])
    glow(image, (650 * FINE, 62 * FINE), 60 * FINE, (120, 130, 150), 0.8)
    draw = ImageDraw.Draw(image)
    draw.ellipse([v * FINE for v in (630, 42, 670, 82)], fill=(236, 232, 214))
    for x, y, w in ((560, 70, 190), (600, 84, 170), (390, 60, 120)):
        draw.ellipse([v * FINE for v in (x, y, x + w, y + 9)], fill=(38, 50, 76))
    # Berth Row, dark but for one window
    roofs = [(0, 178), (46, 150), (92, 178), (92, 168), (132, 140), (172, 168), (172, 186), (214, 158), (256, 186)]
    roofs += [(256, 196), (292, 172), (328, 196), (328, 300), (0, 300)]
    draw.polygon(scaled(roofs), fill=(12, 16, 28))
    for x, y in ((58, 134), (142, 124), (226, 142)):
        draw.rectangle([v * FINE for v in (x, y, x + 12, y + 34)], fill=(12, 16, 28))
    for x in (20, 62, 108, 148, 190, 228, 274):
        draw.rectangle([v * FINE for v in (x, 206, x + 15, 228)], fill=(20, 26, 42))
    glow(image, (115 * FINE, 216 * FINE), 26 * FINE, (220, 150, 60), 0.7)
    draw.rectangle([v * FINE for v in (108, 206, 123, 228)], fill=(250, 202, 106))
    draw.line(scaled([(115.5, 206), (115.5, 228)]), fill=(120, 84, 40), width=FINE)
    ripples(image, 306, (52, 66, 94), (18, 26, 44), 7)
    # the quay, and the ramp on it
    draw.polygon(scaled([(0, 262), (318, 262), (318, 352), (0, 372)]), fill=(30, 32, 40))
    draw.polygon(scaled([(0, 262), (318, 262), (318, 270), (0, 270)]), fill=(74, 74, 78))
    for x in (40, 116, 192, 268):
        draw.line(scaled([(x, 272), (x, 364 - x / 16)]), fill=(18, 20, 28), width=3 * FINE)
    draw.polygon(scaled([(286, 262), (300, 256), (392, 292), (384, 300)]), fill=(134, 132, 126))
    # hull, deckhouse, wheelhouse
    hull = [(372, 280), (676, 268), (694, 250), (700, 252), (664, 330), (396, 334)]
    draw.polygon(scaled(hull), fill=(214, 214, 204))
    draw.polygon(scaled([(390, 316), (672, 310), (664, 330), (396, 334)]), fill=(44, 74, 84))
    draw.line(scaled([(374, 286), (684, 268)]), fill=(150, 152, 148), width=2 * FINE)
    draw.polygon(scaled([(432, 236), (632, 230), (632, 272), (432, 279)]), fill=(196, 197, 188))
    draw.polygon(scaled([(500, 190), (582, 188), (590, 232), (492, 234)]), fill=(222, 222, 212))
    draw.rectangle([v * FINE for v in (608, 186, 628, 231)], fill=(150, 60, 46))
    draw.rectangle([v * FINE for v in (606, 186, 630, 196)], fill=(30, 30, 34))
    draw.line(scaled([(540, 188), (540, 118)]), fill=(160, 162, 160), width=2 * FINE)
    draw.line(scaled([(540, 130), (676, 256)]), fill=(70, 78, 92), width=FINE)
    glow(image, (540 * FINE, 212 * FINE), 60 * FINE, (150, 110, 50), 0.9)
    draw = ImageDraw.Draw(image)
    for x in (505, 526, 547, 568):
        draw.rectangle([v * FINE for v in (x, 197, x + 15, 213)], fill=(255, 220, 140))
    for x in range(446, 620, 26):
        draw.rectangle([v * FINE for v in (x, 246, x + 15, 258)], fill=(244, 196, 108))
    for centre, colour in (((540, 118), (255, 250, 230)), ((300, 214), (255, 224, 150))):
        glow(image, (centre[0] * FINE, centre[1] * FINE), 30 * FINE, colour, 0.8)
        x, y = centre
        ImageDraw.Draw(image).ellipse([v * FINE for v in (x - 4, y - 4, x + 4, y + 4)], fill=(255, 252, 236))
    ImageDraw.Draw(image).line(scaled([(300, 218), (300, 262)]), fill=(60, 60, 64), width=3 * FINE)
    streak(image, 660, 336, 470, (222, 214, 190), 3, 9)
    for number, x in enumerate((462, 512, 546, 590, 626)):
        streak(image, x, 334, 420 + 10 * (number % 3), (226, 176, 96), number, 7)
    return image


def pier_at_dusk() -> Image.Image:
    """The pier of Togaura, and the one light on it."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    sky = [(0, (58, 62, 104)), (0.45, (150, 96, 122)), (0.8, (236, 150, 104)), (1, (252, 204, 136))]
    gradient(image, 0, 262 * FINE, sky)
    gradient(image, 262 * FINE, HEIGHT, [(0, (214, 150, 116)), (0.35, (124, 88, 112)), (1, (26, 30, 54))])
    draw = ImageDraw.Draw(image)
    for x, y, w, h in ((60, 120, 260, 10), (150, 136, 320, 12), (400, 96, 250, 9), (470, 160, 230, 10)):
        draw.ellipse([v * FINE for v in (x, y, x + w, y + h)], fill=(206, 128, 112))
    hills = [(0, 262)] + [(x, 250 - 26 * math.exp(-(((x - 520) / 90) ** 2)) - 12 * math.exp(-(((x - 640) / 60) ** 2)))
                          for x in range(380, 721, 6)] + [(720, 262)]  # fmt: skip
    draw.polygon(scaled([(380, 262), *hills[1:]]), fill=(96, 74, 104))
    ripples(image, 268, (238, 172, 124), (92, 70, 100), 11)
    dark = (24, 22, 40)
    draw = ImageDraw.Draw(image)
    for number in range(9):  # posts, farther away the smaller
        share = number / 8
        x, top, height, width = 40 + 400 * share**0.8, 318 - 44 * share, 96 - 74 * share, 11 - 8 * share
        draw.rectangle([v * FINE for v in (x, top, x + width, top + height)], fill=dark)
        x += 46 * (1 - share)
        draw.rectangle([v * FINE for v in (x, top, x + width * 0.8, top + height * 0.86)], fill=dark)
    draw.polygon(scaled([(0, 322), (0, 300), (448, 270), (458, 274), (448, 277)]), fill=dark)
    draw.polygon(scaled([(430, 262), (470, 262), (470, 277), (430, 279)]), fill=dark)
    draw.polygon(scaled([(424, 263), (450, 250), (476, 263)]), fill=dark)
    draw.line(scaled([(396, 278), (396, 196)]), fill=dark, width=4 * FINE)
    draw.line(scaled([(396, 198), (412, 198)]), fill=dark, width=3 * FINE)
    glow(image, (412 * FINE, 204 * FINE), 54 * FINE, (255, 216, 140), 1.0)
    ImageDraw.Draw(image).ellipse([v * FINE for v in (406, 198, 418, 210)], fill=(255, 248, 220))
    streak(image, 412, 282, 440, (255, 224, 160), 5, 8)
    boat = [(546, 330), (652, 326), (640, 346), (560, 348)]
    draw = ImageDraw.Draw(image)
    draw.polygon(scaled(boat), fill=dark)
    draw.line(scaled([(592, 330), (598, 300)]), fill=dark, width=3 * FINE)
    draw.ellipse([v * FINE for v in (591, 290, 605, 304)], fill=dark)
    draw.line(scaled([(604, 316), (676, 352)]), fill=dark, width=2 * FINE)
    return image


def course_of_the_race() -> Image.Image:
    """A chart of the Candlemas Race."""
    sea, land, ink, red = (222, 230, 228), (238, 228, 200), (42, 44, 52), (176, 44, 36)
    image = Image.new("RGB", (WIDTH, HEIGHT), sea)
    draw = ImageDraw.Draw(image)
    coast: list[Point] = [(0, 300), (60, 288), (110, 300), (150, 330), (206, 338), (262, 366), (330, 372), (400, 404)]
    coast += [(480, 410), (560, 440), (720, 452), (720, 480), (0, 480)]
    island: list[Point] = [(556, 40), (610, 28), (668, 44), (700, 84), (690, 130), (640, 150), (590, 128), (560, 92)]
    for points, closed in ((coast[:-2], False), (island, True)):
        for distance, shade in ((54, (206, 220, 222)), (30, (188, 208, 212))):
            line = scaled([*points, *points[:1]] if closed else points)
            draw.line(line, fill=shade, width=distance * FINE, joint="curve")
    draw.polygon(scaled(coast), fill=land)
    draw.polygon(scaled(island), fill=land)
    draw.line(scaled(coast[:-2]), fill=ink, width=3 * FINE, joint="curve")
    draw.line(scaled([*island, island[0]]), fill=ink, width=3 * FINE, joint="curve")
    draw.line(scaled([(206, 338), (232, 256)]), fill=ink, width=8 * FINE)  # the pier
    # the ledge inside the perch
    draw.ellipse(
        [v * FINE for v in (296, 176, 424, 232)], fill=(204, 212, 206), outline=(128, 138, 140), width=2 * FINE
    )
    for n in range(10):
        draw.line(scaled([(316 + 9 * n, 214), (328 + 9 * n, 194)]), fill=(128, 138, 140), width=2 * FINE)
    # out to the boat, then home: all but one outside the perch
    dashed(draw, [(244, 256), (340, 302), (460, 292), (556, 208)], ink)
    dashed(draw, [(556, 196), (490, 76), (300, 60), (240, 244)], ink)
    dashed(draw, [(548, 200), (470, 176), (380, 176), (252, 248)], red)
    for x, y in ((380, 158), (564, 206)):
        draw.line(scaled([(x, y), (x, y - 24)]), fill=ink, width=3 * FINE)
        draw.polygon(scaled([(x - 10, y - 24), (x + 10, y - 24), (x, y - 44)]), fill=ink)
    labels = ((566, 72, "SKARROW", 24), (60, 404, "LANTERN BAY", 28), (118, 226, "Pierhead", 20))
    labels += ((330, 236, "the ledge", 18), (398, 112, "North Perch", 19), (584, 190, "two-mile boat", 19))
    for x, y, text, size in labels:
        draw.text((x * FINE, y * FINE), text, fill=ink, font=ImageFont.load_default(size * FINE))
    draw.text((440 * FINE, 196 * FINE), "Skarrow", fill=red, font=ImageFont.load_default(18 * FINE))
    compass(draw, 88, 96, ink)
    for n in range(4):  # a mile of this sheet in quarters
        box = [v * FINE for v in (540 + 34 * n, 356, 574 + 34 * n, 364)]
        draw.rectangle(box, fill=ink if n % 2 else sea, outline=ink, width=FINE)
    draw.text((568 * FINE, 332 * FINE), "1 sea mile", fill=ink, font=ImageFont.load_default(16 * FINE))
    draw.rectangle([v * FINE for v in (3, 3, 716, 476)], outline=ink, width=2 * FINE)
    return image


def dashed(draw: ImageDraw.ImageDraw, points: list[Point], colour: Colour) -> None:
    """A dashed curve through a start, two handles and an end (Bézier)."""
    a, b, c, d = points
    at = [n / 60 for n in range(61)]
    curve = [
        tuple(
            (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t * t * r + t**3 * s
            for p, q, r, s in zip(a, b, c, d, strict=True)
        )
        for t in at
    ]
    for n in range(0, 58, 3):
        draw.line(scaled(curve[n : n + 3]), fill=colour, width=4 * FINE)  # type: ignore[arg-type]


def compass(draw: ImageDraw.ImageDraw, x: float, y: float, ink: Colour) -> None:
    """North is up."""
    draw.ellipse([v * FINE for v in (x - 34, y - 34, x + 34, y + 34)], outline=ink, width=2 * FINE)
    for number in range(4):
        turn = math.pi / 2 * number
        tip = (x + 46 * math.sin(turn), y - 46 * math.cos(turn))
        sides = [(x + 9 * math.sin(turn + s), y - 9 * math.cos(turn + s)) for s in (-math.pi / 4, math.pi / 4)]
        draw.polygon(scaled([(x, y), sides[0], tip]), fill=ink)
        draw.polygon(scaled([(x, y), sides[1], tip]), fill=(250, 248, 240), outline=ink)
    draw.text(((x - 7) * FINE, (y - 74) * FINE), "N", fill=ink, font=ImageFont.load_default(22 * FINE))


def main() -> None:
    """Draw them all."""
    for day, page, name, image in (
        ("2026-01-31", "01-night-ferry-crew", "constance-pell-east-quay-night.jpg", ferry_at_night()),
        ("2026-01-30", "08-togaura-dayori", "togaura-pier.jpg", pier_at_dusk()),
        ("2026-02-01", "02-candlemas-race", "candlemas-course.png", course_of_the_race()),
    ):
        path = COURIER / day / f"{page}_files" / name  # where a browser saves what a page shows
        path.parent.mkdir(exist_ok=True)
        small = image.resize(SIZE, Image.Resampling.LANCZOS)
        if path.suffix == ".png":
            small.quantize(64, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
        else:
            small.save(path, quality=82, optimize=True)
        print(f"{path.stat().st_size:,} bytes  {path.relative_to(COURIER)}")


if __name__ == "__main__":
    main()
