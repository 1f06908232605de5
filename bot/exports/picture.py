"""The first page of a PDF as PNG."""

from __future__ import annotations

from io import BytesIO

_COLOURS, _OCTREE = 64, 2
_SCALE = 2.2  # pixels for a point: the QR code can still be read on the picture


def to_png(pdf: bytes, note: str = "") -> bytes:
    """The picture; ``note`` is kept in it as text. pdfium takes one thread at a time."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    about, out = PngInfo(), BytesIO()
    about.add_text("Comment", f"{note}\n")  # what follows in the file may be letters too
    few = picture.quantize(_COLOURS, method=_OCTREE)  # a quarter of the size, for bad lines
    few.save(out, "PNG", pnginfo=about)
    return out.getvalue()
