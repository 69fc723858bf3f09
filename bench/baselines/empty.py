"""The empty page."""

import streamlit  # noqa: F401
