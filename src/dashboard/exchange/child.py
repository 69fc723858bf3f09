"""The child process of `limited.run`: bounds itself, then runs the function on the file at its standard input.

Arguments: the function (`module:name`), its arguments and the limits, both as JSON.  Each line of its standard output
is a message: `{"progress": ..}` any number of times, then `{"result": ..}` or `{"failed": type of the exception}`.
"""

import json
import os
import resource
import signal
import sys
import traceback
from importlib import import_module
from inspect import isgenerator
from typing import Any


def bound(limits: dict[str, int]) -> None:
    """Bounds this process: memory, CPU time, the clock (should the parent die), no files written, no core dump."""
    for kind, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(kind, (most, most))
    # Where both limits are one the kernel kills, and nobody can tell that from running out of memory.
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))
    signal.alarm(limits["seconds"] + 1)


def main(function: str, args: dict[str, Any], limits: dict[str, int]) -> None:
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)  # what a library prints is no message
        bound(limits)

        def say(**message: Any) -> None:
            out.write(json.dumps(message) + "\n")
            out.flush()

        try:
            module, _, name = function.partition(":")
            result = getattr(import_module(module), name)(sys.stdin.buffer, **args)
            while isgenerator(result):
                try:
                    say(progress=next(result))
                except StopIteration as stop:
                    result = stop.value
            say(result=result)
        except BaseException as error:
            say(failed=type(error).__name__)
            traceback.print_exc(limit=-5)


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3]))
