"""What a part of the command line gives: commands, each with its arguments and the function that runs it."""

import argparse
from collections.abc import Callable
from typing import Protocol

from dashboard.i18n import Text

Run = Callable[[argparse.Namespace, Text], int]
"""Runs a command with its arguments; returns the exit code."""


class Add(Protocol):
    """Adds a command and returns its parser, for more arguments; `said` is its line of help."""

    def __call__(self, name: str, run: Run, said: str) -> argparse.ArgumentParser: ...
