"""What axe cannot see: the focus ring, the way through by Tab, larger text, wider spacing, motion, the colours of charts."""

import io
import itertools
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from dashboard.ui.registry import PAGES
from e2e.axe import go, settle

ADDRESSES = [f"/{p.path}" if p.name != "factor" else "/framgangsfaktor?factor=infrastruktur" for p in PAGES]
CLIPPED = """() => [...document.querySelectorAll('.stHtml *, [data-testid=stSidebar] *')].filter(e => {
  const style = getComputedStyle(e);
  if (!e.checkVisibility() || e.closest('.hidden, .scroll, svg, [aria-hidden=true], [data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stTextInput]')) return false;
  return ['hidden', 'clip'].includes(style.overflowX) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 120))"""
"""Elements that cut off what is in them."""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }"""
"""What a reader may set by WCAG 1.4.12."""
RING = ["a[href*='ekonomi']", "[data-testid=stMain] a[download]", ".tools button", "[data-testid=stSidebar] input[type=text]", "[data-testid=stSidebar] [role=combobox]", "[data-testid=stMain] summary"]  # fmt: skip


def add_style(page: Page, css: str) -> None:
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s); }", css
    )
    page.wait_for_timeout(200)


def luminance(pixel: tuple[int, ...]) -> float:
    parts = [c / 255 for c in pixel[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The ratio of WCAG: 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def shot(page: Page, box: dict[str, float]) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")  # type: ignore[arg-type]


def around(page: Page, target: Locator) -> dict[str, float]:
    """The box of an element with room for a ring, within the window."""
    size = page.viewport_size or {"width": 0, "height": 0}
    box = target.bounding_box()
    assert box
    left, top = max(box["x"] - 8, 0), max(box["y"] - 8, 0)
    width, height = min(box["width"] + 16, size["width"] - left), min(box["height"] + 16, size["height"] - top)
    return {"x": left, "y": top, "width": width, "height": height}


@pytest.mark.parametrize("selector", RING)
def test_the_focus_ring_is_seen(page: Page, url: str, selector: str) -> None:
    """Measured in the picture: the pixels that change with the focus and differ at 3:1 go once around the element."""
    page.goto(f"{url}/ekonomi")
    settle(page)
    target = page.locator(selector).first
    target.evaluate("e => e.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(200)
    box = around(page, target)
    before = shot(page, box)
    page.keyboard.press("Tab")  # so that the browser takes what follows for a focus by keyboard
    target.evaluate("e => e.focus({preventScroll: true})")
    page.wait_for_timeout(250)
    after = shot(page, box)
    seen = sum(
        contrast(a, b) >= 3 for a, b in zip(before.get_flattened_data(), after.get_flattened_data(), strict=True)
    )
    assert seen >= 2 * (min(box["width"], 900) - 16), f"{seen} pixels tell where the focus is"


@pytest.mark.parametrize("path", ADDRESSES)
def test_tab_goes_through_the_whole_page(page: Page, url: str, path: str) -> None:
    """From the skip link to the last link of the foot: each stop has a name, lies in view, and none holds the focus."""
    page.goto(f"{url}{path}")
    settle(page)
    stops = list(walk(page))
    assert len(stops) > 15
    assert all(s["name"] for s in stops), [s for s in stops if not s["name"]]
    assert [s["html"] for s in stops if not s["seen"]] == []
    assert "Tillgänglighetsredogörelse" in stops[-1]["name"]
    held = [a["html"] for a, b in itertools.pairwise(stops) if a["id"] == b["id"]]
    assert held == []


def walk(page: Page) -> Iterator[dict[str, str]]:
    """Every stop of Tab until the foot's last link."""
    for n in range(600):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """n => {
              const e = document.activeElement, box = e.getClientRects()[0] ?? e.getBoundingClientRect();  // the first line of a link
              e.dataset.stop ??= n;
              const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), Math.max(box.y, 0) + Math.min(box.height / 2, 10));
              return {
                id: e.dataset.stop, html: e.outerHTML.slice(0, 100),
                name: (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || e.title || '').trim(),
                seen: box.width < 3 || (box.bottom > 0 && box.top < innerHeight && Boolean(top) && (e.contains(top) || top.contains(e) || top.closest('.stPlotlyChart') !== null)),
                last: e.matches('footer.foot a:last-of-type'),
              };
            }""",
            n,
        )
        yield stop
        if stop["last"]:
            return
    raise AssertionError("Tab never came to the foot")


@pytest.mark.parametrize("path", ADDRESSES)
def test_larger_text_and_wider_spacing_lose_nothing(page: Page, url: str, path: str) -> None:
    """200 per cent text at 1280 px, 400 per cent zoom (320 by 256), and the text spacing that a reader may set, at both."""
    page.goto(f"{url}{path}")
    settle(page)
    lost: list[str] = []

    def look(what: str) -> None:
        page.wait_for_timeout(200)
        lost.extend(f"{what}: {cut}" for cut in page.evaluate(CLIPPED))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            lost.append(f"{what}: scrolls sideways")

    page.evaluate("document.documentElement.style.fontSize = '200%'")
    look("200 per cent text")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 320, "height": 256})
    look("400 per cent zoom")
    add_style(page, SPACING)
    look("400 per cent zoom, wide spacing")
    page.set_viewport_size({"width": 1280, "height": 900})
    look("wide spacing")
    assert lost == []


MOVING = """() => [
  ...document.getAnimations().filter(a => a.effect.getComputedTiming().endTime > 10).map(a => `runs: ${a.effect.target?.outerHTML.slice(0, 100)}`),
  ...[...document.querySelectorAll('body *')].filter(e => {
    const s = getComputedStyle(e);
    return s.scrollBehavior === 'smooth' || [...s.transitionDuration.split(','), ...s.animationDuration.split(',')].some(d => parseFloat(d) > 0.01);
  }).map(e => e.outerHTML.slice(0, 100)),
]"""


def test_nothing_moves_for_those_who_ask_for_less_motion(page: Page, url: str) -> None:
    """On every page, while it arrives, when it is there, and with a list open."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(url)
    moving = page.evaluate(MOVING)
    settle(page)
    for path in ADDRESSES:
        go(page, path)
        moving += [f"{path}: {e}" for e in page.evaluate(MOVING)]
    page.get_by_role("combobox").first.click()
    page.get_by_role("listbox").wait_for()
    assert moving + page.evaluate(MOVING) == []


def test_charts_can_be_read(page: Page, url: str) -> None:
    """Texts in charts at 4.5:1, bars and marks at 3:1 against white, and each chart says what it shows."""
    page.goto(f"{url}/norrbotniabanan")
    settle(page)
    colours = "(e, of) => getComputedStyle(e)[of]"
    charts = page.locator("[data-testid=stPlotlyChart]")
    charts.locator(".main-svg").first.wait_for()
    settle(page)
    for chart in charts.all():
        assert (
            len(chart.locator("xpath=ancestor-or-self::*[@role='figure']").first.get_attribute("aria-label") or "") > 30
        )
        texts = chart.locator("svg text").all()
        assert texts
        pale = [t.inner_text() for t in texts if contrast(rgb(t.evaluate(colours, "fill")), (255, 255, 255)) < 4.5]
        assert pale == []
    faint = page.evaluate("""() => [...document.querySelectorAll('[data-testid=stPlotlyChart] .bars path, [data-testid=stPlotlyChart] .points path')]
      .map(e => getComputedStyle(e).fill !== 'none' && getComputedStyle(e).fillOpacity !== '0' ? getComputedStyle(e).fill : getComputedStyle(e).stroke)""")
    assert faint
    assert [c for c in set(faint) if contrast(rgb(c), (255, 255, 255)) < 3] == []


def rgb(css: str) -> tuple[int, ...]:
    return tuple(int(float(part)) for part in css[css.index("(") + 1 : css.index(")")].split(",")[:3])


def test_bars_of_money_can_be_told_from_the_page(page: Page, url: str) -> None:
    page.goto(f"{url}/ekonomi")
    settle(page)
    colours = page.evaluate(
        "() => [...document.querySelectorAll('.floats .split-bar')].map(e => getComputedStyle(e).backgroundColor)"
    )
    assert len(set(colours)) == 6
    assert [c for c in set(colours) if contrast(rgb(c), (255, 255, 255)) < 3] == []


@pytest.mark.parametrize("name", ["achieved", "partly", "not_achieved", "unknown"])
def test_status_bars_can_be_told_from_the_page(page: Page, url: str, name: str) -> None:
    page.goto(url)
    settle(page)
    bar = page.locator(f".bar .{name}").first
    assert contrast(rgb(bar.evaluate("e => getComputedStyle(e).backgroundColor")), (255, 255, 255)) >= 3
