"""Who took their consent back, or is to be erased, gets no notice; it waits until they agree."""

from __future__ import annotations

from pathlib import Path

from bot.service.rights import retention
from tests.service.posts import DAY, MORNING, posts


async def test_after_a_withdrawal_nothing_is_sent_until_consent_is_given_again(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        ani, budi = await post.person(7001), await post.person(7002)
        await post.app.store.rights.withdraw(ani, MORNING)
        for person in (ani, budi):
            await post.plan(person, f"n{person}", "news")
        await post.send()
        post.world.clock.now += DAY
        await post.send()
        assert post.read(ani) == []
        assert post.read(budi) == ["n7002"]
        await post.app.store.rights.renew(ani, "uji-1", post.world.clock.now)
        post.world.clock.now += DAY
        await post.send()
        assert post.read(ani) == ["n7001"]


async def test_before_an_erasure_only_its_announcement_is_sent(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        post.world.clock.now += (post.app.desk.periods.inactive + 7) * DAY  # a Friday
        await post.plan(ani, "a")
        await retention.forget(post.app.desk)
        kinds = {"test": post.sender()._tell["test"], retention.INACTIVE: retention.announcement}
        sender = post.sender()
        sender._tell = kinds
        await post.send(sender)
        [told] = post.read(ani)
        assert "karena sudah lama tidak ada kegiatan" in told
        assert (await post.states())["a"] == "waiting"
