"""Who applies, by what way, and how the information is wanted: the fixed choices of forms and tables.

Each choice is a permanent English key and the exact Chinese label.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One choice. key: permanent, stored. label: what people read. cell: the row of the 2014 table, if it has one."""

    key: str
    label: str
    cell: str | None = None


# Columns of table three of the 2021 form, in its order (the organisations stand under 法人或其他组织).
NATURAL = Choice("natural", "自然人")
ORGANISATIONS = (
    Choice("business", "商业企业"),
    Choice("research", "科研机构"),
    Choice("welfare", "社会公益组织"),
    Choice("legal", "法律服务机构"),
    Choice("other", "其他"),
)
ORGANISATIONS_LABEL = "法人或其他组织"
APPLICANT_TYPES = (NATURAL, *ORGANISATIONS)

# Ways an application comes in, each with the row of the 2014 table (c11-c14) that counts it: e-mail came by the net; what another organ
# passed on came as a letter.
CHANNELS = (
    Choice("counter", "当面", "c11"),
    Choice("fax", "传真", "c12"),
    Choice("web", "网络", "c13"),
    Choice("letter", "信函", "c14"),
    Choice("email", "电子邮件", "c13"),
    Choice("transfer", "其他机关转送", "c14"),
)

# Regulation (2019) art. 29 ¶2(3), art. 40: form of the information and the way of getting it.
FORMS = (
    Choice("electronic", "电子文本"),
    Choice("paper", "纸质文本"),
    Choice("disc", "光盘等存储介质"),
    Choice("on_site", "现场查阅、抄录"),
)
DELIVERIES = (
    Choice("online", "网上查看"),
    Choice("email", "电子邮件"),
    Choice("post", "邮寄"),
    Choice("pick_up", "自行领取"),
    Choice("fax", "传真"),
)

# Ways information is published: rows a21-a25 of the 2014 table.
PUBLICATION_CHANNELS = (
    Choice("website", "政府网站", "a22"),
    Choice("gazette", "政府公报", "a21"),
    Choice("weibo", "政务微博", "a23"),
    Choice("wechat", "政务微信", "a24"),
    Choice("other", "其他方式", "a25"),
)


def as_choices(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    """(key, label) pairs, as form fields want them."""
    return [(each.key, each.label) for each in choices]


def label_of(choices: tuple[Choice, ...], key: str) -> str:
    """The label of a key. Raises LookupError if the key is not among the choices."""
    for each in choices:
        if each.key == key:
            return each.label
    raise LookupError(f"{key!r} is not one of: {', '.join(each.key for each in choices)}.")
