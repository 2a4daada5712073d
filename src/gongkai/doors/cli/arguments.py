"""Kinds of words on a command line; what does not fit ends with a sentence and exit code 2."""

import argparse
from datetime import date
from pathlib import Path


def port(text: str) -> int:
    """A port to listen on, 1 to 65535."""
    return _whole(text, 1, 65535, "a port is a number from 1 to 65535")


def any_port(text: str) -> int:
    """A port to listen on; 0 takes any that is free."""
    return _whole(text, 0, 65535, "a port is a number from 0 to 65535")


def positive(text: str) -> int:
    """A whole number from 1 up."""
    return _whole(text, 1, 10**6, "it is a whole number from 1 up")


def day(text: str) -> date:
    """An ISO day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-03-02") from error


def year(text: str) -> int:
    """A report year; whether there is a table for it is for the table to say."""
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a year; write it like 2026") from error


def published_log(text: str) -> str:
    """Where a published log is: an address or a folder; "" for the home's own."""
    if text and not text.startswith(("http://", "https://")) and not Path(text).is_dir():
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a folder nor an address like https://www.example.gov.cn/log"
        )
    return text


def _whole(text: str, least: int, most: int, told: str) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text!r} does not fit: {told}")
    return int(text)
