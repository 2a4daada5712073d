"""Codes and numbers in use by Chinese administrations: read, checked, made; errors say which character and why."""

from gongkai.pure.codes.errors import CodeError, Found
from gongkai.pure.codes.index_number import SCHEMES, IndexNumber, IndexScheme

__all__ = ["SCHEMES", "CodeError", "Found", "IndexNumber", "IndexScheme"]
