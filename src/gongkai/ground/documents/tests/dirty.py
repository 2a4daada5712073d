"""A PDF that holds what nobody sees at once: an earlier revision, properties, a note, an attachment, a bookmark, a layer, white letters."""

from zlib import compress

SECRETS = {
    "text": "SECRETNUMBER110105",
    "earlier": "EARLIERDRAFT",
    "title": "PROPERTYTITLE",
    "xmp": "XMPKEEPER",
    "note": "NOTEOFCLERK",
    "attached": "ATTACHEDSHEET",
    "bookmark": "BOOKMARKNAME",
    "layer": "HIDDENLAYER",
    "white": "WHITELETTERS",
    "field": "FILLEDFIELD",
}
OPEN = "OPENTOALL"


def dirty_pdf() -> bytes:
    """One page of 400 by 200 points: ``OPEN`` near its lower edge, the secret number at (60, 140)."""
    said = SECRETS
    page = (
        f"BT /F1 18 Tf 60 140 Td ({said['text']}) Tj ET BT /F1 18 Tf 60 40 Td ({OPEN}) Tj ET "
        f"BT 1 1 1 rg /F1 12 Tf 60 20 Td ({said['white']}) Tj ET /OC /L1 BDC BT /F1 12 Tf 200 20 Td ({said['layer']}) Tj ET EMC"
    )
    first = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        4: _stream(f"BT /F1 18 Tf 60 100 Td ({said['earlier']}) Tj ET", packed=False),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    then = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R /Metadata 9 0 R /Names << /EmbeddedFiles << /Names [(a.txt) 10 0 R] >> >> "
        b"/OCProperties << /OCGs [12 0 R] /D << /OFF [12 0 R] >> >> /AcroForm << /Fields [14 0 R] >> >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Annots [13 0 R 14 0 R] "
        b"/Resources << /Font << /F1 5 0 R >> /Properties << /L1 12 0 R >> >> >>",
        4: _stream(page),
        6: f"<< /Title ({said['title']}) /Author ({said['title']}) >>".encode(),
        7: b"<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>",
        8: f"<< /Title ({said['bookmark']}) /Parent 7 0 R /Dest [3 0 R /Fit] >>".encode(),
        9: _stream(f"<x:xmpmeta>{said['xmp']}</x:xmpmeta>", extra="/Type /Metadata /Subtype /XML"),
        10: b"<< /Type /Filespec /F (a.txt) /EF << /F 11 0 R >> >>",
        11: _stream(said["attached"], extra="/Type /EmbeddedFile"),
        12: f"<< /Type /OCG /Name ({said['layer']}) >>".encode(),
        13: f"<< /Type /Annot /Subtype /Text /Rect [350 170 370 190] /F 2 /Contents ({said['note']}) >>".encode(),
        14: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V ({said['field']}) /F 2 /Rect [300 100 380 120] >>".encode(),
    }
    made = b"%PDF-1.7\n"
    made, at = _revision(made, first, 0, "")
    made, _ = _revision(made, then, at, " /Info 6 0 R")
    return made


def noted_pdf() -> bytes:
    """Two pages: on the first a note with a number that stands upon the page, on the second a picture of half its size below a line of text."""
    line = f"BT /F1 18 Tf 60 180 Td ({OPEN}) Tj ET"
    fonts = b"<< /Font << /F1 5 0 R >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] "
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
        3: page + b"/Contents 4 0 R /Annots [8 0 R] /Resources " + fonts + b" >> >>",
        4: _stream(line),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: page + b"/Contents 7 0 R /Resources " + fonts + b" /XObject << /I 10 0 R >> >> >>",
        7: _stream(f"{line} q 400 0 0 100 0 0 cm /I Do Q"),
        8: b"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [50 80 250 120] /Contents (13600130000) /DA (/F1 12 Tf) /AP << /N 9 0 R >> >>",
        9: _stream(
            "BT /F1 12 Tf 5 15 Td (13600130000) Tj ET",
            extra="/Type /XObject /Subtype /Form /BBox [0 0 200 40] /Resources << /Font << /F1 5 0 R >> >>",
        ),
        10: _stream(
            "abc", extra="/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        ),
    }
    return _revision(b"%PDF-1.7\n", objects, 0, "")[0]


def _stream(text: str, extra: str = "", packed: bool = True) -> bytes:
    data = compress(text.encode()) if packed else text.encode()
    how = f"/Filter /FlateDecode {extra}" if packed else extra
    return f"<< /Length {len(data)} {how} >>\nstream\n".encode() + data + b"\nendstream"


def _revision(made: bytes, objects: dict[int, bytes], before: int, more: str) -> tuple[bytes, int]:
    at = {}
    for number, body in objects.items():
        at[number] = len(made)
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(at):
        made += f"{number} 1\n{at[number]:010d} 00000 n \n".encode()
    back = f" /Prev {before}" if before else ""
    made += f"trailer\n<< /Size 15 /Root 1 0 R{more}{back} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return made, table
