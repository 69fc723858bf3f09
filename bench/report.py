"""The numbers of a run as the table that README shows."""

from collections.abc import Iterator
from typing import Any

Found = dict[str, Any]
LINE = "| {} | {} | {} | {} |"


def table(found: Found) -> str:
    """Markdown: what was measured, its median (min–max), against what, and whether the aim was met."""
    head = [f"Measured {found['at']} UTC: {found['machine']}.", "", LINE.format("", "measured", "against", "aim")]
    return "\n".join([*head, "|---|---|---|---|", *rows(found)])


def rows(found: Found) -> Iterator[str]:
    for part, lines in (("server", _server), ("crowd", _crowd), ("memory", _memory), ("cold", _cold),
                        ("browser", _browser), ("growth", _growth)):  # fmt: skip
        if part in found:
            yield from lines(found[part])


def row(what: str, measured: str, ratio: float, against: str, aim: float) -> str:
    verdict = "met" if ratio <= aim else "**not met**"
    return LINE.format(what, measured, f"{ratio:.2f} × {against}", f"≤ {aim:g}: {verdict}")


def spread(r: Found, unit: str = "ms") -> str:
    return f"{r['median']:.3g} {unit} ({r['min']:.3g}–{r['max']:.3g})"


def _server(found: Found) -> Iterator[str]:
    plain, bare = found["empty, stock"], found["empty, ours"]
    yield LINE.format("empty page, stock `streamlit run`", spread(plain), "1", "")
    yield LINE.format("empty page, our server", spread(bare), f"{bare['median'] / plain['median']:.2f} × stock", "")
    for name, r in found.items():
        if not name.startswith("empty"):
            measured = f"{spread(r)}, {r['cpu']:.3g} ms CPU"
            yield row(f"rerun of {name}", measured, r["median"] / plain["median"], "empty stock", 0.35)
            yield row("", "", r["median"] / bare["median"], "empty, ours", 3)


def _crowd(found: Found) -> Iterator[str]:
    own, plain = found["ours"], found["empty, stock"]
    yield LINE.format(
        "100 sessions thinking 3 s, all pages in turn",
        f"p95 {own['p95']:.3g} ms (p50 {own['p50']:.3g}), {own['errors']} errors",
        f"empty page, stock: p50 {plain['p50']:.3g}, p95 {plain['p95']:.3g} ms",
        "p95 ≤ 100 ms, 0 errors: " + ("met" if own["p95"] <= 100 and not own["errors"] else "**not met**"),
    )  # fmt: skip


def _memory(found: Found) -> Iterator[str]:
    process = found["process"]
    yield LINE.format(
        "memory per session", f"{found['per_session']:.2f} MB",
        f"the process over {found['sessions']} sessions opened and closed: "
        + ", ".join(f"{mb:.0f}" for mb in process) + " MB",
        "≤ 0.3 MB: " + ("met" if found["per_session"] <= 0.3 else "**not met**"),
    )  # fmt: skip


def _cold(found: Found) -> Iterator[str]:
    own, imports = (found[k] for k in sorted(found, key=lambda k: k != "first page"))
    yield row(
        "cold start to first page", spread(own, "s"), own["median"] / imports["median"], "importing the libraries", 2
    )


def _browser(found: Found) -> Iterator[str]:
    own, others = found["ours"], {k: v for k, v in found.items() if k != "ours"}
    for what, aim in (("warm load", 1), ("click to metric", 1), ("click to chart", 1), ("click to table", 1)):
        for name, r in others.items():
            if what in r and what in own:
                yield row(f"{what} in Chromium" if name == "Dash" else "", spread(own[what]),
                          own[what]["median"] / r[what]["median"], f"{name} {spread(r[what])}", aim)  # fmt: skip
    size = own["start page: first load, bytes"]["median"] / 1e6
    sizes = ", ".join(f"{k} {v['first load, bytes']['median'] / 1e6:.1f}" for k, v in found.items())
    yield LINE.format("first load of the start page", f"{size:.2f} MB", f"page about money, MB: {sizes}",
                      "≤ 2.0 MB: " + ("met" if size <= 2 else "**not met**"))  # fmt: skip
    shifts = own["start page: layout shift"]["median"], own["layout shift"]["median"]
    yield LINE.format("layout shift (CLS)", f"start {shifts[0]:.3f}, money {shifts[1]:.3f}",
                      ", ".join(f"{k} {v['layout shift']['median']:.3f}" for k, v in others.items()),
                      "≤ 0.1: " + ("met" if max(shifts) <= 0.1 else "**not met**"))  # fmt: skip


def _growth(found: Found) -> Iterator[str]:
    for name, sizes in found.items():
        base, last = sizes["x1"], list(sizes)[-1]
        said = ", ".join(
            f"{k}: {v['median']:.3g}" + (f" (first {v['first']:.3g})" if v.get("first") else "")
            for k, v in sizes.items()
        )
        if name.startswith("download"):
            yield LINE.format(f"{name}, CSV", f"{last}: {sizes[last]['mb']:.0f} MB in {sizes[last]['median']:.1f} s",
                              f"server grew {sizes[last]['grew']:.0f} MB", "streams")  # fmt: skip
        else:
            yield row(
                f"growth, {name}", f"{said} ms", sizes[last]["median"] / base["median"], f"today's size, at {last}", 2
            )
