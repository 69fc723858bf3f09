"""Every URL that is not a page of the dashboard."""

from starlette.routing import BaseRoute, Route

from dashboard.web import api, assets, statement


def routes() -> list[BaseRoute]:
    return [
        *api.ROUTES,
        Route("/assets/{name}", assets.serve),
        Route(statement.PATH, statement.serve, methods=["GET", "POST"]),
    ]
