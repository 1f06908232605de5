"""What refers to a part that has an error is not wrong, and what does not is still checked."""

from __future__ import annotations

import pytest

from tests.catalog.defects import IN_THE_SCENARIOS, rule, scenario
from tests.catalog.small_content import (
    CALENDAR_FILE,
    CASES_FILE,
    FACTS_FILE,
    MODULE_FILE,
    RULES_FILE,
    SCENARIOS_FILE,
    Files,
    findings,
    places,
    small,
    with_,
)

MORE = scenario("terbuka", "{pelaku: pns, tindakan: suka}")


def codes(files: Files) -> list[str]:
    return [place.split(": ")[1] for place in places(files)]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (FACTS_FILE, '    question: {id: "Milik siapa?", en: "Whose?"}\n', ""),
        (FACTS_FILE, "{id: bakal_calon, label", "{id: bakal_calon, labl"),
        (FACTS_FILE, "  - id: pelaku\n", "  - id: pelaku\n    catatan: x\n"),
        ("rulebook/severities.yaml", "rank: 3", "rank: nol"),
        ("rulebook/severities.yaml", "rank: 2", "rank: nol"),
        ("rulebook/sources.yaml", "date: 2021-08-31", "date: besok"),
        (RULES_FILE, "    title: {id: Mendukung calon, en: Supporting a candidate}\n", ""),
        (RULES_FILE, "when: {objek: calon}", "when: calon"),
        (SCENARIOS_FILE, "kind: nilai", "kind: tebak"),
        (SCENARIOS_FILE, "title: {id: Media sosial, en: Social media}\n", ""),
        (MODULE_FILE, "pass_mark: 70", "pass_mark: x"),
        (CASES_FILE, "verdict: dilarang, severity: berat", "verdict: terlarang"),
        ("policy.yaml", "as_of: 2024-01-10", "as_of: kini"),
        ("text/id.yaml", '"Kembali"', "[Kembali]"),
    ],
)
def test_an_item_with_an_error_is_told_alone(path: str, old: str, new: str) -> None:
    told = findings(with_(small(), path, old, new))
    assert len(told) == 1
    assert told[0].startswith(f"{path}:")


@pytest.mark.parametrize("path", sorted(set(small()) - {CASES_FILE, MODULE_FILE}))
def test_a_file_that_cannot_be_read_is_told_alone(path: str) -> None:
    assert places({**small(), path: "a: [\n"}) == [f"{path}:2: yaml"]


@pytest.mark.parametrize("path", sorted(small()))
def test_an_empty_file_is_told_alone(path: str) -> None:
    assert places({**small(), path: ""}) == [f"{path}:1: empty-file"]


@pytest.mark.parametrize("path", sorted(set(small()) - {CASES_FILE, SCENARIOS_FILE, CALENDAR_FILE}))
def test_a_file_that_is_missing_is_told_alone(path: str) -> None:
    files = small()
    del files[path]
    (place,) = places(files)
    assert place.endswith("1: missing-file")


def test_the_scenarios_are_missed_by_the_module() -> None:
    files = small()
    del files[SCENARIOS_FILE]
    assert codes(files) == ["unknown-topic", "unknown-topic"]


@pytest.mark.parametrize("path", ["policy.yaml", "text/id.yaml", "text/en.yaml", MODULE_FILE])
def test_other_defects_are_told_while_a_file_is_unreadable(path: str) -> None:
    files = {**small(), path: "a: [\n"}
    files[RULES_FILE] += rule("bentrok", "{tindakan: gabung, objek: calon}")
    files[SCENARIOS_FILE] += MORE
    assert {"clash", "undetermined", "yaml"} <= set(codes(files))


def test_other_gaps_and_clashes_are_told_while_a_rule_has_an_error() -> None:
    files = with_(small(), RULES_FILE, "{tindakan: suka, objek: bakal_calon}", "{tindakan: sukaa}")
    files[RULES_FILE] += rule("bentrok", "{tindakan: lainnya}")
    # The rule may have been meant for any act but cannot be read; a clash with it is not told.
    assert codes(files) == ["unknown-value"]
    narrow = with_(
        small(),
        RULES_FILE,
        "{tindakan: suka, objek: bakal_calon}",
        "{tindakan: suka, objek: bakal}",
    )
    narrow[RULES_FILE] += rule("bentrok", "{tindakan: lainnya}")
    assert codes(narrow) == ["unknown-value", "clash"]


def test_a_scenario_with_an_error_counts_for_the_module() -> None:
    exact = with_(small(), MODULE_FILE, "{topic: medsos, count: 1}", "{topic: medsos, count: 1}")
    for defect in IN_THE_SCENARIOS[1:3]:
        exact = defect.into(exact)
    assert sorted(codes(exact)) == ["no-best-answer", "undetermined"]


def test_a_circle_of_overrides_is_told_once_and_hides_nothing() -> None:
    files = with_(
        small(), RULES_FILE, "sourced: latar", "overrides: [etik-suka]\n    sourced: latar"
    )
    files = with_(files, RULES_FILE, "severity: etik", "severity: etik\n    overrides: [ragu]")
    files[SCENARIOS_FILE] += scenario("terbuka", "{pelaku: pns, tindakan: gabung}")
    assert sorted(codes(files)) == ["circle", "undetermined"]


def test_a_later_fact_in_applies_is_told_as_such() -> None:
    files = with_(
        small(),
        FACTS_FILE,
        "    values:\n      - {id: pns",
        "    applies: {objek: calon}\n    values:\n      - {id: pns",
    )
    (told,) = findings(files)
    assert "later-fact" in told
    assert "hanya membaca fakta sebelumnya" in told


def test_rules_that_beat_each_other_are_not_told_to_clash_as_well() -> None:
    files = with_(
        small(),
        RULES_FILE,
        "    severity: berat\n",
        "    severity: berat\n    overrides: [lawan]\n",
    )
    lawan = rule("lawan", "{tindakan: gabung, objek: calon}")
    files[RULES_FILE] += lawan.replace("sourced", "overrides: [berat-calon]\n    sourced")
    assert codes(files) == ["circle"]


def test_a_value_that_was_meant_but_misspelt_is_not_called_unread() -> None:
    files = with_(small(), "rulebook/severities.yaml", "{pelaku: pppk}", "{pelaku: ppk}")
    assert codes(files) == ["unknown-value"]
