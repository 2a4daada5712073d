"""Kinds of words on a command line; what does not fit ends with a sentence and exit code 2."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any


class Parser(argparse.ArgumentParser):
    """Looks at each word before anything is made of it. An empty one is mostly a variable that a script has not set, and must not
    count as not given; only names of files may hold bytes that are no UTF-8.
    """

    def _get_values(self, action: argparse.Action, words: Sequence[str]) -> Any:
        if action.nargs not in (
            argparse.PARSER,
            argparse.REMAINDER,
        ):  # a subcommand's words are looked at by its own parser
            for word in words:
                if not word:
                    raise argparse.ArgumentError(action, "it is given, and empty; leave it out, or say what it is")
                if not (action.type in FILES or is_text(word)):
                    raise argparse.ArgumentError(action, "it is no text in UTF-8")
        return super()._get_values(action, words)


def is_text(word: str) -> bool:
    """Is it text? Bytes on a command line that are no UTF-8 come as halves of surrogate pairs."""
    return not any("\ud800" <= each <= "\udfff" for each in word)


def path(text: str) -> str:
    """The name of a file or folder."""
    return text


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


def place(text: str) -> str:
    """Where something is published: an address, or a folder; "" for the home's own, where a command takes that for what is not said."""
    from gongkai.pure.outside import web  # most commands ask for no address, and this takes as long to load as they do

    none = f"{text!r} is neither a folder nor an address like https://www.example.gov.cn"
    if web.is_address(text):
        try:
            return web.address(text)
        except web.NoAddress as error:
            raise argparse.ArgumentTypeError(f"{none}: {error}") from error
    if text and not Path(text).is_dir():
        raise argparse.ArgumentTypeError(none)
    return text


def site_address(text: str) -> str:
    """The address of a website."""
    from gongkai.pure.outside import web  # as above

    try:
        return web.address(text)
    except web.NoAddress as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no address like https://www.example.gov.cn: {error}") from error


def pause(text: str) -> float:
    """Seconds between two requests, to a minute."""
    try:
        told = float(text)
    except ValueError:
        told = -1.0
    if not 0 <= told <= 60:
        raise argparse.ArgumentTypeError(f"{text!r} does not fit: a pause is a number of seconds from 0 to 60")
    return told


FILES = (path, place, Path)
"""Kinds of words that may be bytes: a file's name is what its folder says."""


def _whole(text: str, least: int, most: int, told: str) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text!r} does not fit: {told}")
    return int(text)
