"""Every URL that is not a page of the dashboard."""

from starlette.routing import BaseRoute, Route

from dashboard.settings import at
from dashboard.web import api, assets, statement


def routes() -> list[BaseRoute]:
    return [
        *api.routes(),
        Route(at("/assets/{name}"), assets.serve),
        Route(at(statement.PATH), statement.serve, methods=["GET", "POST"]),
    ]
