"""What `app.py` serves: the UI script, our routes, our middleware, and what happens before the first visitor."""

import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from dashboard.settings import settings
from dashboard.store.live import prepare
from dashboard.web.html import Html
from dashboard.web.packed import Packed, pack_in_background
from dashboard.web.routes import routes

SCRIPT = Path(__file__).parents[1] / "ui" / "main.py"
WARM = ("plotly.graph_objects", "pandas", "dashboard.ui.shell", "streamlit.elements.plotly_chart")
"""What the first page would else wait for."""


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Builds the data, imports what pages need, and takes all of it out of the collector's way."""
    built = prepare(settings().data, settings().published)
    for module in WARM:
        importlib.import_module(module)
    pack_in_background()
    gc.collect()
    gc.freeze()
    yield {"version": built.version}


ROUTES = routes()
MIDDLEWARE = [Middleware(Html), Middleware(Packed)]
