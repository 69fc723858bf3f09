"""`dashboard serve`."""

import argparse
import os
import sys

from dashboard.cli.command import Add
from dashboard.i18n import Text
from dashboard.settings import ROOT, settings
from dashboard.store.build import build


def add(command: Add) -> None:
    serve = command("serve", _serve, "build what is missing and serve the dashboard")
    serve.add_argument("--address")
    serve.add_argument("--port", type=int)


def _serve(args: argparse.Namespace, t: Text) -> int:
    for name in ("data", "published", "address", "port"):
        os.environ[f"DASHBOARD_{name.upper()}"] = str(getattr(args, name))
    settings.cache_clear()
    build(args.data, args.published)
    os.chdir(ROOT)  # .streamlit/config.toml is read from here
    sys.path.insert(0, str(ROOT))
    sys.argv = [str(ROOT / "app.py")]
    from app import serve  # type: ignore[import-not-found, unused-ignore]

    serve()
    return 0
