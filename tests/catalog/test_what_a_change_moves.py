from __future__ import annotations

from bot.catalog.diff import changes
from bot.catalog.load import load_files
from tests.catalog.defects import rule, scenario
from tests.catalog.small_content import (
    CASES_FILE,
    RULES_FILE,
    SCENARIOS_FILE,
    Files,
    raw,
    small,
    with_,
)


def moved(before: Files, after: Files) -> list[str]:
    return [str(change) for change in changes(load_files(raw(before)), load_files(raw(after)))]


MILDER = with_(small(), RULES_FILE, "severity: berat", "severity: etik")


def test_equal_content_moves_nothing() -> None:
    assert moved(small(), small()) == []


def test_a_change_of_words_moves_nothing() -> None:
    other = with_(small(), RULES_FILE, "Calon sudah resmi.", "Calon sudah ditetapkan.")
    assert moved(small(), with_(other, SCENARIOS_FILE, "Ani menyukai", "Ani suka")) == []


def test_a_milder_rule_moves_itself_and_the_cases_and_scenarios_that_it_decides() -> None:
    assert moved(small(), MILDER) == [
        "aturan berat-calon: dilarang (berat) -> dilarang (etik)",
        "kasus 'PNS menyukai foto calon': dilarang (berat) -> dilarang (etik)",
        "kasus 'PPPK menyukai foto calon': dilarang (kontrak) -> dilarang (etik)",
        "skenario suka-calon: dilarang (berat) -> dilarang (etik)",
        "skenario akibat-pppk: dilarang (kontrak) -> dilarang (etik)",
        "skenario tandai-larangan: dilarang (berat) [b] -> dilarang (etik) [b]",
    ]


def test_the_change_back_is_told_the_other_way_round() -> None:
    back = [str(change).split(": ")[1] for change in changes_of(MILDER, small())]
    assert back[0] == "dilarang (etik) -> dilarang (berat)"
    assert len(back) == len(moved(small(), MILDER))


def changes_of(before: Files, after: Files) -> list[object]:
    return list(changes(load_files(raw(before)), load_files(raw(after))))


def test_what_is_new_and_what_is_gone_stand_against_a_dash() -> None:
    more = {
        **small(),
        SCENARIOS_FILE: small()[SCENARIOS_FILE] + scenario("baru", "{tindakan: lihat}"),
    }
    more[RULES_FILE] += rule("baru", "{tindakan: lihat}")
    assert moved(small(), more) == ["aturan baru: - -> boleh", "skenario baru: - -> boleh"]
    assert moved(more, small()) == ["aturan baru: boleh -> -", "skenario baru: boleh -> -"]


def test_another_best_option_moves_the_scenario() -> None:
    unwise = with_(
        small(), RULES_FILE, "verdict: boleh", "verdict: hindari\n    safe: {id: a, en: b}"
    )
    joining = with_(
        unwise, RULES_FILE, "verdict: dilarang\n    severity: etik", "verdict: boleh", 2
    )
    assert "skenario pilih-aman: boleh [a] -> boleh [c]" in moved(small(), joining)


def test_a_case_that_the_other_rulebook_leaves_open_says_what_it_needs() -> None:
    case = "{tindakan: suka, objek: calon}\n    expect: {verdict: dilarang}"
    more = f"  - name: Terbuka\n    on: 2024-01-10\n    facts: {case}\n"
    told = moved({**MILDER, CASES_FILE: MILDER[CASES_FILE] + more}, small())
    assert "kasus 'Terbuka': dilarang (etik) -> belum pasti: perlu pelaku" in told
