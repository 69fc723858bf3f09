"""The page about money as its data are: what the baselines show, in the amounts (mnkr or tkr) that are chosen."""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px

DATA = Path(os.environ["BENCH_DATA"])
TABLES = ("income_statement", "unit_deviations", "investments", "growth_grant")
SHOWN = {
    "income_statement": ["label_sv", "actual", "budget", "deviation", "page"],
    "unit_deviations": ["unit_sv", "deviation", "page"],
    "investments": ["type_sv", "planned", "decided", "outcome_total", "page"],
    "growth_grant": ["action_sv", "budget", "decided", "paid", "page"],
}
IN_TKR = {"unit_deviations", "investments"}
MONEY = ["actual", "budget", "deviation", "planned", "decided", "outcome_total", "paid"]


def table(name: str, amounts: str) -> pd.DataFrame:
    """A table as shown, read and scaled as a naive page would: each time."""
    found = pd.read_csv(DATA / f"{name}.csv")[SHOWN[name]]
    scale = {("tkr", False): 1000, ("mnkr", True): 0.001}.get((amounts, name in IN_TKR), 1)
    for column in set(MONEY) & set(found.columns):
        found[column] = found[column] * scale
    return found


def keys(amounts: str) -> dict[str, str]:
    """The key figures."""
    rows = table("income_statement", amounts).set_index("label_sv")["deviation"].head(5)
    return {f"{name}, {amounts}": f"{value:,.1f}" for name, value in rows.items()}


def bridge(amounts: str):
    """The deviations of the statement as bars."""
    return px.bar(
        table("income_statement", amounts),
        x="deviation",
        y="label_sv",
        orientation="h",
        title=amounts,
        text="deviation",
    )


def grant(amounts: str):
    """The growth grant as grouped bars."""
    return px.bar(
        table("growth_grant", amounts), x=["budget", "decided", "paid"], y="action_sv", barmode="group", title=amounts
    )
