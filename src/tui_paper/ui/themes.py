"""The designed themes, and the styles that lines are painted in.

Lines are painted with Rich styles made from a small palette rather than with CSS: a paper's accent
may then change from story to story without a new style sheet.
"""

from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.theme import Theme


class Palette(NamedTuple):
    """The colours of one theme, as ``#rrggbb``."""

    name: str
    dark: bool
    paper: str
    """Behind the text."""
    ink: str
    """The text: at least 7:1 against ``paper``."""
    soft: str
    """Dates, excerpts, what was read: at least 4.5:1."""
    faint: str
    """Rules and hairlines."""
    panel: str
    """Behind code, the cursor without focus and prompts."""
    cursor: str
    """Behind the chosen row of the pane that has the focus."""
    found: str
    """Behind a place found by a search."""
    link: str
    warning: str


PALETTES = (
    Palette(
        "ink", True, "#14161a", "#dcd7ca", "#99948a", "#3b3f46", "#1e2127", "#2a3038", "#5c4a12", "#8fb8d8", "#e0a458"
    ),
    Palette(
        "newsprint",
        False,
        "#f5f2eb",
        "#1f1d1a",
        "#625d54",
        "#c8c2b4",
        "#eae5da",
        "#dcd5c6",
        "#f2d98a",
        "#1d5078",
        "#8a4b08",
    ),
    Palette(
        "sepia",
        False,
        "#f3e7cf",
        "#38291a",
        "#6e5636",
        "#d1bd97",
        "#ead9b8",
        "#dfcaa0",
        "#f0c060",
        "#6b3a12",
        "#8a3b08",
    ),
    Palette(
        "contrast",
        True,
        "#000000",
        "#ffffff",
        "#c8c8c8",
        "#6c6c6c",
        "#1c1c1c",
        "#003f6f",
        "#806000",
        "#7fd4ff",
        "#ffb000",
    ),
)
DEFAULT_THEME = "ink"


def themes() -> list[Theme]:
    """The palettes as Textual themes."""
    return [
        Theme(
            name=p.name,
            primary=p.link,
            secondary=p.soft,
            accent=p.link,
            warning=p.warning,
            error=p.warning,
            success=p.link,
            foreground=p.ink,
            background=p.paper,
            surface=p.paper,
            panel=p.panel,
            boost=p.panel,
            dark=p.dark,
            text_alpha=1.0,
            variables={
                "faint": p.faint,
                "soft": p.soft,
                "cursor": p.cursor,
                "scrollbar": p.faint,
                "scrollbar-hover": p.soft,
                "scrollbar-active": p.soft,
                "scrollbar-background": p.paper,
                "scrollbar-background-hover": p.paper,
                "scrollbar-background-active": p.paper,
                "scrollbar-corner-color": p.paper,
                "input-selection-background": p.cursor,
                "screen-selection-background": p.cursor,
                "screen-selection-foreground": p.ink,
                "footer-key-foreground": p.link,
                "block-cursor-background": p.cursor,
                "block-cursor-foreground": p.ink,
                "border": p.faint,
            },
        )
        for p in PALETTES
    ]


def palette_of(theme: Theme) -> Palette:
    """The palette of one of our themes, or one made from the colours of any other Textual theme."""
    for palette in PALETTES:
        if palette.name == theme.name:
            return palette
    colours = theme.to_color_system().generate()
    paper, ink = _hex(colours["background"]), _hex(colours["foreground"])
    return Palette(
        theme.name,
        theme.dark,
        paper,
        ink,
        readable(mix(ink, paper, 0.35), paper, 4.5),
        mix(ink, paper, 0.75),
        mix(ink, paper, 0.92),
        mix(ink, paper, 0.84),
        mix(_hex(colours["warning"]), paper, 0.6),
        readable(_hex(colours["primary"]), paper, 4.5),
        readable(_hex(colours["warning"]), paper, 4.5),
    )


def _hex(colour: str) -> str:
    from textual.color import Color

    try:
        return Color.parse(colour).hex6.lower()
    except ValueError:  # "ansi_default" and the like have no colour of their own
        return "#808080"


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` (0 to 1) of ``other`` in it."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_rgb(one), _rgb(other), strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [c / 255 for c in _rgb(colour)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=256)
def readable(colour: str, paper: str, least: float) -> str:
    """``colour``, moved towards white or black until its contrast against ``paper`` is at least ``least``."""
    target = "#ffffff" if contrast("#ffffff", paper) > contrast("#000000", paper) else "#000000"
    for step in range(21):
        shade = mix(colour, target, step / 20)
        if contrast(shade, paper) >= least:
            return shade
    return target


class Styles:
    """Rich styles by role, for one palette and one paper's accent.

    A role is a name such as ``"body"``, or several divided by blanks, of which later ones add to
    earlier ones: ``"body bold link"``.
    """

    def __init__(self, palette: Palette, accent: str) -> None:
        p = palette
        self.palette = palette
        self.accent = accent = readable(accent, p.paper, 4.5)

        def on(colour: str, *, bold: bool = False, italic: bool = False) -> Style:
            return Style(color=colour, bgcolor=p.paper, bold=bold or None, italic=italic or None)

        ink, soft = on(p.ink), on(p.soft)
        self._roles = {
            "body": ink,
            "soft": soft,
            "meta": soft,
            "caption": on(p.soft, italic=True),
            "credit": soft,
            "picture": Style(color=p.faint, bgcolor=p.panel),
            "deck": on(p.ink, italic=True),
            "kicker": on(accent, bold=True),
            "headline": on(p.ink, bold=True),
            "heading": on(p.ink, bold=True),
            "subheading": on(p.ink, bold=True, italic=True),
            "quote": on(p.ink, italic=True),
            "bullet": on(accent),
            "rule": on(accent),
            "hairline": on(p.faint),
            "tablehead": on(p.ink, bold=True),
            "code": Style(color=p.ink, bgcolor=p.panel),
            "bold": Style(bold=True),
            "italic": Style(italic=True),
            "dim": Style(color=p.soft),
            "link": Style(color=p.link, underline=True),
            "accent": Style(color=accent),
            "warning": on(p.warning, bold=True),
            "unread": Style(color=accent, bold=True),
            "read": Style(color=p.soft),
            "title": on(p.ink),
            "number": on(accent),
            "key": on(accent, bold=True),
            "masthead": on(accent, bold=True),
            "cursor": Style(bgcolor=p.cursor),
            "cursor-blurred": Style(bgcolor=p.panel),
            "found": Style(bgcolor=p.found),
            "found-here": Style(color=p.paper, bgcolor=readable(p.warning, p.paper, 4.5), bold=True),
            "selection": Style(bgcolor=p.cursor),
            "hint": Style(color=p.paper, bgcolor=accent, bold=True),
            "bar": Style(color=p.ink, bgcolor=p.panel),
            "bar-soft": Style(color=p.soft, bgcolor=p.panel),
            "bar-key": Style(color=readable(accent, p.panel, 4.5), bgcolor=p.panel, bold=True),
            "bar-warning": Style(color=readable(p.warning, p.panel, 4.5), bgcolor=p.panel, bold=True),
        }
        self._made: dict[str, Style] = {"": ink}

    def __getitem__(self, role: str) -> Style:
        found = self._made.get(role)
        if found is None:
            found = self._made[role] = Style.combine([self._made[""], *(self._roles[name] for name in role.split())])
        return found

    def over(self, role: str) -> Style:
        """The style of one role by itself, to lay over another."""
        return self._roles[role]
