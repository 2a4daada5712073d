"""The paragraph on remedies that an adverse answer must carry, by the day of the answer.

Until 2023 the applicant could ask for reconsideration or go to court. Since the Reconsideration Law of 2023
(行政复议法2023, in force 2024-01-01) reconsideration comes first where an organ did not disclose what was asked for
(art. 23 ¶1(4)), and the organ must say so (art. 23 ¶2). Terms: 60 days to ask for reconsideration (art. 20); 6 months to
sue directly (行政诉讼法 art. 46), 15 days after reconsideration (art. 45). Before the Litigation Law's revision came into
force on 2015-05-01 the direct term was 3 months (art. 39 of 1989); the old reconsideration term is art. 9 of 1999's law.
Both from memory.
"""

from datetime import date

RECONSIDERATION_FIRST_FROM = date(2024, 1, 1)
SIX_MONTHS_TO_SUE_FROM = date(2015, 5, 1)
ANSWER = "本答复"


HIGHER_GOVERNMENT, HIGHER_DEPARTMENT, OWN_GOVERNMENT = "上一级人民政府", "上一级主管部门", "本级人民政府"


def reconsideration_organ(*, is_government: bool, led_from_above: bool, own: str = "", superior: str = "") -> str:
    """Who decides on reconsideration of what an organ did; where the name is not known, the words of the law.

    own: the government that this county is. superior: the government above it.
    行政复议法2023 art. 24 ¶1: the government of the same level for its departments (1), for the governments below it (2), for its
    agencies, as of a street (3), and for organisations that it or its departments manage (4); so a government's own acts go to the one
    above, never to itself. Art. 27: an organ led from above (customs, finance, taxes …) answers to its superior department.
    """
    if is_government:
        return superior or HIGHER_GOVERNMENT
    if led_from_above:
        return HIGHER_DEPARTMENT
    return own or OWN_GOVERNMENT


def court(*, is_government: bool) -> str:
    """The court of a suit where its name is not known: 行政诉讼法 art. 15(1) gives suits against a government from the county's level on
    to the intermediate courts, art. 14 all others to the basic ones."""
    return "有管辖权的中级人民法院" if is_government else "有管辖权的人民法院"


def remedy(on: date, adverse: bool, organ: str, reconsideration_organ: str, court: str, paper: str = ANSWER) -> str:
    """The remedies paragraph, in Chinese, of an answer sent on a day, or of another ``paper`` that ends an application; "" for one that is
    not adverse.

    organ: who answers. reconsideration_organ: where reconsideration is asked for. court: where a suit is filed.
    Raises ValueError when one of the three names is empty: an answer must not go out without an address.
    """
    if not adverse:
        return ""
    named = {"organ": organ, "reconsideration_organ": reconsideration_organ, "court": court}
    missing = [name for name, value in named.items() if not value.strip()]
    if missing:
        raise ValueError(f"The remedies paragraph needs a name for: {', '.join(missing)}.")
    if on < RECONSIDERATION_FIRST_FROM:
        said = _either(on, organ, reconsideration_organ, court)
    else:
        said = _reconsideration_first(organ, reconsideration_organ, court)
    return said.replace(ANSWER, paper)


def _either(on: date, organ: str, reconsideration_organ: str, court: str) -> str:
    article, months = ("第四十六条", 6) if on >= SIX_MONTHS_TO_SUE_FROM else ("第三十九条", 3)
    return (
        f"如对{organ}的本答复不服，可以根据《中华人民共和国行政复议法》第九条的规定，"
        f"自收到本答复之日起60日内向{reconsideration_organ}申请行政复议；"
        f"或者根据《中华人民共和国行政诉讼法》{article}的规定，"
        f"自收到本答复之日起{months}个月内向{court}提起行政诉讼。"
    )


def _reconsideration_first(organ: str, reconsideration_organ: str, court: str) -> str:
    return (
        f"如对{organ}的本答复不服，应当先申请行政复议：根据《中华人民共和国行政复议法》"
        f"第二十条、第二十三条的规定，可以自收到本答复之日起60日内向{reconsideration_organ}提出。"
        f"对行政复议决定仍不服的，可以根据《中华人民共和国行政诉讼法》第四十五条的规定，"
        f"自收到行政复议决定书之日起15日内向{court}提起行政诉讼。"
    )
