"""What verifying a site from outside found, and how it is said."""

from dataclasses import dataclass, field

from gongkai.engines.site.place import NO_FILE, NoFile, shown

MISSING = "is missing"


@dataclass
class Verdict:
    """What was read and what was found wrong, each as (file or place, what). lost: records of which nothing is left since a restore that the
    log declares.
    """

    size: int = 0
    files: int = 0
    records: int = 0
    lost: int = 0
    witnesses: tuple[str, ...] = ()
    trusts: str = ""
    findings: list[tuple[str, str]] = field(default_factory=list)

    def find(self, where: str, what: str) -> None:
        """Add a finding; that a file is missing, or none, is said once, whoever else looks for it."""
        where = shown(where)
        for said in (MISSING, NO_FILE):
            if what.startswith(said) and any(at == where and told.startswith(said) for at, told in self.findings):
                return
        self.findings.append((where, what))


def said(error: Exception) -> str:
    """What is wrong with a file, in words that stand behind its name."""
    if isinstance(error, FileNotFoundError):
        return MISSING
    if isinstance(error, UnicodeDecodeError):
        return "is no text"
    if isinstance(error, NoFile):
        return str(error)
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return str(error)
