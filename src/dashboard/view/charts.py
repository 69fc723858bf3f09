"""What all Plotly charts share: the look, and nothing that a chart of ours does not need.

Only `graph_objects`: `plotly.express` costs twenty times as much.  The same colour means the same on every page.
"""

from typing import Any

import plotly.graph_objects as go

from dashboard.i18n import Lang

INK, MUTE, LINE, ACCENT, NEUTRAL = "#161616", "#595959", "#d9dde2", "#005a8c", "#8a9099"
FONT = {"family": '"Source Sans", "Source Sans 3", sans-serif', "size": 14, "color": INK}
AXIS = {
    "linecolor": LINE, "gridcolor": "#eceff2", "zerolinecolor": INK, "zerolinewidth": 1, "ticks": "",
    "tickfont": {"color": MUTE, "size": 13}, "title": {"font": {"color": MUTE, "size": 13}}, "automargin": True,
    "fixedrange": True,
}  # fmt: skip
SEPARATORS = {"sv": ",\u00a0", "en": ".,"}


def figure(lang: Lang, height: int, **layout: Any) -> go.Figure:
    """An empty figure with our look; `layout` adds to it."""
    return go.Figure(
        layout={
            "template": "none", "font": FONT, "height": height, "separators": SEPARATORS[lang], "showlegend": False,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)", "xaxis": AXIS, "yaxis": AXIS, "hovermode": "closest", "dragmode": False,
            "hoverlabel": {"font": {"size": 14}}, "bargap": 0.35,
        } | layout
    )  # fmt: skip


class Drawn(go.Figure):  # type: ignore[misc]
    """A figure that nobody changes any more: Streamlit asks twice at each rerun what it consists of."""

    _content: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._content is None:
            self._content = super().to_dict()
        return self._content
