"""Runs a function of ours on a foreign file in a child process that cannot take more than it is given.

A parser of XLSX, PDF or DOCX meets files made to break it.  What it may use is bounded by the kernel (memory, CPU
time, no files written, no core dump) and by a clock; whatever happens to it, the caller gets a result or one
`LimitedError`.  The child is a fresh interpreter (a fork of a process with threads may hang) and answers in JSON,
since unpickling what a foreign file has had its hands on would undo all of this.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from dashboard.errors import LimitedError

log = logging.getLogger(__name__)
SOURCE = Path(__file__).parents[2]
PART = 65536


@dataclass(frozen=True)
class Limits:
    """What the child may use: bytes of address space, seconds of CPU and by the clock, bytes of answer."""

    memory: int = 512 * 2**20
    cpu: int = 20
    seconds: int = 40
    answer: int = 64 * 2**20


def run(
    function: str, content: bytes, name: str, limits: Limits | None = None,
    args: Mapping[str, Any] | None = None, progress: Callable[[Any], None] | None = None,
) -> Any:  # fmt: skip
    """What `module:function` of this package returns for a file: called with an open binary file and `args`.

    `function` is named like `dashboard.exchange.workbook.cells:cells` and returns what JSON can hold.  Where it is a
    generator, each value that it yields goes to `progress` at once, and what it returns is the result.  `name` is what
    the user calls the file.  Raises LimitedError (`limited_time`, `_memory`, `_answer`, `_crash`, `_failed`).
    """
    given = limits or Limits()
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as errors:
        file.write(content)
        file.seek(0)
        said = [function, json.dumps(args or {}), json.dumps(asdict(given))]
        child = subprocess.Popen(  # noqa: S603 - the program is this interpreter, the function a constant of our code
            [sys.executable, "-P", "-m", f"{__package__}.child", *said],
            stdin=file, stdout=subprocess.PIPE, stderr=errors, cwd="/", env=_environment(), start_new_session=True,
        )  # fmt: skip
        assert child.stdout is not None
        try:
            answer = _answer(child.stdout, given, name, progress)
        finally:
            child.kill()
            code = child.wait()
            child.stdout.close()
        if answer is not None and "result" in answer:
            return answer["result"]
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 4000))
        log.warning("reading %s: exit %s: %s %s", name, code, answer, errors.read().decode("utf-8", "replace"))
    raise LimitedError(_why(answer, code), name=name, seconds=given.seconds, mb=given.memory // 2**20)


def _environment() -> dict[str, str]:
    return {
        "PYTHONPATH": str(SOURCE),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",  # each thread reserves memory
        "OPENPYXL_LXML": "False",  # defusedxml guards the parser of the standard library, not lxml
    }


def _answer(out: IO[bytes], limits: Limits, name: str, progress: Callable[[Any], None] | None) -> dict[str, Any] | None:
    """The last message of the child, None where it died without one; what comes before goes to `progress`."""
    for line in _lines(out, limits, name):
        message: dict[str, Any] = json.loads(line)
        if "progress" not in message:
            return message
        if progress is not None:
            progress(message["progress"])
    return None


def _lines(out: IO[bytes], limits: Limits, name: str) -> Iterator[bytes]:
    deadline = time.monotonic() + limits.seconds
    rest, size = bytearray(), 0
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise LimitedError("limited_time", name=name, seconds=limits.seconds)
            part = os.read(out.fileno(), PART)
            size += len(part)
            if size > limits.answer:
                raise LimitedError("limited_answer", name=name)
            if not part:
                return
            *lines, last = part.split(b"\n")
            for line in lines:
                yield bytes(rest + line)
                rest.clear()
            rest += last


def _why(answer: dict[str, Any] | None, code: int) -> str:
    if answer is not None:
        return "limited_memory" if answer.get("failed") == "MemoryError" else "limited_failed"
    return "limited_time" if -code in (signal.SIGXCPU, signal.SIGALRM) else "limited_crash"
