"""Finding stored files."""

from collections.abc import Iterable

from django.db.models import Count

from gongkai.ground.files.models import File
from gongkai.ground.parties import vault
from gongkai.ground.parties.models import SubjectKey

ERASED_NAME = "（已删除）"


def by_ids(public_ids: list[str]) -> list[File]:
    """Files by id, in the order asked; unknown ones are left out. No query for an empty list."""
    if not public_ids:
        return []
    found = {f.public_id: f for f in File.objects.filter(public_id__in=public_ids)}
    return [found[i] for i in public_ids if i in found]


def of_owner(owner: str) -> list[File]:
    """All files of a record or case, oldest first."""
    return list(File.objects.filter(owner=owner, removed=False).order_by("id"))


def counts(owners: list[str]) -> dict[str, int]:
    """How many files each of these has that has any; one query."""
    found = File.objects.filter(owner__in=owners, removed=False).order_by().values_list("owner")
    return dict(found.annotate(n=Count("pk")))


def read_bytes(file: File) -> bytes:
    """The plain bytes. Raises vault.Erased if the file or its subject's key is gone, OSError if the bytes are missing."""
    if file.removed:
        raise vault.Erased(file.owner)
    if not file.sealed:
        return file.path.read_bytes()
    found = SubjectKey.objects.filter(ref=file.owner).first()
    if found is None:
        raise vault.Erased(file.owner)
    return vault.decrypt(bytes(found.key), file.path.read_bytes(), file.place)


def names_of(files: Iterable[File]) -> dict[str, str]:
    """Names by public id, sealed ones opened with one query; ERASED_NAME where the name is gone."""
    files = list(files)
    owners = {f.owner for f in files if f.sealed}
    keys = dict(SubjectKey.objects.filter(ref__in=owners).values_list("ref", "key")) if owners else {}
    return {f.public_id: _name(f, keys.get(f.owner)) for f in files}


def _name(file: File, key: bytes | None) -> str:
    if not file.sealed:
        return file.name or ERASED_NAME
    if key is None or not file.sealed_name:
        return ERASED_NAME
    return vault.decrypt(bytes(key), bytes(file.sealed_name), file.name_place).decode()
