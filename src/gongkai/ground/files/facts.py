"""Facts of stored files. Names stay out: a file's name may tell of a person."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("file.stored", "收存文件{public_id}")
@dataclass(frozen=True)
class FileStored(FactBase):
    """A file was stored for the record or case that the fact is about; its row commits to the bytes."""

    public_id: str
