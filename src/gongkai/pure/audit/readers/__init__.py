"""Readers: a file of any kind -> one Document. `read` is all that other rooms need."""

from __future__ import annotations

from gongkai.pure.audit.readers.read import read

__all__ = ["read"]
