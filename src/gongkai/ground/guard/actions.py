"""Loading a list of words; keeping what was found; letting go of both."""

import json
import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.guard import facts, queries
from gongkai.ground.guard.models import Inspection, Justification, LoadedWords
from gongkai.ground.ledger.acts import acting, record
from gongkai.pure.guard.wording import WordList, shipped


class WordsRefused(ValueError):
    """A list that cannot be loaded; ``zh`` says it in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.zh = zh


@acting
def load_words(*, words: WordList, by: str, at: datetime) -> LoadedWords:
    """Put a version of a list in force, at once; earlier ones stay in the ledger. Raises WordsRefused for one that is not newer."""
    known = {each.key: each for each in queries.lists()}.get(words.key)
    if known and known.sort != words.sort:
        raise WordsRefused(
            f"{words.key} is a list of the sort {known.sort}; give this one another key",
            f"词表{words.key}是另一类的，请换一个代码",
        )
    row = queries.latest(words.key)
    if known and (row or words.key in shipped()) and words.order <= known.order:
        raise WordsRefused(
            f"version {known.version} of {words.key} holds; give this file a higher version",
            f"现在用的是{known.version}版，请把版本号写得比它大",
        )
    made = LoadedWords.objects.create(
        key=words.key, version=words.version, sort=words.sort, name=words.name, basis=words.basis, loaded_on=localdate(at),
        content=json.dumps(words.content(), ensure_ascii=False, sort_keys=True),
    )  # fmt: skip
    record(
        facts.WordsLoaded(words.key, words.name, words.version, words.size),
        ref=f"words:{words.key}", by=by, at=at, rows=[made],
    )  # fmt: skip
    queries.forget()
    return made


def put_reason(*, owner: str, part: str, sort: str, mark: str, reason: str, by: str, at: datetime) -> Justification:
    """Keep why something may stand, inside the open act; the caller hands the row to its fact."""
    salt = secrets.token_bytes(16)
    return Justification.objects.create(
        owner=owner, part=part, sort=sort, digest=sha256(salt + mark.encode()).hexdigest(), salt=salt, mark=mark,
        reason=reason, by=by, on=localdate(at),
    )  # fmt: skip


def keep_inspection(*, file_id: str, owner: str, finds: list[dict[str, Any]], unread: str) -> Inspection:
    """Keep what was found in a file in the place of what was found before."""
    values = {"owner": owner, "rules": queries.rules(), "finds": finds, "unread": unread}
    return Inspection.objects.update_or_create(file_id=file_id, defaults=values)[0]


def let_go(owner: str) -> None:
    """A record's content is erased: what was found in it is told no more, and its reasons no longer say of what."""
    Inspection.objects.filter(owner=owner).delete()
    Justification.objects.filter(owner=owner).update(salt=None, mark="")
