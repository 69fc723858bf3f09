"""The page about money in Panel: `panel serve panel_app.py`."""

import economy
import panel as pn

pn.extension("plotly")
amounts = pn.widgets.Select(name="Belopp i", options=["mnkr", "tkr"])


def keys(amounts: str):
    return pn.pane.HTML(
        "".join(f"<div><small>{k}</small> <b>{v}</b></div>" for k, v in economy.keys(amounts).items()),
        css_classes=["keys"],
    )


def tables(amounts: str):
    return pn.Column(*(pn.pane.DataFrame(economy.table(name, amounts), index=False) for name in economy.TABLES))


pn.Column(
    "# Ekonomi",
    amounts,
    pn.bind(keys, amounts),
    pn.pane.Plotly(pn.bind(economy.bridge, amounts), height=450),
    pn.bind(tables, amounts),
    pn.pane.Plotly(pn.bind(economy.grant, amounts), height=450),
).servable()
