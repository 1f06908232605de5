"""Two people and two workers on one database, and everything that can happen to an attempt and to
the person who takes it, in any order: what must hold, holds after each."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.agencies.chain import faults_of
from bot.agencies.signature import stamp
from bot.catalog.files import pack
from bot.quiz.attempt import Attempt
from bot.screens.incoming import Command, Tap, Text
from bot.service.attempts.questions import question_of
from bot.service.buttons import (
    Abandon,
    Action,
    Agree,
    Begin,
    Choose,
    Drop,
    Employ,
    Join,
    Next,
    ReadPledge,
    Review,
    Send,
    Sit,
    Speak,
    encode,
)
from bot.service.certificates.pledge import SignPledge
from bot.service.disputes import remarking, ruling
from bot.service.disputes.reporting import Reason
from bot.service.ledger.entering import seal_all
from bot.service.ledger.keys import Keyring
from bot.service.rights import erasing, retention
from bot.service.rights.erasure import DAY, DAYS, Erase, Keep
from bot.service.rights.withdrawal import Withdraw
from bot.service.welcome import stamp as consent_stamp
from bot.store.disputes import Outcome
from bot.store.store import open_store
from tests.databases import PostgresServer
from tests.dialogues.stage import SEED, World
from tests.service.lives import Life
from tests.service.whole_life import PERIODS, Cast, Scene, Stage, another_content, audited, opened

MINUTE = 60_000
WAITS = (1, 4, 9, 10, 61, 61, 24 * 60, 24 * 60, 8 * 24 * 60)  # minutes
PEOPLE = st.integers(0, 1)
WORKERS = st.integers(0, 1)
WITHDRAWN = "akibat-1"  # of each topic there are three, so that enough is left to draw
RIGHT = 16  # instead of bits for the places of the choices
ANSWERS = st.tuples(
    st.sampled_from((RIGHT, RIGHT, RIGHT, RIGHT, 0, 1, 2, 4, 5, 7)), st.sampled_from((1, 1, 1, 3))
)


class WholeLife(Stage):
    """What can happen, and what must hold."""

    @initialize(first=st.lists(ANSWERS, min_size=4), second=st.lists(ANSWERS, min_size=4))
    def begin(self, first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
        """Both are registered, and have taken something."""
        self.cast = Cast([next(self.scene.people), next(self.scene.people)])
        self.before = self.scene.run(self.scene.apps[0].store.tallies.national())
        self._use(0)
        for who in (0, 1):
            self.register(who, who)
            self.train(who, who, exam=who == 1, given=(first, second)[who])
            self.everybody_is_as_they_should_be()

    # What is done -----------------------------------------------------------------------------

    @precondition(lambda self: None in self.cast.lives)
    @rule(who=PEOPLE, worker=WORKERS)
    def register(self, who: int, worker: int) -> None:
        life, now = self.cast.lives[who], self.scene.world.clock.now
        if life is None:
            for act in (
                Command("start", "lain"),
                Tap(encode(Agree("id", "lain", consent_stamp(self.consent)))),
            ):
                self._does(who, worker, act)
            self.cast.lives[who] = Life(self.cast.ids[who], self.consent, now)
        for action in (Speak("id"), Employ("pns"), Join("LAIN")):
            self._taps(who, worker, action)

    @rule(who=PEOPLE, worker=WORKERS, exam=st.booleans(), given=st.lists(ANSWERS, min_size=4))
    def train(self, who: int, worker: int, exam: bool, given: list[tuple[int, int]]) -> None:
        """Begin something and answer some or all of it."""
        self.set_out(who, worker, exam, leave=False)
        self.answer(who, given, worker)

    @rule(who=PEOPLE, worker=WORKERS, exam=st.booleans(), leave=st.booleans())
    def set_out(self, who: int, worker: int, exam: bool, leave: bool) -> None:
        """Begin a practice or an exam, or leave what is under way for another."""
        attempt = self._attempt(who)
        if leave and attempt is not None:
            gone = attempt.id
            self._taps(who, worker, Drop(gone, "ujian") if exam else Abandon(gone, "uji"))
        self._taps(who, worker, Sit("ujian") if exam else Begin("uji"))

    @precondition(lambda self: self._someone(Life.under_way))
    @rule(who=PEOPLE, given=st.lists(ANSWERS, min_size=1), worker=WORKERS)
    def answer(self, who: int, given: list[tuple[int, int]], worker: int) -> None:
        """The questions that are asked now, each on one or more devices at once."""
        for places, times in given[:5]:
            attempt = self._attempt(who)
            if attempt is not None and attempt.finished_at is None:
                self._answers(who, attempt, places, times, worker)

    def _answers(self, who: int, attempt: Attempt, places: int, times: int, worker: int) -> None:
        item, step = attempt.items[attempt.next_step], attempt.next_step
        catalog = self.scene.run(self.scene.apps[0].desk.library.of(attempt.content))
        question = question_of(catalog, item)
        if places >= RIGHT:
            places = sum(1 << item.order.index(key) for key in question.right)
        one = places.bit_length() - 1 if places in (1, 2, 4) else 0
        several = question.several
        tapped = Send(attempt.id, step, places) if several else Choose(attempt.id, step, one)
        before = len(attempt.answers)
        acts = [Tap(encode(tapped))] * times
        self._at_once(who, acts, worker)
        after = self._attempt(who)
        assert after is not None
        if after.id == attempt.id and after.finished_at is None:
            assert len(after.answers) <= before + 1

    @rule(who=PEOPLE, worker=WORKERS, old=st.integers(0, 3), page=st.integers(0, 5))
    def tap_something_old(self, who: int, worker: int, old: int, page: int) -> None:
        life = self.cast.lives[who]
        known = list(life.seen.values()) if life else []
        name = known[old % len(known)].id if known else "none"
        stale: list[Action] = [Choose(name, 0, 0), Next(name), Review(name, page), Keep()]
        stale += [Erase("1"), Withdraw("1")]
        action = stale[(old + page) % len(stale)]
        if isinstance(action, Keep) and life is not None and life.erase_at is not None:
            return  # it is not old
        self._taps(who, worker, action)

    @rule(who=PEOPLE, worker=WORKERS, line=st.sampled_from(("start", "kuis", "menu", "profil")))
    def look(self, who: int, worker: int, line: str) -> None:
        self._does(who, worker, Command(line))

    @rule(who=PEOPLE, worker=WORKERS)
    def read_own_data(self, who: int, worker: int) -> None:
        life, attempt = self.cast.lives[who], self._attempt(who)
        reply = self._does(who, worker, Command("dataku"))
        sitting = attempt is not None and attempt.finished_at is None and attempt.kind == "ujian"
        assert bool(reply.files) == (life is not None) or sitting

    @precondition(lambda self: self._someone(lambda life: bool(life.done)))
    @rule(who=PEOPLE, worker=WORKERS, times=st.sampled_from((1, 2)))
    def sign(self, who: int, worker: int, times: int) -> None:
        """The pledge for what was passed last; of several taps comes one certificate."""
        life = self.cast.lives[who]
        passes = [one for one in life.done if one.passed] if life is not None else []
        if life is None or not passes:
            return
        held = self.scene.run(self.scene.apps[0].store.rights.held(life.person))
        before = {row["serial"]: row["attempt"] for row in held["certificates"]}
        if passes[-1].id in before.values():
            return  # a paper takes half a second to draw
        self._taps(who, worker, ReadPledge(passes[-1].id))
        self._at_once(who, [Text("Ani Contoh")] * times, worker)
        version = self.scene.contents[0].pledge
        assert version is not None
        yes = SignPledge(passes[-1].id, version.version, stamp("Ani Contoh"))
        self._at_once(who, [Tap(encode(yes))] * times, 0)
        held = self.scene.run(self.scene.apps[0].store.rights.held(life.person))
        after = {row["serial"]: row["attempt"] for row in held["certificates"]}
        assert before.items() <= after.items()
        assert len(set(after.values())) == len(after), "two certificates of one pass"
        assert len(after) == len(before) or not life.stopped(self.consent)

    @precondition(lambda self: self._someone(lambda life: bool(life.done)))
    @rule(who=PEOPLE, worker=WORKERS, step=st.integers(0, 3))
    def dispute(self, who: int, worker: int, step: int) -> None:
        life = self.cast.lives[who]
        if life is not None and life.done:
            self._taps(who, worker, Reason(life.done[-1].id, step, "key"))

    @rule(upheld=st.booleans())
    def settle_disputes(self, upheld: bool) -> None:
        """The operator rules; what was right to report is withdrawn and marked again, by both."""
        desks = [app.desk for app in self.scene.apps]

        async def both() -> None:
            for one in await desks[0].store.disputes.queue():
                fine = upheld and one.of.scenario == WITHDRAWN
                outcome: Outcome = "upheld" if fine else "rejected"
                next_ = 1 + len(await desks[0].store.disputes.rulings_of(one.of))
                assert await ruling.rule(desks[0], one.of, next_, outcome, "Begitu.", 0)
            await asyncio.gather(*(remarking.run(desk) for desk in desks))

        self.scene.run(both())

    @rule(minutes=st.sampled_from(WAITS))
    def wait(self, minutes: int) -> None:
        self.scene.world.clock.now += minutes * MINUTE

    @rule(worker=WORKERS)
    def restart(self, worker: int) -> None:
        """The worker is killed, and another takes its place."""
        app = self.scene.apps[worker]
        self.scene.run(app.store.close())
        store = self.scene.run(open_store(self.scene.world.url))
        app.desk.library._store = store
        signer = Keyring(store, SEED, self.scene.world.clock, lambda: SEED).current
        desk = replace(app.desk, store=store, signer=signer)
        self.scene.apps[worker] = replace(app, desk=desk)

    @rule()
    def move_on(self) -> None:
        """Other questions, and another text to consent to."""
        self._use(1 - self.content)

    @rule(who=PEOPLE, worker=WORKERS)
    def withdraw(self, who: int, worker: int) -> None:
        life = self.cast.lives[who]
        self._taps(who, worker, Withdraw(self._asked()))
        if life is not None and life.erase_at is None:
            life.withdrawn = True

    @precondition(lambda self: self._someone(lambda life: life.stopped(self.consent)))
    @rule(who=PEOPLE, worker=WORKERS)
    def agree(self, who: int, worker: int) -> None:
        life, now = self.cast.lives[who], self.scene.world.clock.now
        if life is None:
            return
        renewed = life.erase_at is None and life.stopped(self.consent)
        if renewed:
            life.consent, life.withdrawn, life.at = self.consent, False, now
        self._taps(who, worker, Agree("id", "", consent_stamp(self.consent)), changes=renewed)

    @rule(who=PEOPLE, worker=WORKERS)
    def ask_for_erasure(self, who: int, worker: int) -> None:
        life, now = self.cast.lives[who], self.scene.world.clock.now
        self._taps(who, worker, Erase(self._asked()), changes=True)
        if life is not None and life.erase_at is None:
            life.erase_at = now + DAYS * DAY

    @precondition(lambda self: self._someone(lambda life: life.erase_at is not None))
    @rule(who=PEOPLE, worker=WORKERS)
    def stay(self, who: int, worker: int) -> None:
        life, now = self.cast.lives[who], self.scene.world.clock.now
        self._taps(who, worker, Keep(), changes=True)
        if life is not None and life.erase_at is not None:
            life.erase_at, life.at = None, now

    @precondition(lambda self: self._someone(lambda life: life.erase_at is not None))
    @rule()
    def carry_out(self) -> None:
        """Both workers do it at once."""
        now = self.scene.world.clock.now
        desks = [app.desk for app in self.scene.apps]

        async def both() -> None:
            await asyncio.gather(*(erasing.carry_out(desk) for desk in desks))

        self.scene.run(both())
        for who, life in enumerate(self.cast.lives):
            if life is not None and life.erase_at is not None and life.erase_at <= now:
                self.scene.run(life.gone(desks[0].store))
                self.cast.past.append(life)
                self.cast.lives[who] = None

    @rule(days=st.sampled_from((0, 15, 31, 50)))
    def forget(self, days: int) -> None:
        """Time goes by, and what is older than it is kept goes with it."""
        self.scene.world.clock.now += days * DAY
        now = self.scene.world.clock.now
        self.scene.run(retention.forget(self.scene.apps[0].desk))
        for life in self.cast.lives:
            if (
                life is not None
                and life.erase_at is None
                and life.at < now - PERIODS.inactive * DAY
            ):
                life.erase_at = now + retention.GRACE_DAYS * DAY

    # What must hold ---------------------------------------------------------------------------

    @invariant()
    def everybody_is_as_they_should_be(self) -> None:
        app = self.scene.apps[0]
        for life in self.cast.lives:
            if life is not None:
                self.scene.run(life.look(app.store, app.desk.library))

    def teardown(self) -> None:
        """The numbers are those of the lives, and the ledger says of each what happened."""
        if not hasattr(self, "cast"):
            return
        self.scene.run(self._numbers())
        self.scene.run(self._ledger())

    async def _numbers(self) -> None:
        lives = [*self.cast.past, *(life for life in self.cast.lives if life is not None)]
        found = await self.scene.apps[0].store.tallies.national()
        [before] = [one for one in self.before if one.agency == "LAIN"]
        [after] = [one for one in found if one.agency == "LAIN"]
        assert after.started - before.started == sum(bool(life.seen) for life in lives)
        assert after.completed - before.completed == sum(bool(life.done) for life in lives)
        passed = sum(any(one.passed for one in life.done) for life in lives)
        assert after.passed - before.passed == passed

    async def _ledger(self) -> None:
        store = self.scene.apps[1].store
        await seal_all(store, "LAIN", self.scene.world.clock.now)
        entries = [one async for page in store.ledger.pages("LAIN") for one in page]
        assert list(faults_of("LAIN", entries)) == []
        told = {(one.kind, one.subject) for one in entries}
        for past in self.cast.past:
            assert {("erasure", one.id) for one in past.done} <= told
        for life in (*self.cast.past, *self.cast.lives):
            if life is not None:
                assert {("completion", one.id) for one in life.done} <= told


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_whole_life_in_any_order(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with asyncio.Runner() as runner:
        url = ""
        if kind == "postgres":
            server: PostgresServer = request.getfixturevalue("postgres_server")
            url = runner.run(server.fresh())
        world = World.make(tmp_path, url)
        apps, _ = runner.run(opened(world))
        first, second = apps[0].desk.library.current, another_content(world.folder)
        store = apps[0].store
        runner.run(store.contents.put(second.hash, pack(second.files), 1))
        people = iter(range(10_001, 10**9))
        WholeLife.scene = Scene(world, apps, [first, second], runner, people)
        chosen = settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        run_state_machine_as_test(WholeLife, settings=chosen)
        assert runner.run(audited(world.url)) == []
        for app in WholeLife.scene.apps:
            runner.run(app.store.close())
