"""By whom an answer goes before it is signed."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.units.queries import holders
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import office
from gongkai.pure.declare import Role


def goes_to_review(case: Case, at: datetime) -> bool:
    """Does the case's answer go to the legal reviewer before it is signed? A confidential case is not theirs to see.

    Raises StepRefused where it does and there is nobody.
    """
    if case.confidential or not office.reviews(case.unit):
        return False
    if not holders(Role.LEGAL_REVIEWER, case.unit_id, localdate(at)):
        raise StepRefused(
            "本单位的答复书要先经法制审核，现在没有法制审核的人：请系统管理员任命，或者请公开机构负责人改设置"
        )
    return True
