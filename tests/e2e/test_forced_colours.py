"""The reader's own colours, light and dark: what is told by a background is still told, and what is chosen still stands out."""

from playwright.sync_api import Page

from e2e.axe import go, settle
from e2e.test_perception import ADDRESSES, RING, around, contrast, shot

TOOLS = """() => {
  const read = (css) => { const [r, g, b, a = 1] = css.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const light = ([r, g, b]) => [0.2126, 0.7152, 0.0722].reduce((sum, share, n) => {
    const c = [r, g, b][n] / 255; return sum + share * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); }, 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
  const probe = document.createElement('i'); probe.style.color = 'Canvas'; document.body.append(probe);
  const behind = (e) => {
    for (; e; e = e.parentElement) { const c = read(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; }
    return matchMedia('(forced-colors: active)').matches ? read(getComputedStyle(probe).color) : [255, 255, 255];
  };
  // How much what an element is drawn with differs from what it stands on.
  const told = (e, part) => {
    const s = getComputedStyle(e, part), drawn = [s.backgroundColor, ...(s.backgroundImage.match(/rgba?\\([^)]*\\)/g) ?? [])];
    for (const side of ['Top', 'Right', 'Bottom', 'Left'])
      if (parseFloat(s[`border${side}Width`]) >= 1 && s[`border${side}Style`] !== 'none') drawn.push(s[`border${side}Color`]);
    const on = behind(part ? e : e.parentElement);
    return Math.max(1, ...drawn.map(read).filter(c => c[3] > 0.5).map(c => ratio(c, on)));
  };
  const parts = (e) => ['none', 'normal'].includes(getComputedStyle(e, '::before').content) ? [[e, null]] : [[e, null], [e, '::before']];
  const seen = () => [...document.querySelectorAll('.stHtml *')].filter(e => e.checkVisibility() && !e.closest('svg, .hidden'));
  window.drawn = () => seen().flatMap(parts).filter(([e, part]) => told(e, part) >= 3);
  window.lost = (them) => them.filter(([e, part]) => told(e, part) < 3).map(([e, part]) => `${e.outerHTML.slice(0, 100)} ${part ?? ''} ${told(e, part).toFixed(1)}`);
  window.rings = () => [...document.querySelectorAll('.mark')].filter(e => e.checkVisibility()).map(e => {
    const s = getComputedStyle(e), visible = ratio(read(s.borderTopColor), behind(e)) >= 3;
    return [[...e.classList].find(c => c.startsWith('basis-')) ?? 'basis-none', visible ? s.borderTopStyle : 'none', e.textContent.trim()];
  });
  window.pale = () => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].flatMap(c => [...c.querySelectorAll('svg text, .bars path')]
    .filter(e => ratio(read(getComputedStyle(e).fill), behind(c)) < (e.tagName === 'text' ? 4.5 : 3)).map(e => e.outerHTML.slice(0, 100)));
  window.edges = (e) => { const s = getComputedStyle(e); return [s.borderLeftWidth, s.outlineStyle, s.borderLeftStyle].join(' '); };
}"""


def test_what_a_background_draws_is_drawn_in_the_readers_colours(page: Page, url: str) -> None:
    """Every bar, mark, swatch and line that differs from the page at 3:1 does so in a light and a dark contrast theme."""
    page.goto(url)
    page.wait_for_selector("h1")
    page.evaluate(TOOLS)
    lost: list[str] = []
    for path in ADDRESSES:
        page.emulate_media(forced_colors="none", color_scheme="light")
        go(page, path)
        them = page.evaluate_handle("window.drawn()")
        assert page.evaluate("them => them.length", them) > 3, path
        for scheme in ("light", "dark"):
            page.emulate_media(forced_colors="active", color_scheme=scheme)
            found = page.evaluate("them => [...window.lost(them), ...window.pale()]", them)
            rings = {tuple(r) for r in page.evaluate("window.rings()")}
            found += [f"ring of {b}: {r}" for b, r, _ in rings if (b == "basis-none") != (r == "none")]
            found += [f"no glyph: {basis}" for basis, _, glyph in rings if not glyph]
            lost += [f"{path} {scheme}: {what}" for what in found]
    assert lost == []


def test_what_is_chosen_stands_out_by_a_line(page: Page, url: str) -> None:
    """The page in the menu, the topic among topics, the part of a long list: by an edge that the others have not."""
    page.emulate_media(forced_colors="active")
    page.goto(f"{url}/nyckeltal?years=all")
    settle(page)
    page.evaluate(TOOLS)
    for chosen, other in ((".menu a.on", ".menu a:not(.on)"), (".pages b", ".pages a"), (".facets a[aria-current]", ".facets a:not([aria-current])")):  # fmt: skip
        if "facets" in chosen:
            go(page, "/nyckeltal?topic=kultur")
        one, another = (page.locator(s).first.evaluate("e => window.edges(e)") for s in (chosen, other))
        assert one != another, chosen


def test_the_focus_is_seen_in_the_readers_colours(page: Page, url: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{url}/ekonomi")
    settle(page)
    page.keyboard.press("Tab")  # so that the browser takes what follows for a focus by keyboard
    for selector in RING:
        target = page.locator(selector).first
        target.evaluate("e => { document.activeElement.blur(); e.scrollIntoView({block: 'center'}); }")
        page.wait_for_timeout(100)
        box = around(page, target)
        before = shot(page, box)
        target.evaluate("e => e.focus({preventScroll: true})")
        page.wait_for_timeout(150)
        pairs = zip(before.get_flattened_data(), shot(page, box).get_flattened_data(), strict=True)
        seen = sum(contrast(a, b) >= 3 for a, b in pairs)
        assert seen >= 2 * (min(box["width"], 900) - 16), f"{selector}: {seen} pixels tell where the focus is"
