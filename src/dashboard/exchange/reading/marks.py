"""What a small picture shows: its colour, and the direction where it is an arrow.  Also signs that are characters."""

from PIL import Image, ImageChops

from dashboard.exchange.reading.model import Arrow, Colour, Mark

GLYPHS = {
    **dict.fromkeys("↑⬆▲△⇧⇑🡅🡑🠕", (Arrow.UP, True)), **dict.fromkeys("→➡►▶⇨⇒➔➜🡆🠖", (Arrow.RIGHT, True)),
    **dict.fromkeys("↓⬇▼▽⇩⇓🡇🡓🠗", (Arrow.DOWN, True)), **dict.fromkeys("↗⬈➚", (Arrow.UP, False)),
    **dict.fromkeys("↘⬊➘", (Arrow.DOWN, False)),
}  # fmt: skip
"""Characters that are arrows; slanting ones are to be checked."""
DISCS = set("●⬤•■◼◆○◯🔴🟡🟢⚫")
_OWN_COLOUR = {"🔴": Colour.RED, "🟡": Colour.YELLOW, "🟢": Colour.GREEN}
SIDE = 64


def colour_of(red: int, green: int, blue: int) -> tuple[Colour | None, bool]:
    """The name of a colour and whether it is clearly that; None for black, white and grey."""
    high, low = max(red, green, blue), min(red, green, blue)
    if high - low < 60:
        return None, True
    spread = high - low
    if high == red:
        hue = 60 * ((green - blue) / spread % 6)
    elif high == green:
        hue = 60 * ((blue - red) / spread + 2)
    else:
        hue = 60 * ((red - green) / spread + 4)
    for name, first, last, clear in (
        (Colour.RED, -1, 14, True), (Colour.RED, 14, 22, False), (Colour.YELLOW, 22, 66, True),
        (Colour.GREEN, 66, 80, False), (Colour.GREEN, 80, 165, True), (Colour.OTHER, 165, 335, True),
        (Colour.RED, 335, 361, True),
    ):  # fmt: skip
        if first < hue <= last:
            return name, clear
    return None, True


def of_text(said: str, rgb: tuple[int, int, int] | None = None) -> Mark | None:
    """The mark that a cell's characters are, in their colour; None where they are ordinary text."""
    signs = [c for c in said if not c.isspace() and c != "\ufe0f"]
    if not signs or not all(c in GLYPHS or c in DISCS for c in signs):
        return None
    colour, clear = colour_of(*rgb) if rgb else (None, True)
    arrow, straight = next((GLYPHS[c] for c in signs if c in GLYPHS), (None, True))
    return Mark(next((_OWN_COLOUR[c] for c in signs if c in _OWN_COLOUR), colour), arrow, clear and straight)


def of_picture(picture: Image.Image) -> Mark | None:
    """The mark that a picture on a light ground shows; None where there is nothing on it."""
    if picture.mode != "RGB":
        shown = Image.new("RGBA", picture.size, "white")
        shown.alpha_composite(picture.convert("RGBA"))
        picture = shown.convert("RGB")
    red, green, blue = picture.split()
    inked = (
        ImageChops.darker(ImageChops.darker(red, green), blue)
        .point([255 if level < 225 else 0 for level in range(256)])
        .getbbox()
    )
    if inked is None:
        return None
    small = picture.crop(inked)
    small.thumbnail((SIDE, SIDE))
    width, height = small.size
    raw = small.tobytes()
    pixels = [(raw[i], raw[i + 1], raw[i + 2]) for i in range(0, len(raw), 3)]
    ink = [max(p) - min(p) >= 60 or sum(p) < 420 for p in pixels]
    if sum(ink) < 12:
        return None
    names = [
        (colour, clear)
        for p, inked in zip(pixels, ink, strict=True)
        if inked
        for colour, clear in [colour_of(*p)]
        if colour
    ]
    colour, clear = max(set(names), key=names.count) if len(names) > sum(ink) * 0.3 else (None, True)
    arrow, straight = _direction([ink[row * width : (row + 1) * width] for row in range(height)])
    return Mark(colour, arrow, clear and straight)


def _direction(ink: list[list[bool]]) -> tuple[Arrow | None, bool]:
    """Where an arrow points; None for a shape that looks the same upside down and mirrored (a disc, a square).

    An arrow's head is its widest part and its tip a point: where one end is much narrower than the other the tip is
    there (a broad arrow, a triangle); where both are alike (a thin arrow) it is where the widest part is near.
    """
    rows = [n for n, row in enumerate(ink) if any(row)]
    columns = [n for n in range(len(ink[0])) if any(row[n] for row in ink)]
    box = [row[columns[0] : columns[-1] + 1] for row in ink[rows[0] : rows[-1] + 1]]
    height, width = len(box), len(box[0])
    upright = [[row[n] for row in box] for n in range(width)]
    upside, mirrored = _asymmetry(upright), _asymmetry(box)
    if max(upside, mirrored) < 0.22 or min(height, width) < 5:
        return None, True
    if min(upside, mirrored) > 0.6 * max(upside, mirrored):
        return None, False
    across = [sum(row) for row in (box if upside > mirrored else upright)]
    first = _tip_first(across)
    if upside > mirrored:
        return (Arrow.UP if first else Arrow.DOWN), True
    return (Arrow.RIGHT, True) if not first else (None, False)


def _asymmetry(lines: list[list[bool]]) -> float:
    """How much lines differ from themselves reversed, as a share of their ink; a pixel off the middle is nothing."""

    def differing(shift: int) -> int:
        padded = [[False, *line, False] for line in lines]
        ends = (1 + shift, len(padded[0]) - 1 + shift)
        return sum(
            a != b
            for line, pad in zip(lines, padded, strict=True)
            for a, b in zip(line[::-1], pad[slice(*ends)], strict=True)
        )

    return min(map(differing, (-1, 0, 1))) / sum(map(sum, lines))


def _tip_first(across: list[int]) -> bool:
    edge = max(2, len(across) // 10)
    start, end = sum(across[:edge]) / edge, sum(across[-edge:]) / edge
    if start < 0.5 * end or end < 0.5 * start:
        return start < end
    widest = max(across)
    where = [n for n, size in enumerate(across) if size > 0.9 * widest]
    return sum(where) / len(where) < (len(across) - 1) / 2
