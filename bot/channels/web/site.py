"""The web application: the webhook, health, metrics, and a page for people who look in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.door import Door
from bot.channels.web.health import Vitals

if TYPE_CHECKING:
    from bot.channels.web.metrics import Metrics

_ABOUT = (
    "Netral: latihan netralitas ASN di Telegram. / "
    "A Telegram bot that trains civil servants in election neutrality.\n"
)


def site(vitals: Vitals, door: Door | None = None, *paths: str) -> Starlette:
    """The application; the ``door`` opens at each of the ``paths``, for POST only."""
    # An instance as end point is called as it is, without request and response objects: the
    # webhook is the hot path.
    posts: list[BaseRoute] = (
        [] if door is None else [Route(path, door, methods=["POST"]) for path in paths]
    )
    pages = Pages(vitals)
    return Starlette(
        routes=[
            *posts,
            Route("/healthz", pages.alive),
            Route("/readyz", pages.ready),
            Route("/metrics", pages.metrics),
            Route("/", pages.about),
        ]
    )


class Pages:
    """What monitoring asks for."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self._metrics: Metrics | None = None

    async def about(self, _request: Request) -> Response:
        """A line for people."""
        return PlainTextResponse(_ABOUT)

    async def alive(self, _request: Request) -> Response:
        """The event loop runs: more is not asked, or a supervisor would kill us for an outage
        of the database.
        """
        return JSONResponse({"status": "alive"})

    async def ready(self, _request: Request) -> Response:
        """Whether updates can be served now, and if not, why."""
        counts = self._vitals.counts
        reasons = await self._vitals.unready()
        told = {
            "status": "not ready" if reasons else "ready",
            "reasons": reasons,
            "last_update_at": self._moment(self._vitals.ago(counts.last_update)),
            "updates_in_hand": counts.in_hand,
            "oldest_update_seconds": round(counts.oldest, 3),
            **self._content(),
        }
        return JSONResponse(told, 503 if reasons else 200)

    async def metrics(self, _request: Request) -> Response:
        """For Prometheus."""
        # Imported at the first visit: who does not use it does not wait for it.
        from bot.channels.web.metrics import TYPE, Metrics

        self._metrics = self._metrics or Metrics(self._vitals)
        return Response(await self._metrics.text(), media_type=TYPE)

    def _content(self) -> dict[str, str | bool]:
        if self._vitals.fleet is None:
            return {}
        following = self._vitals.fleet.following
        return {"content": following.library.edition, "content_differs": following.differs}

    @staticmethod
    def _moment(ago: float | None) -> str | None:
        if ago is None:
            return None
        now = datetime.now(UTC).timestamp()
        return datetime.fromtimestamp(now - ago, UTC).isoformat(timespec="seconds")
