"""Middleware around Streamlit's socket: the first answer to a click waits a moment for what follows it.

Streamlit says at once that a run has begun, and the browser then goes through the whole page to show just that, while
the page itself is on its way.  Sent together, the browser goes through the page once.
"""

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

QUIET = 0.02
"""Seconds without a message after which the next one is the first of an answer."""
MOMENT = 0.004
"""Seconds that it waits: less than Streamlit takes to send the next, so that the whole answer is not later."""


class Together:
    """Holds back the first message after a silence."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        last = 0.0

        async def held(message: Message) -> None:
            nonlocal last
            if message["type"] == "websocket.send" and time.monotonic() - last > QUIET:
                await asyncio.sleep(MOMENT)
            last = time.monotonic()
            await send(message)

        await self.app(scope, receive, held)
