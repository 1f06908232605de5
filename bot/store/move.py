"""Moving from one database to another, as from SQLite to PostgreSQL when one machine is too few."""

from __future__ import annotations

from bot.errors import SettingsError
from bot.store.filling import Filled, fill
from bot.store.migrate import require_current
from bot.store.progress import Progress, unwatched
from bot.store.snapshot import open_snapshot


async def move(source: str, target: str, *, progress: Progress = unwatched) -> Filled:
    """Copy everything from the database at ``source`` into the empty one at ``target``.

    Nobody can write to the source meanwhile: a bot that runs tells its learners to try again, so
    stop it first, and start it again with the new address. The source stays as it is.

    Raises StoreError when the source is older than this program or the target is not empty,
    NewerDatabase, StoreUnavailable, SettingsError; the target is then as it was.
    """
    if source == target:
        raise SettingsError("move: the two addresses are the same")
    async with open_snapshot(source, hold=True) as snapshot:
        require_current(snapshot.applied, snapshot.where)
        return await fill(snapshot, target, progress=progress)
