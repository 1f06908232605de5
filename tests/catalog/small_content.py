"""A whole content folder, as small as it can be and still have one of everything."""

from __future__ import annotations

from bot.catalog.checks import check_files

FACTS = """\
facts:
  - id: pelaku
    label: {id: Pelaku, en: Who acts}
    question: {id: "Siapa?", en: "Who?"}
    values:
      - {id: pns, label: {id: PNS, en: Permanent staff}}
      - {id: pppk, label: {id: PPPK, en: Contract staff}}

  - id: tindakan
    label: {id: Tindakan, en: Conduct}
    question: {id: "Apa yang dilakukan?", en: "What is done?"}
    values:
      - {id: lihat, label: {id: Melihat, en: Looking}}
      - {id: suka, label: {id: Menyukai, en: Liking}}
      - {id: gabung, label: {id: Bergabung, en: Joining}}
      - {id: lainnya, label: {id: Lainnya, en: Anything else}}

  - id: objek
    label: {id: Objek, en: Object}
    question: {id: "Milik siapa?", en: "Whose?"}
    applies: {tindakan: [suka, gabung]}
    values:
      - {id: bakal_calon, label: {id: Bakal calon, en: A hopeful}}
      - {id: calon, label: {id: Calon, en: A candidate}}
"""

SEVERITIES = """\
severities:
  - id: etik
    rank: 1
    group: etik
    label: {id: Etik, en: Ethics}
    sanction: {id: Sanksi moral, en: Moral sanction}
  - id: kontrak
    rank: 2
    group: kontrak
    label: {id: Kontrak, en: Contract}
    sanction: {id: Menurut perjanjian, en: By contract}
    instead:
      - {of: [berat], when: {pelaku: pppk}}
  - id: berat
    rank: 3
    group: disiplin
    label: {id: Disiplin berat, en: Severe}
    sanction: {id: Penurunan jabatan, en: Demotion}
"""

SOURCES = """\
sources:
  - id: skb
    short: {id: SKB, en: Joint decree}
    title: {id: Keputusan bersama, en: Joint decree on neutrality}
    date: 2022-09-22
  - id: pp
    short: {id: PP, en: Regulation}
    title: {id: Peraturan disiplin, en: Discipline regulation}
    date: 2021-08-31
    url: https://example.org/pp
"""

RULES = """\
rules:
  - id: boleh-lihat
    title: {id: Melihat boleh, en: Looking is allowed}
    when: {tindakan: lihat}
    verdict: boleh
    basis:
      - {source: skb, locator: {id: Lampiran, en: Annex}}
    sourced: resmi
    reason: {id: Melihat tidak berpihak., en: Looking takes no side.}

  - id: etik-suka
    title: {id: Menyukai bakal calon, en: Liking a hopeful}
    when: {tindakan: suka, objek: bakal_calon}
    verdict: dilarang
    severity: etik
    basis:
      - {source: skb, locator: {id: Lampiran, en: Annex}}
    sourced: resmi
    reason: {id: Menunjukkan dukungan., en: It shows support.}

  - id: berat-calon
    title: {id: Mendukung calon, en: Supporting a candidate}
    when: {objek: calon}
    verdict: dilarang
    severity: berat
    basis:
      - {source: pp, locator: {id: Pasal 5, en: Article 5}}
    sourced: resmi
    from: 2021-08-31
    reason: {id: Calon sudah resmi., en: The candidate is official.}

  - id: etik-gabung
    title: {id: Bergabung dengan bakal calon, en: Joining a hopeful}
    when:
      - tindakan: gabung
        objek: {not: calon}
    verdict: dilarang
    severity: etik
    basis:
      - {source: skb, locator: {id: Lampiran, en: Annex}}
    sourced: pers
    reason: {id: Menunjukkan dukungan., en: It shows support.}

  - id: ragu
    title: {id: Bila ragu, en: When in doubt}
    when: {tindakan: lainnya}
    verdict: hindari
    basis:
      - {source: skb, locator: {id: Lampiran, en: Annex}}
    sourced: latar
    reason: {id: Belum jelas., en: It is not clear.}
    safe: {id: Tanyakan dahulu., en: Ask first.}
"""

SCENARIOS = """\
title: {id: Media sosial, en: Social media}
scenarios:
  - id: suka-calon
    version: 1
    kind: nilai
    facts: {pelaku: pns, tindakan: suka, objek: calon}
    text: {id: Ani menyukai foto calon., en: Ani likes a photo of a candidate.}
    why: {id: Calon sudah resmi., en: The candidate is official.}
    twin: suka-bakal
  - id: suka-bakal
    version: 1
    kind: nilai
    facts: {pelaku: pns, tindakan: suka, objek: bakal_calon}
    text: {id: Ani menyukai foto bakal calon., en: Ani likes a photo of a hopeful.}
    why: {id: Tetap menunjukkan dukungan., en: It still shows support.}
    twin: suka-calon
  - id: lihat-saja
    version: 1
    kind: nilai
    facts: {tindakan: lihat}
    text: {id: Budi membaca visi dan misi., en: Budi reads a programme.}
    why: {id: Membaca boleh., en: Reading is allowed.}
  - id: akibat-pppk
    version: 1
    kind: akibat
    facts: {pelaku: pppk, tindakan: gabung, objek: calon}
    text: {id: Citra masuk grup pemenangan., en: Citra joins a campaign group.}
    why: {id: Kontrak yang berlaku., en: The contract applies.}
  - id: pilih-aman
    version: 1
    kind: pilih
    facts: {pelaku: pns}
    text: {id: Ani diajak mendukung., en: Ani is asked for support.}
    options:
      - text: {id: Membaca saja, en: Only read}
        facts: {tindakan: lihat}
      - text: {id: Menyukai unggahan, en: Like the post}
        facts: {tindakan: suka, objek: calon}
      - text: {id: Bergabung, en: Join}
        facts: {tindakan: gabung, objek: bakal_calon}
    why: {id: Membaca tidak berpihak., en: Reading takes no side.}
  - id: tandai-larangan
    version: 1
    kind: tandai
    facts: {pelaku: pns}
    text: {id: Tandai yang dilarang., en: Mark what is forbidden.}
    options:
      - text: {id: Membaca saja, en: Only read}
        facts: {tindakan: lihat}
      - text: {id: Menyukai unggahan, en: Like the post}
        facts: {tindakan: suka, objek: calon}
      - text: {id: Hal lain, en: Something else}
        facts: {tindakan: lainnya}
    why: {id: Menyukai menunjukkan dukungan., en: A like shows support.}
"""

MODULE = """\
title: {id: Dasar, en: Basics}
about: {id: Untuk semua., en: For everyone.}
pass_mark: 70
valid_months: 12
blueprint:
  - {topic: medsos, count: 1, kind: nilai}
  - {topic: medsos, count: 1}
"""

CASES = """\
cases:
  - name: PNS menyukai foto calon
    on: 2024-01-10
    facts: {pelaku: pns, tindakan: suka, objek: calon}
    expect: {verdict: dilarang, severity: berat, rule: berat-calon}
  - name: PPPK menyukai foto calon
    on: 2024-01-10
    facts: {pelaku: pppk, tindakan: suka, objek: calon}
    expect: {verdict: dilarang, severity: kontrak}
"""

POLICY = """\
as_of: 2024-01-10
proved_since: 2022-10-01
consent: "2024-01"
marking:
  judge:
    boleh: {boleh: 100, hindari: 50, dilarang: 0}
    hindari: {boleh: 0, hindari: 100, dilarang: 50}
    dilarang: {boleh: 0, hindari: 50, dilarang: 100}
  choose: {boleh: 50, hindari: 50, dilarang: 0}
"""

PLEDGE = """\
version: "2024-01"
title: {id: Ikrar, en: Pledge}
points:
  - {id: Saya tidak berpihak., en: I take no side.}
"""

TEXT_ID = """\
menu.title: "<b>Menu</b>, halo {name}"
menu.people: {one: "{n} orang", other: "{n} orang"}
menu.back: "Kembali"
"""

TEXT_EN = """\
menu.title: "<b>Menu</b>, hello {name}"
menu.people: {one: "{n} person", other: "{n} people"}
menu.back: "Back"
"""

CALENDAR = """\
stages:
  - id: kampanye
    title: {id: Masa kampanye, en: Campaign}
    begins: 2023-11-28
    basis: {id: Jadwal, en: Schedule}
    sourced: latar
  - id: tenang
    title: {id: Masa tenang, en: Quiet period}
    begins: 2024-02-11
    basis: {id: Keputusan KPU, en: Decision of the KPU}
    sourced: resmi
"""

CALENDAR_FILE = "calendar.yaml"
FACTS_FILE = "rulebook/facts.yaml"
RULES_FILE = "rulebook/rules/medsos.yaml"
SCENARIOS_FILE = "scenarios/medsos.yaml"
CASES_FILE = "cases/medsos.yaml"
MODULE_FILE = "modules/dasar.yaml"

Files = dict[str, str]


def small() -> Files:
    """Path below the content folder → what the file says. Nothing is wrong with it."""
    return {
        "policy.yaml": POLICY,
        "pledge.yaml": PLEDGE,
        CALENDAR_FILE: CALENDAR,
        FACTS_FILE: FACTS,
        "rulebook/severities.yaml": SEVERITIES,
        "rulebook/sources.yaml": SOURCES,
        RULES_FILE: RULES,
        SCENARIOS_FILE: SCENARIOS,
        MODULE_FILE: MODULE,
        CASES_FILE: CASES,
        "text/id.yaml": TEXT_ID,
        "text/en.yaml": TEXT_EN,
    }


def with_(files: Files, path: str, old: str, new: str, nth: int = 1) -> Files:
    """With the ``nth`` place of ``old`` in that file replaced."""
    before, *after = files[path].split(old)
    assert len(after) >= nth, f"{path} has no {old!r} number {nth}"
    text = old.join([before, *after[: nth - 1]]) + new + old.join(after[nth - 1 :])
    return {**files, path: text}


def line(files: Files, path: str, text: str) -> int:
    """The line (from 1) on which the text first stands."""
    return files[path][: files[path].index(text)].count("\n") + 1


def raw(files: Files) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def findings(files: Files) -> list[str]:
    """What ``check`` says of it, a finding a line."""
    return [str(finding) for finding in check_files(raw(files))[1]]


def places(files: Files) -> list[str]:
    """The same without the message: ``path:line: code``."""
    return [f"{f.path}:{f.line}: {f.code}" for f in check_files(raw(files))[1]]
