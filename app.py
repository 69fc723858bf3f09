"""The ASGI app that `dashboard serve`, `streamlit run app.py` and any ASGI server start."""

import streamlit as st

from dashboard.web.app import MIDDLEWARE, ROUTES, SCRIPT, SECRETS, lifespan, options

app = st.App(SCRIPT, routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan, secrets=SECRETS)


def serve() -> None:
    """Serves until a signal ends it."""
    app.run(config=options())
