"""Functions that misbehave, for `test_limited`; they run in the child process."""

import ctypes
import os
import resource
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import IO, Any


def length(file: IO[bytes], factor: int = 1) -> dict[str, int]:
    print("a library that prints")
    return {"length": len(file.read()) * factor}


def steps(file: IO[bytes]) -> Generator[str, None, str]:
    yield from ("ett", "två")
    return file.read().decode()


def seeks(file: IO[bytes]) -> list[int]:
    file.seek(0, os.SEEK_END)
    end = file.tell()
    file.seek(1)
    return [end, file.read(1)[0]]


def eats(file: IO[bytes]) -> None:
    kept = [bytearray(10_000_000) for _ in range(1000)]
    assert not kept


def loops(file: IO[bytes]) -> None:
    while True:
        pass


def sleeps(file: IO[bytes]) -> None:
    time.sleep(60)


def talks(file: IO[bytes]) -> str:
    return "x" * 2_000_000


def crashes(file: IO[bytes]) -> None:
    ctypes.string_at(0)


def exits(file: IO[bytes]) -> None:
    os._exit(0)


def raises(file: IO[bytes]) -> None:
    raise ValueError("en hemlighet")


def unsayable(file: IO[bytes]) -> Any:
    return object()


def writes(file: IO[bytes], path: str) -> None:
    with Path(path).open("w") as out:
        out.write("x")


def surroundings(file: IO[bytes]) -> dict[str, Any]:
    return {
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "secret": "DASHBOARD_SECRET" in os.environ,
        "pandas": "pandas" in sys.modules,
    }
