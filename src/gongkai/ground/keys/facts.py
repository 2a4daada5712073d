"""Facts of keys. None holds a secret, nor its digest in clear: that stands in the row's image."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfKey(FactBase):
    key: str
    unit: str


@fact("key.made", "发放接口密钥{key}，给{label}用，到{expires_on}为止")
@dataclass(frozen=True)
class KeyMade(_OfKey):
    """A unit was given a key by which another system enters its records."""

    label: str
    expires_on: str


@fact("key.revoked", "停用接口密钥{key}：{because}")
@dataclass(frozen=True)
class KeyRevoked(_OfKey):
    """A key opens nothing any more."""

    because: str
