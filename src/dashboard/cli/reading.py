"""`dashboard read`: from a report document to a draft of the import workbook."""

import argparse
import sys
from pathlib import Path

from dashboard.cli.command import Add
from dashboard.errors import UsageError
from dashboard.i18n import Text
from dashboard.store.build import build

EVERY = 25
"""Pages between two lines that say how far it has come."""


def add(command: Add) -> None:
    read = command("read", _read, "read a report (.txt, .pdf, .docx) into a draft of the import workbook")
    read.add_argument("report", type=Path, help="the report document")
    read.add_argument("--year", type=int, required=True, help="the year of the report")
    read.add_argument("--out", type=Path, required=True, help="file to write (.xlsx)")
    read.add_argument("--pages", type=Path, help="CSV with page, first_line, last_line, for a text file without pages")
    read.add_argument("--from", dest="from_year", type=int, help="year whose ids live on (default: the last whole one)")


def _read(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange.reading import run

    build(args.data, args.published)
    pages = _bytes(args.pages) if args.pages else None

    def progress(page: int, of: int) -> None:
        if page % EVERY == 0 or page == of > EVERY:
            print(t("cli.reading", page=page, total=of), file=sys.stderr)

    content, name = _bytes(args.report), args.report.name
    made, draft = run.workbook(content, name, args.year, args.published, t, args.from_year, pages, progress)
    args.out.write_bytes(made)
    counts = {
        "cells": draft.entries(),
        "check": draft.unsure(),
        "over": len(draft.unplaced),
        "missing": len(draft.missing),
    }
    print(t("cli.read", path=args.out, **counts))
    return 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("read_no_file", path=path) from error
