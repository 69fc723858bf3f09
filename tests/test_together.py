"""The first message after a silence waits for what follows; nothing is lost, nothing changes its order."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.web import together
from dashboard.web.together import MOMENT, QUIET, Together


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> list[str | float]:
    """What is sent (texts) and waited for (seconds), in order, by a clock that only waiting moves."""
    found: list[str | float] = []
    clock = SimpleNamespace(now=100.0)

    async def sleep(seconds: float) -> None:
        found.append(seconds)
        clock.now += seconds

    monkeypatch.setattr(together, "time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr(together, "asyncio", SimpleNamespace(sleep=sleep))
    return found


def send_after(kind: str, pauses: list[float], happened: list[str | float]) -> list[str | float]:
    """Sends a message after each pause, and gives what happened but those pauses."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for n, pause in enumerate(pauses):
            await together.asyncio.sleep(pause)
            happened.pop()
            await send({"type": f"{kind}.send", "text": str(n)})

    async def receive() -> Message:
        raise AssertionError("nothing is asked for")

    async def send(message: Message) -> None:
        happened.append(message["text"])

    asyncio.run(Together(app)({"type": kind}, receive, send))
    return happened


def test_only_the_first_after_a_silence_waits(happened: list[str | float]) -> None:
    pauses = [0, 0, QUIET / 2, 2 * QUIET, 0]
    assert send_after("websocket", pauses, happened) == [MOMENT, "0", "1", "2", MOMENT, "3", "4"]


@pytest.mark.parametrize("kind", ["http", "lifespan"])
def test_nothing_else_waits(kind: str, happened: list[str | float]) -> None:
    assert send_after(kind, [0, 2 * QUIET], happened) == ["0", "1"]
