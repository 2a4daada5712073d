"""Finding stored files."""

from gongkai.ground.files.models import File


def by_ids(public_ids: list[str]) -> list[File]:
    """Files by id, in the order asked; unknown ones are left out. No query for an empty list."""
    if not public_ids:
        return []
    found = {f.public_id: f for f in File.objects.filter(public_id__in=public_ids)}
    return [found[i] for i in public_ids if i in found]


def of_owner(owner: str) -> list[File]:
    """All files of a record or case, oldest first."""
    return list(File.objects.filter(owner=owner, removed=False).order_by("id"))
