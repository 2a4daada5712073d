"""Most tests read in their own process: starting one for each of many files takes longer than all the rest."""

import json

import pytest

from gongkai.engines.exchange import apart, tables, word_apart
from gongkai.pure.audit.document import Unreadable


@pytest.fixture
def reads_at_once(monkeypatch):
    def ask(module: str, content: bytes, seconds: float, *arguments: str) -> bytes:
        try:
            answer = apart.read(content, arguments[0], int(arguments[1])) if arguments else word_apart.read(content)
        except (apart.Refused, word_apart.Refused) as refusal:
            answer = {"error": str(refusal)}
        except Unreadable as error:
            answer = {"error": error.zh.rstrip("。")}
        return json.dumps(answer).encode()

    monkeypatch.setattr(tables.alone, "ask", ask)
