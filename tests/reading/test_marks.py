"""Colour and direction of small pictures, at any size and on any ground that is light."""

import pytest
from PIL import Image, ImageDraw

from dashboard.exchange.reading.marks import colour_of, of_picture, of_text
from dashboard.exchange.reading.model import Arrow, Colour, Mark

BROAD = [(0.5, 0.05), (0.95, 0.5), (0.68, 0.5), (0.68, 0.95), (0.32, 0.95), (0.32, 0.5), (0.05, 0.5)]
THIN = [(0.5, 0.0), (0.75, 0.3), (0.54, 0.22), (0.54, 1), (0.46, 1), (0.46, 0.22), (0.25, 0.3)]
TRIANGLE = [(0.5, 0.05), (0.95, 0.95), (0.05, 0.95)]
TURNS = {
    Arrow.UP: lambda x, y: (x, y), Arrow.DOWN: lambda x, y: (x, 1 - y), Arrow.RIGHT: lambda x, y: (1 - y, x),
}  # fmt: skip


def drawn(points: list[tuple[float, float]], arrow: Arrow, colour: str, size: int) -> Image.Image:
    picture = Image.new("RGB", (size * 3, size * 2), "white")
    turned = [TURNS[arrow](x, y) for x, y in points]
    ImageDraw.Draw(picture).polygon([(size + x * size, 5 + y * size) for x, y in turned], fill=colour)
    return picture


@pytest.mark.parametrize("size", [20, 28, 60, 200])
@pytest.mark.parametrize("shape", [BROAD, THIN, TRIANGLE], ids=["broad", "thin", "triangle"])
@pytest.mark.parametrize("arrow", TURNS)
def test_an_arrow_points_where_it_points(arrow: Arrow, shape: list[tuple[float, float]], size: int) -> None:
    assert of_picture(drawn(shape, arrow, "#222222", size)) == Mark(None, arrow, True)


@pytest.mark.parametrize("size", [16, 28, 90])
@pytest.mark.parametrize(
    ("rgb", "colour"),
    [("#00a651", Colour.GREEN), ("#0b5a2b", Colour.GREEN), ("#ffc000", Colour.YELLOW), ("#ffff00", Colour.YELLOW), ("#e30613", Colour.RED), ("#c00000", Colour.RED), ("#0070c0", Colour.OTHER)],
)  # fmt: skip
def test_a_disc_has_a_colour_and_no_direction(rgb: str, colour: Colour, size: int) -> None:
    picture = Image.new("RGBA", (size * 4, size * 2), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((size, 4, 2 * size, 4 + size), fill=rgb)
    mark = of_picture(picture)
    assert mark and (mark.colour, mark.arrow, mark.clear) == (colour, None, True)


def test_an_empty_cell_has_no_mark() -> None:
    assert of_picture(Image.new("RGB", (80, 40), "white")) is None
    assert of_picture(Image.new("RGB", (80, 40), "#eef3f7")) is None


def test_an_orange_mark_is_to_be_checked() -> None:
    assert colour_of(255, 80, 0) == (Colour.RED, False)


def test_signs_that_are_characters() -> None:
    assert of_text("↑") == Mark(None, Arrow.UP)
    assert of_text("↘") == Mark(None, Arrow.DOWN, clear=False)
    assert of_text("●", (0, 166, 81)) == Mark(Colour.GREEN, None)
    assert of_text("🔴") == Mark(Colour.RED, None)
    assert of_text("85 %") is None and of_text("") is None
