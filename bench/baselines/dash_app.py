"""The page about money in Dash, served by gunicorn: `gunicorn dash_app:server`."""

import economy
from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
server = app.server


def table(name: str, amounts: str) -> html.Table:
    rows = economy.table(name, amounts)
    head = html.Thead(html.Tr([html.Th(c) for c in rows.columns]))
    return html.Table([head, html.Tbody([html.Tr([html.Td(v) for v in row]) for row in rows.itertuples(index=False)])])


app.layout = html.Div(
    [
        html.H1("Ekonomi"),
        dcc.Dropdown(["mnkr", "tkr"], "mnkr", id="amounts", clearable=False),
        html.Div(id="keys"),
        dcc.Graph(id="bridge"),
        html.Div(id="tables"),
        dcc.Graph(id="grant"),
    ]
)


@callback(
    Output("keys", "children"),
    Output("bridge", "figure"),
    Output("tables", "children"),
    Output("grant", "figure"),
    Input("amounts", "value"),
)
def show(amounts: str):
    keys = [html.Div([html.Small(label), html.B(value)]) for label, value in economy.keys(amounts).items()]
    tables = [table(name, amounts) for name in economy.TABLES]
    return keys, economy.bridge(amounts), tables, economy.grant(amounts)
