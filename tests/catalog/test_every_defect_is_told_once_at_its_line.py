from __future__ import annotations

import re
from functools import reduce

import pytest

from tests.catalog.defects import DEFECTS, Defect
from tests.catalog.small_content import Files, findings, places, small

FORM = re.compile(r"[\w./-]+:[1-9]\d*: [a-z-]+: \S.*")


def all_of() -> Files:
    return reduce(lambda files, defect: defect.into(files), DEFECTS, small())


def test_the_small_content_has_no_defect() -> None:
    assert findings(small()) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_one_defect_is_one_finding(defect: Defect) -> None:
    files = defect.into(small())
    assert places(files) == [defect.told(files)]


def test_all_defects_at_once_are_all_told_and_nothing_else_is() -> None:
    files = all_of()
    assert places(files) == sorted(
        (defect.told(files) for defect in DEFECTS), key=lambda told: _order(told)
    )


def _order(told: str) -> tuple[str, int, str]:
    path, number, code = told.split(":")
    return path, int(number), code


def test_every_finding_has_the_form_path_line_code_message() -> None:
    told = findings(all_of())
    assert all(FORM.fullmatch(line) for line in told)


def test_the_same_content_is_told_the_same_again() -> None:
    assert findings(all_of()) == findings(all_of())
