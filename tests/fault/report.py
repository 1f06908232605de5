"""What a run is to be, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.fault.trouble import Pace


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is. ``patience``: seconds that a learner waits before sending /start."""

    seed: int
    door: str
    learners: int
    pace: Pace
    patience: float = 5.0
    questions: int = 4
    workers: int = 1  # by webhook; only one may poll
    to_finish: float = 180.0


@dataclass(slots=True)
class Report:
    """What happened, in numbers, and what the auditor found."""

    findings: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    trails: dict[int, str] = field(default_factory=dict)  # of those whom a finding names

    def write(self, folder: Path) -> None:
        """What one needs to look into the findings."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "findings.txt").write_text("\n".join(self.findings), encoding="utf-8")
        (folder / "log.txt").write_text("".join(self.log), encoding="utf-8")
        for person, trail in self.trails.items():
            (folder / f"{person}.txt").write_text(trail, encoding="utf-8")


def table(reports: dict[str, Report]) -> str:
    """A column for each run, a row for each number."""
    names = list(dict.fromkeys(name for one in reports.values() for name in one.numbers))
    width = max(map(len, names), default=0)
    lines = [" " * width + "".join(f"{name:>18}" for name in reports)]
    for name in (*names, "findings"):
        values = [
            len(one.findings) if name == "findings" else one.numbers.get(name, "-")
            for one in reports.values()
        ]
        lines.append(f"{name:<{width}}" + "".join(f"{value:>18}" for value in values))
    return "\n".join(lines)
