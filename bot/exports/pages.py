"""What a PDF says, for who was handed one: only on the command line.

pdfium reads whatever it is given in this very process; the bot gives it nothing from strangers.
"""

from __future__ import annotations

from typing import NamedTuple


class Pages(NamedTuple):
    """The keywords, and all text that a reader sees; both empty when it cannot be read."""

    keywords: str = ""
    text: str = ""


def read_pages(raw: bytes) -> Pages:
    """Of any bytes."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return Pages()
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
        return Pages(document.get_metadata_value("Keywords"), text)
    except pypdfium2.PdfiumError:
        return Pages()
    finally:
        document.close()
