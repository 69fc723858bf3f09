"""The script that Streamlit runs for every session and click."""

from dashboard.ui.shell import run

run()
