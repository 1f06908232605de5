"""The printed certificate: everything is on it, machines can read it, and no name breaks it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from bot.catalog.load import load
from bot.exports.certificate import to_pdf
from bot.exports.fonts import lacking
from bot.exports.picture import to_png
from bot.screens.screen import say
from bot.screens.wording import FIRST_LANGUAGE, Wording
from bot.seal.code import code_in, codes_in
from bot.service.certificates.check import code_of_file
from tests.cli.run import ROOT
from tests.exports.papers import LINK, PAPER
from tests.service.certified import CODE


@cache
def pdf() -> bytes:
    return to_pdf(PAPER)


@cache
def png() -> bytes:
    return to_png(pdf(), CODE)


def text_of(raw: bytes) -> str:
    document = pypdfium2.PdfDocument(raw)
    assert len(document) == 1
    width, height = document.get_page_size(0)
    assert (round(width), round(height)) == (842, 595)
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


def heights(raw: bytes, words: str) -> tuple[float, float]:
    """Where words stand: the bottom and the top of their last letter, in points from below."""
    document = pypdfium2.PdfDocument(raw)
    page = document[0].get_textpage()
    found = page.search(words).get_next()
    assert found is not None, words
    _, bottom, _, top = page.get_charbox(sum(found) - 1)
    document.close()
    return bottom, top


def test_everything_stands_on_one_page_of_a4() -> None:
    text = text_of(pdf())
    for wanted in (PAPER.name, PAPER.nip, "Dasar netralitas", *PAPER.points, PAPER.until):
        assert wanted in text
    assert PAPER.agency.upper() in text
    assert PAPER.number in text


def test_the_fonts_are_in_it_and_the_file_is_small() -> None:
    assert pdf().count(b"/FontFile2") >= 3
    assert b"/Type1" not in pdf()
    assert len(pdf()) < 200_000


@pytest.mark.parametrize("width", [1853, 1280])
def test_a_phone_reads_the_code_from_the_picture(width: int) -> None:
    picture = Image.open(BytesIO(png())).convert("RGB")
    small = picture.resize((width, picture.height * width // picture.width))
    [read] = zxingcpp.read_barcodes(small)
    assert read.text == LINK
    assert code_in(read.text) == CODE


def test_without_a_link_the_code_alone_is_in_it() -> None:
    made = to_png(to_pdf(replace(PAPER, qr=CODE)), CODE)
    [read] = zxingcpp.read_barcodes(Image.open(BytesIO(made)))
    assert read.text == CODE


def test_both_files_carry_the_code_as_text() -> None:
    assert codes_in(pdf()) == codes_in(png()) == [CODE]
    assert code_of_file(pdf()) == code_of_file(png()) == CODE
    for raw in (pdf(), png()):  # whatever follows in the file is no part of it
        assert raw[raw.index(CODE.encode()) + len(CODE)] in b")\n"


def test_a_pdf_that_another_program_saved_still_carries_it() -> None:
    document = pypdfium2.PdfDocument(pdf())
    saved = BytesIO()
    document.save(saved)
    document.close()
    assert code_of_file(saved.getvalue()) == CODE


@pytest.mark.parametrize(
    "name",
    [
        "Ng",
        "W" * 80,
        "Raden Ajeng Siti Nurhaliza Kusumaningrum Prawirodirdjo binti Haji Abdurrahman",
        "Николай Иванович",
        "Nguyễn Thị Ánh",
        "დავით Đorđević Ǎ",
    ],
)
def test_any_name_fits(name: str) -> None:
    assert lacking(name) == ""
    assert name.replace(" ", "") in text_of(to_pdf(replace(PAPER, name=name))).replace(" ", "")


@pytest.mark.parametrize("key", ["paper.check", "paper.check_bot"])
def test_what_to_send_for_a_check_stands_whole_between_the_code_and_the_foot(key: str) -> None:
    words = say(key, serial="WWWW-WWWW-WWWW", bot="W" * 32)
    check = Wording(load(ROOT / "content").texts).plain(words, FIRST_LANGUAGE)
    made = to_pdf(replace(PAPER, check=check))
    assert "“/verifikasi WWWW-WWWW-WWWW”" in text_of(made)
    assert heights(made, PAPER.seal)[1] < heights(made, check.split()[-1])[0]


def test_letters_that_cannot_be_printed_are_known_before() -> None:
    assert lacking("Ani 名前 名") == "名前"
    assert lacking("أحمد") == "أحمد"  # they would stand there unjoined


def test_a_long_pledge_is_set_smaller_and_stays_above_the_foot() -> None:
    point = "Saya tidak menggunakan jabatan dan kewenangan untuk kepentingan siapa pun. " * 3
    text = text_of(to_pdf(replace(PAPER, points=[point[:200]] * 7)))
    assert text.count("Saya tidak menggunakan jabatan") >= 14


def test_a_module_and_an_agency_with_signs_of_their_own_do_no_harm() -> None:
    odd = replace(PAPER, statement="**A * B** dari _C_ -- ~~D~~", agency="Dinas **X**")
    assert "DINAS **X**" in text_of(to_pdf(odd))


def test_nothing_of_it_is_loaded_before_the_first_one_is_printed() -> None:
    late = ("fpdf", "segno", "pypdfium2", "PIL", "fontTools", "matplotlib")
    code = f"import sys, bot.app; print([n for n in {late} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
