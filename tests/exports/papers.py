"""A certificate as it is printed."""

from __future__ import annotations

from bot.exports.paper import Paper
from tests.service.certified import CODE

LINK = "https://t.me/netral_contoh_bot?start=verifikasi_ABCDEFGH2345#" + CODE

PAPER = Paper(
    title="Sertifikat",
    subtitle="Netralitas Aparatur Sipil Negara",
    agency="Pemerintah Kota Contoh",
    given_to="diberikan kepada",
    name="Ani Lestari, S.Sos.",
    nip="NIP berakhir 1234",
    statement="yang telah lulus ujian **Dasar netralitas** dengan nilai **95** dari 100",
    pledge="Ikrar netralitas",
    points=["Saya menjaga netralitas.", "Saya menolak pemberian."],
    signed="ditandatangani dengan mengetik nama sendiri,\n29 November 2026 pukul 14.05 WIB",
    valid="berlaku sampai",
    until="29 November 2027",
    number="No. ABCD-EFGH-2345",
    check="Periksa keasliannya.",
    seal="Ditandatangani secara elektronik.",
    code=CODE,
    qr=LINK,
)
