"""Reading JSON that somebody else wrote, or may have changed."""

import json
from typing import Any


class NotJson(ValueError):
    """It cannot be read as JSON, or is not of the shape that was asked for; the message says what is wrong with it, behind its name."""


def read_json(data: bytes | str) -> Any:
    """The value. Raises NotJson, also for what is nested deeper than a reader can go, or holds a number of thousands of digits."""
    try:
        return json.loads(data.decode("utf-8") if isinstance(data, bytes) else data)
    except UnicodeDecodeError as error:
        raise NotJson("is no text in UTF-8") from error
    except RecursionError as error:
        raise NotJson("is nested too deeply") from error
    except ValueError as error:
        raise NotJson(f"is no JSON: {error}") from error


def read_object(data: bytes | str) -> dict[str, Any]:
    """As ``read_json``, of what has to be an object. Raises NotJson."""
    told = read_json(data)
    if not isinstance(told, dict):
        raise NotJson("is no JSON object in braces")
    return told
