"""How people reach the pages: by HTTPS or not, at which address, through which proxies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, request

from survey.setting_checks import networks_of
from survey.web.request.site.callers import caller_behind, seems_proxied

if TYPE_CHECKING:
    from flask import Flask

    from survey.setting_checks import Networks
    from survey.settings import Settings

FORWARDED = "X-Forwarded-For"


@dataclass(slots=True)
class Site:
    """The way to the pages."""

    origin: str
    proxies: Networks
    has_warned: bool = False

    @property
    def is_https(self) -> bool:
        """Whether browsers speak to it, or to the proxy in front of it, in TLS."""
        return self.origin.startswith("https:")


def site() -> Site:
    """Return the site of this installation."""
    found: Site = current_app.extensions["survey-site"]
    return found


def site_of(settings: Settings) -> Site:
    """Read off the settings how people reach the pages."""
    base = urlsplit(settings.base_url)
    return Site(f"{base.scheme}://{base.netloc}", networks_of(settings.trusted_proxies))


def caller() -> str:
    """Return the network address of the client, for limits by network."""
    here, peer, forwarded = site(), request.remote_addr or "", request.headers.get(FORWARDED, "")
    if not here.has_warned and seems_proxied(peer, forwarded, here.proxies):
        here.has_warned = True
        current_app.logger.warning(
            "A proxy at %s names clients, but SURVEY_TRUSTED_PROXIES does not name it: "
            "limits by network count all people as one.",
            peer,
        )
    return caller_behind(peer, forwarded, here.proxies)


def is_ours(origin: str) -> bool:
    """Tell whether a page with this origin is one of ours."""
    return origin in (site().origin, request.host_url.rstrip("/"))


def register(app: Flask) -> None:
    """Tell every request how people reach the pages."""
    app.extensions["survey-site"] = site_of(app.jinja_env.globals["settings"])  # type: ignore[arg-type]
