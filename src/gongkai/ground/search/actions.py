"""Loading a list of synonyms."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.search import facts, queries
from gongkai.ground.search.models import SynonymList
from gongkai.ground.search.synonyms import Groups, SynonymsRefused


@acting
def load_synonyms(*, groups: Groups, source: str, by: str, at: datetime) -> SynonymList:
    """Put a new version in force, at once; earlier versions stay. Raises SynonymsRefused if it says what holds already."""
    before = queries.latest()
    if groups == (before.groups if before else queries.AT_FIRST):
        raise SynonymsRefused("和现在用的同义词表一样，没有存新的版本")
    row = SynonymList.objects.create(
        number=before.number + 1 if before else 1, groups=groups, source=source, loaded_on=localdate(at)
    )
    record(facts.SynonymsLoaded(row.number, len(groups)), ref=f"synonyms:{row.number}", by=by, at=at, rows=[row])
    queries.forget()
    return row
