"""The empty page under our server: `python empty_ours.py PORT`."""

import os
import sys
from pathlib import Path

import streamlit as st

from dashboard.settings import ROOT
from dashboard.web.app import MIDDLEWARE, ROUTES, lifespan

os.chdir(ROOT)  # .streamlit/config.toml is read from here
app = st.App(Path(__file__).with_name("empty.py"), routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)

if __name__ == "__main__":
    app.run(config={"server.port": int(sys.argv[1])})
