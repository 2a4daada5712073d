"""What a unit has that is nobody else's business: the nouns of the access test."""

from dataclasses import dataclass, field

from gongkai.engines.monitoring.models import Fault
from gongkai.ground.documents.models import Notice
from gongkai.ground.files.models import File
from gongkai.ground.keys.models import ApiKey
from gongkai.ground.outbox.models import Delivery
from gongkai.ground.upward.models import Submission
from gongkai.kernel.cases.models import Case
from gongkai.kernel.drafting.models import Contribution
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.kernel.logbooks.models import Entry
from gongkai.kernel.oversight.models import Finding
from gongkai.kernel.records.models import Record, Withholding
from gongkai.kernel.statements.models import Reported
from tests.plugins.cast import noon

DAY = noon("2026-03-02")
KEEPS = {"zjj": "zheng_jingban", "wjw": "qian_jingban"}
"""The officers who handle the units' confidential cases."""
BEGINS = "梧桐"
"""How everything here is called that must not be found: what is searched for."""


@dataclass
class Things:
    """What a unit has that is nobody else's business. ``marks`` are the words by which any of it would be recognised."""

    unit: str
    draft: Record
    review: Record
    case: Case
    answered: Case
    confidential: Case
    files: list[File]
    remedy: Case | None = None
    withheld: Withholding | None = None
    delivery: Delivery | None = None
    key: ApiKey | None = None
    submission: Submission | None = None
    entry: Entry | None = None
    finding: Finding | None = None
    fault: Fault | None = None
    point: KeyPoint | None = None
    number: Reported | None = None
    account: Record | None = None
    contribution: Contribution | None = None
    bulletin: Record | None = None
    hit: str = ""
    marks: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @property
    def editor(self) -> str:
        return {"zjj": "wang_bianji", "wjw": "sun_bianji"}[self.unit]

    @property
    def officer(self) -> str:
        return {"zjj": "zhou_jingban", "wjw": "qian_jingban"}[self.unit]

    @property
    def cases(self) -> list[Case]:
        """Those that whoever handles the unit's cases sees."""
        return [case for case in (self.case, self.answered, self.remedy) if case]

    @property
    def notices(self) -> list[Notice]:
        return list(Notice.objects.filter(ref=self.answered.ref))
