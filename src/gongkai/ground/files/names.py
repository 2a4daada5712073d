"""Names of uploaded files, made harmless."""

import re
import unicodedata

LONGEST = 120
SENT_AS = re.compile(r"%(22|0A|0D)")
"""How browsers send a quotation mark and a line's end in a file's name (HTML, multipart/form-data); they encode nothing else."""


def clean_name(name: str, extension: str) -> str:
    """The last part of a path without control, bidi and other invisible characters, with the extension of the real type.

    A name that was all path or all invisible becomes 文件; at most LONGEST characters, extension included.
    """
    last = re.split(r"[/\\]", SENT_AS.sub("", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    stem = re.sub(r'[<>:"|?*]', "", re.sub(r"\s+", " ", visible))
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", stem).strip(" .")
    return f"{stem[: LONGEST - len(extension) - 1].rstrip(' .') or '文件'}.{extension}"
