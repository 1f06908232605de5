from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agencies.abbreviations import SHORT
from bot.agencies.search import CLOSEST, closest

NAMES = {
    "DINKES": "Dinas Kesehatan",
    "DINDIK": "Dinas Pendidikan dan Kebudayaan",
    "BKD": "Badan Kepegawaian Daerah",
    "SETDA": "Sekretariat Daerah",
    "INSPEKTORAT": "Inspektorat Daerah",
    "RSUD": "Rumah Sakit Umum Daerah Harapan Sehat",
    "BAPPEDA": "Badan Perencanaan Pembangunan Daerah",
    "DISHUB": "Dinas Perhubungan",
}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dinas kesehatan", "DINKES"),
        ("kesehatan", "DINKES"),
        ("kesehatn", "DINKES"),
        ("dinas kesehtan", "DINKES"),
        ("pendidikn", "DINDIK"),
        ("kepegawaian badan", "BKD"),
        ("inspektorat", "INSPEKTORAT"),
        ("Inpektorat daerah", "INSPEKTORAT"),
        ("rumah sakit", "RSUD"),
        ("perhubungan!!!", "DISHUB"),
        ("  DINAS   PERHUBUNGAN  ", "DISHUB"),
        ("dinas perhubungan\n/start", "DISHUB"),
    ],
)
def test_the_agency_meant_comes_first_spelling_mistakes_and_all(typed: str, first: str) -> None:
    assert closest(typed, NAMES)[0] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [("bkd", "BKD"), ("BKD", "BKD"), ("b.k.d", "BKD"), ("dpk", "DINDIK"), ("bppd", "BAPPEDA")],
)
def test_a_code_or_the_initials_find_it(typed: str, first: str) -> None:
    assert closest(typed, NAMES)[0] == first


OFFICES = {
    "1": "Sekretariat Daerah",
    "2": "Dinas Kesehatan",
    "3": "Dinas Pendidikan",
    "4": "Badan Kepegawaian Daerah",
    "5": "RSUD Harapan Sehat",
    "6": "RSUD Mekar Jaya",
    "7": "Kecamatan Sukamaju",
    "8": "Kel. Sukamaju",
    "9": "Pemerintah Kabupaten Contoh",
    "10": "Dinas Kependudukan dan Pencatatan Sipil",
    "11": "UPTD Puskesmas Melati",
}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Setda", "1"),
        ("setda.", "1"),
        ("dinkes", "2"),
        ("Disdik", "3"),
        ("BKD", "4"),
        ("rsud mekar", "6"),
        ("rumah sakit harapan", "5"),
        ("rumah sakit umum mekr jaya", "6"),
        ("Kec. Sukamaju", "7"),
        ("kec sukamju", "7"),
        ("kelurahan sukamaju", "8"),
        ("pemkab contoh", "9"),
        ("dukcapil", "10"),
        ("pkm melati", "11"),
        ("unit pelaksana teknis melati", "11"),
    ],
)
def test_usual_short_forms_are_understood_in_both_directions(typed: str, first: str) -> None:
    assert closest(typed, OFFICES)[0] == first


def test_every_short_form_finds_an_office_that_is_called_so_in_full() -> None:
    names = {short: f"{full} contoh".title() for short, full in SHORT.items()}
    for short, full in SHORT.items():
        found = closest(f"{short} contoh", names)
        assert any(SHORT[key] == full for key in found[:2]), short


def test_initials_with_a_number_find_the_one_of_that_number() -> None:
    schools = {f"S{i}": f"Sekolah Dasar Negeri {i}" for i in range(1, 30)}
    assert closest("SDN 12", schools)[0] == "S12"
    assert closest("sdn 1", schools)[0] == "S1"


def test_the_whole_name_comes_before_longer_names_that_contain_it() -> None:
    longer = {f"K{i}": f"Dinas Kesehatan Kota Contoh {i}" for i in range(10)}
    names = {**longer, "D": "Dinas Kesehatan"}
    assert closest("Dinas Kesehatan", names)[0] == "D"


def test_a_code_comes_before_a_name_that_looks_like_it() -> None:
    assert closest("dk", {"X": "Dk Dk Dk", "DK": "Kantor Camat"})[0] == "DK"


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "…", "\n", "🙂"])
def test_nothing_typed_finds_nothing(typed: str) -> None:
    assert closest(typed, NAMES) == []


def test_what_has_little_to_do_with_any_name_finds_nothing() -> None:
    assert closest("zzzz qqqq", NAMES) == []


def test_no_names_find_nothing() -> None:
    assert closest("dinas", {}) == []


def test_at_most_five_are_offered_however_many_are_alike() -> None:
    many = {f"SD-{i}": f"Sekolah Dasar Negeri {i}" for i in range(50)}
    assert len(closest("sekolah dasar", many)) == CLOSEST
    assert len(closest("sdn", many)) == CLOSEST
    assert len(closest("sekolah dasar", many, most=2)) == 2


def test_a_text_of_a_million_letters_is_answered() -> None:
    assert closest("dinas kesehatan " * 70_000, NAMES)[0] == "DINKES"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_the_answer_is_at_most_five_different_agencies(typed: str) -> None:
    found = closest(typed, NAMES)
    assert len(set(found)) == len(found) <= CLOSEST
    assert set(found) <= NAMES.keys()


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.data())
def test_one_letter_left_out_still_finds_it(code: str, data: st.DataObject) -> None:
    name = NAMES[code]
    gap = data.draw(st.integers(0, len(name) - 1))
    assert code in closest(name[:gap] + name[gap + 1 :], NAMES)
