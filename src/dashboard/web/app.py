"""What `app.py` serves: the UI script, our routes, our middleware, and what happens before the first visitor."""

import gc
import importlib
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from dashboard.settings import Settings, settings
from dashboard.store.live import prepare
from dashboard.web.guard import Guard
from dashboard.web.html import Html
from dashboard.web.log import Log, configure
from dashboard.web.packed import Packed, pack
from dashboard.web.routes import routes
from dashboard.web.together import Together

SCRIPT = Path(__file__).parents[1] / "ui" / "main.py"
log = logging.getLogger(__name__)
FIRST = "dashboard.ui.shell"
"""What every page needs: the first visitor would else wait for it."""
CHARTS = "dashboard.view.charts"
"""What only pages with charts need: the chart library is behind it."""
LATER = 2.0
"""Seconds after the start in which the first visitor has the machine alone."""


def _meanwhile() -> None:
    """Beside the server's work: packs what the first visitor asks for, and a little later all that can wait."""
    pack(first=True)
    time.sleep(LATER)
    importlib.import_module(CHARTS)
    pack(first=False)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Builds the data, imports what pages need, and takes all of it out of the collector's way."""
    configure(settings().log_level)
    built = prepare(settings().data, settings().published)
    importlib.import_module(FIRST)
    threading.Thread(target=_meanwhile, name="meanwhile", daemon=True).start()
    gc.freeze()
    log.info("ready", extra={"version": built.version})
    if settings().update_page and settings().login == "off":
        log.warning("the update page is on without a login: whoever reaches %s may edit", settings().address)
    yield {"version": built.version}
    log.info("stopping")


def options() -> dict[str, Any]:
    """What Streamlit has to know of the settings, as options of its own."""
    setting = settings()
    trusted = {setting.user_header: "name", setting.role_header: "roles"} if setting.login == "headers" else {}
    return {
        "server.address": setting.address, "server.port": setting.port, "server.allowedHosts": list(setting.hosts),
        "server.trustedUserHeaders": trusted, "server.baseUrlPath": setting.base_path,
    }  # fmt: skip


def secrets(setting: Settings) -> dict[str, Any]:
    """What Streamlit's login has to know, in the place where it looks for it."""
    if setting.login != "oidc" or not setting.oidc_client_secret or not setting.cookie_secret:
        return {}
    return {
        "auth": {
            "redirect_uri": f"{setting.public_url}/oauth2callback",
            "cookie_secret": setting.cookie_secret.get_secret_value(),
            "client_id": setting.oidc_client_id,
            "client_secret": setting.oidc_client_secret.get_secret_value(),
            "server_metadata_url": setting.oidc_metadata_url,
        }
    }


ROUTES = routes()
SECRETS = secrets(settings())
MIDDLEWARE = [Middleware(Log), Middleware(Html), Middleware(Guard), Middleware(Packed), Middleware(Together)]
