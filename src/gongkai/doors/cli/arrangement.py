"""Reading a file of announced holidays: for the command that loads it and the one that only counts with it. Needs no home."""

from pathlib import Path

from gongkai.doors.cli import Usage
from gongkai.pure.clock import Arrangement


def arrangement(path: str) -> Arrangement:
    """The year in a TOML file. Raises Usage."""
    try:
        return Arrangement.from_toml(Path(path).read_text("utf-8"))
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Usage(f"{path} must be TOML, written in UTF-8") from error
    except ValueError as error:
        raise Usage(f"{path}: {error}") from error
