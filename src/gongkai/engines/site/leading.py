"""Where an address leads on to: the list of the built tree, as it is asked for each address that is not there; knows no model."""

from collections import defaultdict
from collections.abc import Mapping

QUESTIONS = 20
"""Parts of a question that are looked at."""


def _name(part: str) -> str:
    return part.partition("=")[0]


class Leading:
    """The old addresses and the new. A question (``?id=3&c=2``) is the same in whichever order its parts stand, with other parts among
    them or not. Many servers that there were made no difference between capital and small letters.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = {old.lower(): new for old, new in known.items()} | dict(known)
        self._asked: dict[str, dict[tuple[str, ...], dict[tuple[str, ...], str]]] = defaultdict(dict)
        """By path and by the names of the parts of their questions, in order of the alphabet: where each question leads."""
        for old, new in known.items():
            path, _, query = old.lower().partition("?")
            if query:
                parts = sorted(query.split("&"))
                self._asked[path].setdefault(tuple(map(_name, parts)), {}).setdefault(tuple(parts), new)
        for path, by_names in self._asked.items():
            # What says most comes first.
            self._asked[path] = dict(sorted(by_names.items(), key=lambda each: -len(each[0])))

    def of(self, address: str) -> str:
        """Where an address leads; "" if it does not."""
        return self._known.get(address) or self._known.get(address.lower(), "")

    def of_question(self, path: str, query: str) -> str:
        """Where a path leads with its question, as much of it as is known, or else without."""
        parts = query.split("&")[:QUESTIONS] if query else []
        if parts and (found := self.of(f"{path}?{query}")):
            return found
        parts = sorted(part.lower() for part in parts)
        for names, questions in self._asked.get(path.lower(), {}).items() if parts else ():
            if found := questions.get(tuple(part for part in parts if _name(part) in names)):
                return found
        return self.of(path)
