"""Who a visitor is and what they may do, from what a login says of them.

Without a login everybody may read, and may edit where the update page is on.  With one, reading and editing need the
roles that the settings name; a login that is older than half a day has to be made again.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.settings import Settings

LOGIN_SECONDS = 12 * 3600
NAMES = ("name", "preferred_username", "email", "sub")
"""The claims that may hold what a person is called, the best first."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who has logged in."""

    name: str
    roles: frozenset[str]


def visitor(settings: Settings, claims: Mapping[str, object]) -> Visitor | None:
    """Who the claims are about; None where they are about nobody, or no longer.

    `claims` are those of OpenID Connect, or `name` and `roles` (separated by commas or spaces) as the proxy says them.
    """
    name = next((str(claims[n]) for n in NAMES if claims.get(n)), "")
    if not name or settings.login == "off":
        return None
    if settings.login == "oidc":
        issued = claims.get("iat")
        if not isinstance(issued, int | float) or not time.time() - LOGIN_SECONDS < issued:
            return None
        return Visitor(name, _roles(_claim(claims, settings.role_claim)))
    return Visitor(name, _roles(claims.get("roles")))


def may_read(settings: Settings, who: Visitor | None) -> bool:
    """Whether the visitor may see the pages and fetch the data."""
    if settings.login == "off":
        return True
    return who is not None and (
        not settings.reader_role or bool(who.roles & {settings.reader_role, settings.editor_role})
    )


def may_edit(settings: Settings, who: Visitor | None) -> bool:
    """Whether the visitor may import data and go back to an earlier version."""
    if not settings.update_page:
        return False
    return settings.login == "off" or (who is not None and settings.editor_role in who.roles)


def _claim(claims: Mapping[str, object], path: str) -> object:
    """A claim by its name, or by a dotted path into claims inside claims (`realm_access.roles`)."""
    if path in claims:
        return claims[path]
    head, _, rest = path.partition(".")
    inner = claims.get(head)
    return _claim(inner, rest) if rest and isinstance(inner, Mapping) else None


def _roles(said: object) -> frozenset[str]:
    if isinstance(said, str):
        said = said.replace(",", " ").split()
    return frozenset(str(role) for role in said) if isinstance(said, list | tuple) else frozenset()
