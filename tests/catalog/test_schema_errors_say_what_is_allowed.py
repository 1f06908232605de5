from __future__ import annotations

import pytest

from tests.catalog.small_content import (
    CASES_FILE,
    FACTS_FILE,
    MODULE_FILE,
    RULES_FILE,
    SCENARIOS_FILE,
    findings,
    places,
    small,
    with_,
)

EDITS = [
    (RULES_FILE, "verdict: boleh", "verdict: bolehh", "unknown-value", "'dilarang' atau 'hindari'"),
    (RULES_FILE, "sourced: latar", "sourced: gosip", "unknown-value", "'resmi', 'pers' atau"),
    (RULES_FILE, "    verdict: hindari\n", "", "missing-key", "'verdict'"),
    (RULES_FILE, "when: {objek: calon}", "when: []", "too-few", "paling sedikit 1"),
    (RULES_FILE, "from: 2021-08-31", "from: 31-08-2021", "bad-date", "TTTT-BB-HH"),
    (RULES_FILE, "from: 2021-08-31", "from: 2021-02-30", "bad-date", "TTTT-BB-HH"),
    (RULES_FILE, "from: 2021-08-31", "from: 2021-08-31 10:00:00", "bad-date", "TTTT-BB-HH"),
    (RULES_FILE, "severity: berat", "severity: beratt", "unknown-severity", "maksudnya 'berat'"),
    (RULES_FILE, "    severity: berat\n", "", "missing-key", "wajib menyebut tingkatnya"),
    (RULES_FILE, "id: ragu\n", "id: Ragu Ragu\n", "bad-form", "huruf kecil"),
    (RULES_FILE, "objek: {not: calon}", "objek: {bukan: calon}", "unknown-key", "maksudnya 'not'"),
    (RULES_FILE, "objek: {not: calon}", "objek: {nt: calon}", "unknown-key", "maksudnya 'not'"),
    (RULES_FILE, "objek: {not: calon}", "objek: {not: calonn}", "unknown-value", "bakal_calon"),
    (RULES_FILE, "id: ragu\n", "id: etik-suka\n", "duplicate-id", "medsos.yaml:11"),
    (
        RULES_FILE,
        "sourced: pers",
        "sourced: pers\n    overrides: [ragu, etik-sika]",
        "unknown-rule",
        "'etik-suka'",
    ),
    (RULES_FILE, "safe: {id", "safe: {fr", "bad-form", "hanya 'id' dan 'en'"),
    (RULES_FILE, "safe: {id: Tanyakan dahulu., en: Ask first.}", "safe: Tanya", "bad-form", "{id:"),
    (RULES_FILE, "    safe: {id: Tanyakan dahulu., en: Ask first.}\n", "", "missing-key", "'safe'"),
    (
        RULES_FILE,
        "from: 2021-08-31",
        "until: 2021-08-30\n    from: 2021-08-31",
        "bad-date",
        "mendah",
    ),
    (FACTS_FILE, "id: lihat,", "id: lihat, group: medsos,", "unknown-group", "medsos"),
    (FACTS_FILE, "id: PNS, en: Permanent staff", "id: '', en: Permanent", "empty-value", "isi"),
    (MODULE_FILE, "pass_mark: 70", "pass_mark: tujuh", "bad-number", "'tujuh'"),
    (MODULE_FILE, "pass_mark: 70", "pass_mark: 101", "bad-number", "paling banyak 100"),
    (MODULE_FILE, "count: 1, kind", "count: 0, kind", "bad-number", "paling sedikit 1"),
    (
        MODULE_FILE,
        "topic: medsos, count: 1}",
        "topic: medos, count: 1}",
        "unknown-topic",
        "'medsos'",
    ),
    (MODULE_FILE, "valid_months", "valid_month", "unknown-key", "'valid_months'"),
    (SCENARIOS_FILE, "kind: akibat", "kind: tebak", "unknown-value", "'nilai'"),
    (SCENARIOS_FILE, "version: 1", "version: satu", "bad-number", "'satu'"),
    (SCENARIOS_FILE, "id: lihat-saja", "id: suka-calon", "duplicate-id", "medsos.yaml:3"),
    (SCENARIOS_FILE, "kind: pilih", "kind: nilai", "options", "tanpa opsi"),
    (SCENARIOS_FILE, "{tindakan: lihat}", "{tindakan: intip}", "unknown-value", "lihat, suka"),
    (SCENARIOS_FILE, "{tindakan: lihat}", "{tindakn: lihat}", "unknown-fact", "'tindakan'"),
    (CASES_FILE, "on: 2024-01-10", "on: kemarin", "bad-date", "'kemarin'"),
    (CASES_FILE, "PPPK menyukai foto calon", "PNS menyukai foto calon", "duplicate-id", "yaml:2"),
    (
        "policy.yaml",
        "hindari: 50, dilarang: 0}\n    h",
        "hindari: 50}\n    h",
        "missing-key",
        "setiap",
    ),
    ("policy.yaml", "{boleh: 100,", "{boleh: 90,", "bad-marking", "hanya jawaban yang benar"),
    ("policy.yaml", "choose: {boleh: 50", "choose: {boleh: 100", "bad-marking", "kurang dari 100"),
    ("text/en.yaml", '{one: "{n} person", ', "{", "missing-key", "'one'"),
    ("text/en.yaml", '"Back"', "[Back]", "bad-form", "harus berupa teks"),
    ("text/en.yaml", '"Back"', '"a & b"', "bad-markup", "&amp;"),
    ("text/en.yaml", '"Back"', '"<u>a</u>"', "bad-markup", "b, i, code"),
    ("rulebook/sources.yaml", "https://", "http://", "bad-form", "https://"),
    ("rulebook/severities.yaml", "of: [berat]", "of: [beratt]", "unknown-severity", "'berat'"),
]


@pytest.mark.parametrize(("path", "old", "new", "code", "told"), EDITS)
def test_it_is_told_at_its_line_with_what_is_allowed(
    path: str, old: str, new: str, code: str, told: str
) -> None:
    files = with_(small(), path, old, new)
    (found, *others) = [text for text in findings(files) if f": {code}: " in text]
    assert others == []
    assert told in found


@pytest.mark.parametrize(("path", "old", "new", "code", "told"), EDITS)
def test_nothing_else_is_told(path: str, old: str, new: str, code: str, told: str) -> None:
    files = with_(small(), path, old, new)
    assert [place.split(": ")[1] for place in places(files)] == [code]
