"""One mistake each, of the kinds that authors make, and where it must be told.

Each stands in a place of its own, so that all of them fit into one content folder.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.catalog.small_content import (
    CALENDAR_FILE,
    CASES_FILE,
    FACTS_FILE,
    MODULE_FILE,
    RULES_FILE,
    SCENARIOS_FILE,
    Files,
    line,
    with_,
)


@dataclass(frozen=True)
class Defect:
    """In ``path``, ``old`` becomes ``new``; without ``old``, ``new`` is added at the end.

    The finding is on the line on which ``at`` first stands.
    """

    name: str
    code: str
    path: str
    at: str
    new: str
    old: str = ""
    nth: int = 1

    def into(self, files: Files) -> Files:
        if self.old:
            return with_(files, self.path, self.old, self.new, self.nth)
        return {**files, self.path: files.get(self.path, "") + self.new}

    def told(self, files: Files) -> str:
        """``path:line: code`` in content that has this defect."""
        return f"{self.path}:{line(files, self.path, self.at)}: {self.code}"


def stage(id_: str, begins: str, sourced: str) -> str:
    return f"""
  - id: {id_}
    title: {{id: Tahap {id_}, en: Stage {id_}}}
    begins: {begins}
    basis: {{id: Jadwal, en: Schedule}}
    sourced: {sourced}
"""


def rule(id_: str, when: str) -> str:
    return f"""
  - id: {id_}
    title: {{id: Aturan {id_}, en: Rule {id_}}}
    when: {when}
    verdict: boleh
    basis: [{{source: skb, locator: {{id: Lampiran, en: Annex}}}}]
    sourced: latar
    reason: {{id: Sebab {id_}, en: Reason {id_}}}
"""


def scenario(id_: str, facts: str, twin: str = "") -> str:
    return f"""
  - id: {id_}
    version: 1
    kind: nilai
    facts: {facts}
    text: {{id: Cerita {id_}, en: Story {id_}}}
    why: {{id: Sebab {id_}, en: Reason {id_}}}
""" + (f"    twin: {twin}\n" if twin else "")


LIKES = "tindakan: suka, objek: bakal_calon"
ANNEX = "{source: skb, locator: {id: Lampiran, en: Annex}}"

IN_THE_VOCABULARY = (
    Defect(
        "an act of which no rule speaks",
        "gap",
        FACTS_FILE,
        "{id: menginap",
        "      - {id: menginap, label: {id: Menginap, en: Staying}}\n      - {id: lainnya",
        "      - {id: lainnya",
    ),
    Defect(
        "a value that nobody reads",
        "idle-value",
        FACTS_FILE,
        "{id: cpns",
        "      - {id: pppk, label: {id: PPPK, en: Contract staff}}\n"
        "      - {id: cpns, label: {id: CPNS, en: Candidate staff}}\n",
        "      - {id: pppk, label: {id: PPPK, en: Contract staff}}\n",
    ),
)

IN_THE_RULES = (
    Defect(
        "a key that stands twice",
        "duplicate-key",
        RULES_FILE,
        "verdict: hindari # lagi",
        "verdict: boleh\n    verdict: hindari # lagi\n",
        "verdict: boleh\n",
    ),
    Defect(
        "an unknown fact",
        "unknown-fact",
        RULES_FILE,
        "        objekk:",
        rule("f", "\n      - pelaku: pppk\n        tindakan: gabung\n        objekk: calon"),
    ),
    Defect(
        "an unknown value",
        "unknown-value",
        RULES_FILE,
        "- calonn",
        rule("v", "\n      pelaku: pppk\n      tindakan: gabung\n      objek:\n        - calonn"),
    ),
    Defect(
        "a no without quotation marks",
        "unquoted",
        RULES_FILE,
        "{id: no,",
        "{id: no, en: The candidate",
        "{id: Calon sudah resmi., en: The candidate",
    ),
    Defect(
        "a rule without its English",
        "missing-translation",
        RULES_FILE,
        "title: {id: Bila ragu}",
        "title: {id: Bila ragu}",
        "title: {id: Bila ragu, en: When in doubt}",
    ),
    Defect("a source that is not there", "unknown-source", RULES_FILE, "skbb", "skbb", "skb", 2),
    Defect(
        "two rules that conflict",
        "clash",
        RULES_FILE,
        "- id: bentrok",
        rule("bentrok", "{tindakan: gabung, objek: calon}"),
    ),
    Defect(
        "a rule that can never win",
        "idle-rule",
        RULES_FILE,
        "- id: kalah",
        rule("kalah", "{tindakan: lihat}"),
    ),
    Defect(
        "a rule that is overridden but is not there",
        "unknown-rule",
        RULES_FILE,
        "- gaib",
        "overrides:\n      - gaib\n    sourced: latar",
        "sourced: latar",
    ),
    Defect(
        "a misspelt key",
        "unknown-key",
        RULES_FILE,
        "titel:",
        rule("m", "{pelaku: pppk, tindakan: gabung}").replace("title:", "titel:"),
    ),
)

IN_THE_SCENARIOS = (
    Defect(
        "a scenario without its English",
        "missing-translation",
        SCENARIOS_FILE,
        "{id: Cerita sepi}",
        scenario("sepi", "{tindakan: lihat}").replace(", en: Story sepi", ""),
    ),
    Defect(
        "options of which none is the best",
        "no-best-answer",
        SCENARIOS_FILE,
        "options: # sama",
        "options: # sama\n      - {text: {id: Menonton, en: Watch}, facts: {tindakan: lihat}}\n",
        "options:\n",
    ),
    Defect(
        "facts that leave the verdict open",
        "undetermined",
        SCENARIOS_FILE,
        "facts: {pelaku: pns, tindakan: suka}",
        scenario("terbuka", "{pelaku: pns, tindakan: suka}"),
    ),
    Defect(
        "a fact that does not apply",
        "idle-fact",
        SCENARIOS_FILE,
        "facts: {tindakan: lihat, objek",
        scenario("lebih", "{tindakan: lihat, objek: calon}"),
    ),
    Defect(
        "a twin that does not exist",
        "twin",
        SCENARIOS_FILE,
        "twin: gaib",
        scenario("yatim", "{tindakan: lihat}", "gaib"),
    ),
    Defect(
        "a twin that does not point back",
        "twin",
        SCENARIOS_FILE,
        "twin: lihat-saja",
        scenario("sepihak", "{tindakan: lihat}", "lihat-saja"),
    ),
    Defect(
        "twins with the same verdict",
        "twin",
        SCENARIOS_FILE,
        "twin: kembar-a",
        scenario("kembar-a", f"{{pelaku: pns, {LIKES}}}", "kembar-b")
        + scenario("kembar-b", f"{{pelaku: pppk, {LIKES}}}", "kembar-a"),
    ),
)

IN_THE_CALENDAR = (
    Defect(
        "a coming stage that the KPU has not set",
        "calendar-source",
        CALENDAR_FILE,
        "sourced: pers",
        stage("kira-kira", "2024-11-27", "pers"),
    ),
    Defect(
        "a stage before the one above it",
        "calendar-order",
        CALENDAR_FILE,
        "begins: 2024-02-09",
        stage("mundur", "2024-02-09", "resmi"),
    ),
    Defect(
        "a stage that stands twice",
        "duplicate-id",
        CALENDAR_FILE,
        "id: tenang # lagi",
        "\n  - id: tenang # lagi\n    title: {id: Tenang, en: Quiet}\n    begins: 2024-12-01\n"
        "    basis: {id: Jadwal, en: Schedule}\n    sourced: resmi\n",
    ),
    Defect(
        "a day that there is not",
        "bad-date",
        CALENDAR_FILE,
        "begins: 2024-02-30",
        stage("kabisat", "2024-02-30", "resmi"),
    ),
)

ELSEWHERE = (
    Defect(
        "a worked case with another verdict",
        "case",
        CASES_FILE,
        "expect: {verdict: boleh}",
        f"  - name: Keliru\n    on: 2024-01-10\n    facts: {{pelaku: pns, {LIKES}}}\n"
        "    expect: {verdict: boleh}\n",
    ),
    Defect(
        "a blueprint that is too large for the bank",
        "small-bank",
        MODULE_FILE,
        "count: 40",
        "  - {topic: medsos, count: 40}\n",
    ),
    Defect(
        "a text that one language lacks",
        "missing-translation",
        "text/en.yaml",
        "menu.people:",
        "",
        'menu.back: "Back"\n',
    ),
    Defect(
        "a text with another name to fill",
        "names-differ",
        "text/en.yaml",
        "menu.title:",
        "hello {nama}",
        "hello {name}",
    ),
    Defect(
        "a tag that is not closed",
        "bad-markup",
        "text/id.yaml",
        "menu.back:",
        '"<i>Kembali"',
        '"Kembali"',
    ),
    Defect("a file that nobody reads", "unknown-file", "rulebook/x.yaml", "rules", "rules: []\n"),
    Defect("a file in another format", "unknown-file", "scenarios/x.yml", "title", "title: {}\n"),
)

DEFECTS = (*IN_THE_VOCABULARY, *IN_THE_RULES, *IN_THE_SCENARIOS, *IN_THE_CALENDAR, *ELSEWHERE)
