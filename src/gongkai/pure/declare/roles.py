"""Roles: what a person may do for a unit."""

from enum import StrEnum


class Role(StrEnum):
    """One power, held by a person for a unit. Subtree roles cover every unit below the one they are held for."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    SECRECY_REVIEWER = "secrecy_reviewer"
    CASE_OFFICER = "case_officer"
    LEGAL_REVIEWER = "legal_reviewer"
    SIGNATORY = "signatory"
    WINDOW_CLERK = "window_clerk"
    HALL_CLERK = "hall_clerk"
    OFFICE_HEAD = "office_head"
    SUPERVISOR = "supervisor"
    OPENNESS_OFFICE = "openness_office"
    ADMINISTRATOR = "administrator"
    APPLICANT = "applicant"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.EDITOR: "信息编辑",
    Role.REVIEWER: "单位审核",
    Role.SECRECY_REVIEWER: "保密审查",
    Role.CASE_OFFICER: "经办人",
    Role.LEGAL_REVIEWER: "法制审核",
    Role.SIGNATORY: "签发人",
    Role.WINDOW_CLERK: "窗口人员",
    Role.HALL_CLERK: "综合窗口人员",
    Role.OFFICE_HEAD: "公开机构负责人",
    Role.SUPERVISOR: "监察人员",
    Role.OPENNESS_OFFICE: "政务公开办",
    Role.ADMINISTRATOR: "系统管理员",
    Role.APPLICANT: "申请人",
    Role.SYSTEM: "系统",
}

SUBTREE_ROLES = frozenset({Role.SUPERVISOR, Role.OPENNESS_OFFICE, Role.ADMINISTRATOR})
"""Held for a unit, these cover all units below it as well."""

CASE_ROLES = frozenset({Role.CASE_OFFICER, Role.LEGAL_REVIEWER, Role.SIGNATORY, Role.WINDOW_CLERK, Role.OFFICE_HEAD})
"""Whoever handles a unit's cases. Those who only write and review its records, or administer it, have no part in them."""

UNIT_ROLES = (
    Role.EDITOR,
    Role.REVIEWER,
    Role.SECRECY_REVIEWER,
    Role.CASE_OFFICER,
    Role.SIGNATORY,
    Role.OFFICE_HEAD,
)
"""Whom a unit needs that publishes and answers: without one of them its records or its applications stand still."""

ENDS_AT_ONCE = frozenset({Role.ADMINISTRATOR})
"""Whoever loses these has lost them the moment they are taken away; all others are held to the end of their last day."""

SECOND_FACTOR_ROLES = frozenset({Role.SIGNATORY, Role.OFFICE_HEAD, Role.ADMINISTRATOR})
"""Whoever signs or administers signs in with a second factor."""
