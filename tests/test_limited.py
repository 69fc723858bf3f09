"""A child process that reads a foreign file: its result, and one clear error for each way to misbehave."""

import threading
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import LimitedError
from dashboard.exchange import limited
from dashboard.exchange.limited import Limits, run
from dashboard.i18n import LANGS, text


@pytest.fixture(autouse=True)
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child finds the functions of `misbehaving.py`."""
    environment = limited._environment()
    environment["PYTHONPATH"] += f":{Path(__file__).parent}"
    monkeypatch.setattr(limited, "_environment", lambda: environment)


def test_the_result_is_plain_data() -> None:
    assert run("misbehaving:length", b"abc", "fil") == {"length": 3}
    assert run("misbehaving:length", b"abc", "fil", args={"factor": 2}) == {"length": 6}
    assert run("misbehaving:seeks", b"abc", "fil") == [3, ord("b")]
    assert run("misbehaving:length", b"x" * 5_000_000, "fil") == {"length": 5_000_000}


def test_progress_comes_while_it_runs() -> None:
    said: list[Any] = []
    assert run("misbehaving:steps", "å".encode(), "fil", progress=said.append) == "å"
    assert said == ["ett", "två"]
    assert run("misbehaving:steps", "å".encode(), "fil") == "å"


@pytest.mark.parametrize(
    ("function", "key"),
    [
        ("eats", "limited_memory"),
        ("loops", "limited_time"),
        ("sleeps", "limited_time"),
        ("talks", "limited_answer"),
        ("crashes", "limited_crash"),
        ("exits", "limited_crash"),
        ("raises", "limited_failed"),
        ("unsayable", "limited_failed"),
        ("not_there", "limited_failed"),
    ],
)
def test_each_way_to_misbehave_has_its_own_sentence(function: str, key: str) -> None:
    limits = Limits(cpu=1, seconds=6, answer=1_000_000) if function != "eats" else Limits()
    with pytest.raises(LimitedError) as caught:
        run(f"misbehaving:{function}", b"", "rapport.xlsx", limits)
    assert caught.value.key == key
    for lang in LANGS:
        said = caught.value.say(text(lang))
        assert said.startswith("rapport.xlsx") and "{" not in said and "hemlighet" not in said


def test_it_writes_no_files_and_knows_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_SECRET", "x")
    with pytest.raises(LimitedError):
        run("misbehaving:writes", b"", "fil", args={"path": str(tmp_path / "ut")})
    assert (tmp_path / "ut").stat().st_size == 0
    assert run("misbehaving:surroundings", b"", "fil") == {"core": [0, 0], "secret": False, "pandas": False}


def test_threads_of_a_server_may_read_at_once() -> None:
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(run("misbehaving:length", b"ab", "fil"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"length": 2}] * 4
