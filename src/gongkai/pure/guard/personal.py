"""People's data in a text: numbers by their check digits, addresses, minors and health by the words around them.

What a unit must publish is left alone: credit codes, document and index numbers, postcodes, an office's landline, 12345.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongkai.pure.codes import bankcard, citizen, uscc
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.codes.masks import DOUBLE_SURNAMES
from gongkai.pure.guard.names import BEHIND, NAME, ends_in_name, is_name, names_in
from gongkai.pure.guard.sorts import Find

_LONG, _COUNTED = re.compile(r"\d(?:[ -]?\d){5}"), re.compile(r"[\d一二三四五六七八九十百]")
_CITIZEN = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d\d[ -]?[01]\d[ -]?[0-3]\d[ -]?\d{3}[ -]?[\dXx](?:[1-7][1-4](?:B\d)?)?(?![0-9A-Za-z])"
)
"""Behind it, in the number of a 残疾人证, its kind and grade, and which copy it is."""
_OLD_CITIZEN = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{14}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?<!\d-)(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![0-9A-Za-z]|-\d|\.\d)")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z-])(?:0\d{2,3}-?)?[2-9]\d{6,7}(?![0-9A-Za-z-])")
_CARD = re.compile(r"(?<![0-9A-Za-z.])(?<!\d-)\d(?:[ -]?\d){15,18}(?![0-9A-Za-z]|[-/]\d|\.\d)")
_MEASURED = re.compile(r"\s?(?:[%％‰]|[万亿]?(?:元|人|户|件|吨|亩|株|次|平方|立方|千瓦))")
_CODED = re.compile(
    r"(?:代码|编码|编号|条码|单号|序号|文号|案号|索引号|流水号|登记号|许可证号|证书号|项目号|宗地号|合同号|发票号|国库)[^，。；\s]{0,4}[：:为是]?\s*$"
)
_ORGANISATIONS = re.compile(r"(?:信用代码|机构代码|组织代码|税号|识别号)[^，。；]{0,8}$")
_IDENTITY = re.compile(r"(?:身份证|公民身份|证件号|残疾人?证)[^，。；\d]{0,10}$")
_HOME_PHONE = re.compile(r"(?:家庭|住宅|家里|本人|个人|宅)(?:联系)?(?:座机|电话|电|话)[^，。；\d]{0,4}$")
_HIS_CARD = re.compile(r"(?:银行卡|卡号|一卡通|社保卡|工资卡|存折|个人账[号户])[^，。；\d]{0,8}$")
_ACCOUNT = re.compile(r"(?:银行|账[号户]|开户)[^，。；\d]{0,14}$")

_COUNT = r"(?:\d+|[一二三四五六七八九十百零〇]+)"
_DETAIL = rf"{_COUNT}(?:-\d+)*(?:号|组|幢|栋|座|单元|室|弄|队|楼)"
_HOME = re.compile(
    r"(?:家庭|现|常|经常)?居?住(?:地|所)?址|居住地(?:址)?|家庭地址|户[籍口](?:所在)?地(?:址)?|家住|(?:现|居|(?<!廉)租|暂|借)住(?!房)(?:在|于|地)?|"
    r"(?<=[，,、；;\s（(])住(?![房宅院宿建所户])(?:在|于)?"
)
_ADDRESS = re.compile(
    rf"[^\s，。；、：:,;()（）]{{2,30}}?(?P<detail>{_DETAIL}(?:[^\s，。；、：:,;()（）]{{0,6}}?{_DETAIL})*)"
)
_SOMEBODY = re.compile(rf"(?:^|[\s，,。；;、：:])(?P<name>{NAME})[（(，,、\s][^。；;\n]*$")
"""Before a plain 住: of whom it is told."""
_PLAINLY = re.compile(r"(?<=[\u4e00-\u9fff])(?:住(?![房宅院宿建所户址])(?:在|于)?|的?家就?[在是])")
"""Somebody's name may stand right before it."""
_LODGING = re.compile("宾馆|酒店|饭店|旅馆|招待所|民宿|医院|病房")
"""Where somebody stays is no home."""
_BETWEEN = re.compile(r"[：:为是在于\s]{0,4}")
_DWELLER = re.compile(rf"(?:居民|村民|业主|住户|户主|申请人|租户)(?P<name>{NAME})[，,（(：:\s]{{0,2}}(?:住|家住)?$")
_DWELT = re.compile("单元|室")
_COMPANY = re.compile(r"(?:公司|企业|法人|单位|机构|商户|经营者?)[^，。；]{0,6}$")

_CHILD = r"(?:学生|学童|儿童|孤儿|幼儿|患儿|婴儿|弃婴|男童|女童|男孩|女孩|未成年人|被收养人|被监护人)"
_CHILD_BEFORE = re.compile(rf"{_CHILD}(?:姓名|名单(?=[：:]))?[：:\s]?(?={NAME})")
_AND_ANOTHER = re.compile(rf"[、和及与]\s?(?={NAME})")
_ENDS = re.compile(f"{NAME}{BEHIND}")
_NOW = r"(?:同学|小朋友)?(?:今年|目前|现在?)?(?:才|刚刚?|已|未|不)?(?:现年|年龄|年仅|今年|只有|满|才|刚)?[为是：:]?"
_YEARS = r"(?P<age>\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九十])\s?周?岁"
_AGED = re.compile(
    rf"(?P<name>{NAME})(?:[（(，,、\s]{{1,2}}(?:[男女]\s?[，,、]\s?)?{_NOW}\s?|(?=同学|小朋友|今年|目前|现|才|刚|已满|未满|年龄|年仅|只有){_NOW}\s?){_YEARS}"
)
_AGE_BEFORE = re.compile(rf"(?<![\d一二三四五六七八九十]){_YEARS}的?{_CHILD}?(?={NAME})")
_DATE = r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
_ASIDES = r"(?:[\u4e00-\u9fff]{1,8}\s?[，,、]\s?){0,3}"
"""What stands between a name and what is told of somebody: 男，汉族，学生，"""
_BORN = re.compile(rf"(?P<name>{NAME})[（(，,、\s]{{1,2}}{_ASIDES}{_DATE}出?生")
_BORN_ON = re.compile(
    rf"(?P<name>{NAME})(?:[（(，,、\s]{{1,2}}{_ASIDES})?(?:出生于|生于|出生日期[为是：:]?|出生)\s?{_DATE}"
)
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[-./年]\s?(?P<month>\d{1,2})(?:\s?[-./月]\s?(?P<day>\d{1,2})日?)?")
_LABEL_CHILD = re.compile(rf"{_CHILD}(?:姓名|名)?$")
_LABEL_BORN = re.compile(r"出生(?:日期|年月|时间|年月日)?$")

_HINDERED = "(?:视力|听力|言语|肢体|智力|精神|多重)"
_CONDITION = re.compile(
    "艾滋病?|HIV|梅毒|淋病|尖锐湿疣|性病|乙肝|丙肝|乙型肝炎|丙型肝炎|肝炎|肝硬化|肺结核|结核病|麻风病?|[\u4e00-\u9fff]{0,3}癌|恶性肿瘤|肿瘤|白血病|血友病|尿毒症|"
    "肾衰竭?|精神分裂症?|精神病|精神障碍|抑郁症?|躁狂症?|双相情感障碍|自闭症|孤独症|癫痫病?|阿尔茨海默病|痴呆|帕金森病?|脑梗死?|脑瘫|中风|偏瘫|瘫痪|"
    f"糖尿病|高血压|冠心病|心脏病|先心病|尘肺病?|矽肺病?|新冠肺炎|[一二三四]级残疾|{_HINDERED}残疾|怀孕|流产|不孕不育?|吸毒"
)
_OTHERS = (
    r"(?!(?:患者|患儿|病人|人群|群众|病例)[^，,。；;、：:）)\s]|防治|预防|筛查|检测|监测|救治|管理|知识|宣传|疫苗)"
)
"""Behind an illness: it is that of those for whom something is done."""
_IS_ILL = re.compile(
    rf"(?:^|[\s，,。；;、：:（(]|患者|病人|村民|居民|职工|同志|户主|申请人|其[子女父母妻夫])(?P<name>{NAME})[^，,。；;\n]{{0,10}}?"
    rf"(?:患有|身患|确诊为?|诊断为?|感染|查出|患|系|为)[^，,。；;\n]{{0,6}}?(?P<what>{_CONDITION.pattern}){_OTHERS}"
)
_IS_ILL_TOO = re.compile(
    rf"(?:^|[\s，,。；;、：:（(]|村民|居民|职工|残疾人|(?:低保|特困|五保|贫困|脱贫|监测)(?:户|人员|对象))(?P<name>{NAME})[（(，,、\s]{{1,2}}(?:[^，,。；;\n者的]{{1,12}}[，,、]\s?){{0,4}}"
    rf"(?:(?:因|现|曾|自幼|后)?(?:患有|身患|确诊为?|诊断为?|感染|查出|患)[^，,。；;\n]{{0,6}}?(?P<what>{_CONDITION.pattern})|(?P<grade>残疾等级[为是：:]?[一二三四]级|[一二三四]级(?:{_HINDERED}?残疾|伤残)|{_HINDERED}残疾[一二三四]级))"
)
_ILLNESS = re.compile(
    rf"(?:因|现|曾|自幼|后)?(?P<verb>患有|身患|确诊为?|诊断为?|感染|查出|患|系|为)[^，,。；;\n]{{0,6}}?(?P<what>{_CONDITION.pattern}){_OTHERS}"
)
_FOR_OTHERS = r"(?!.*(?:看望|慰问|走访|探望|救助|帮扶|关爱|介绍|指出|强调|要求|[对向把让请]))"
_OF_HIM = re.compile(rf"{_FOR_OTHERS}[^，,。；;\n]{{0,10}}")
_OF_HIM_TOO = re.compile(
    rf"{_FOR_OTHERS}[^，,。；;\n]{{0,6}}[（(，,、\s]{{1,2}}(?:[^，,。；;\n者的]{{1,12}}[，,、）)]\s?){{0,4}}[^，,。；;\n者的]{{0,10}}"
)
"""What may stand between somebody's name and that he is ill."""
_SENTENCE = re.compile(r"[。；;\n]")
_PATIENT = re.compile(rf"(?:患者|病人|病例)(?:姓名)?[：:\s]?(?P<name>{NAME}){BEHIND}")
_LABEL_ILL = re.compile(r"病种|疾病|诊断|病名|病情|病因|致贫原因|健康状况|残疾(?:类别|等级|类型|情况)")
_WELL = re.compile(r"无|健康|良好|正常|否|-|/|—*|[*＊×○]+")
_LABEL_GRADE = re.compile(r"残疾(?:类别|等级|类型)")

ADULT, LOOK_BACK = 18, 24


class Searched:
    """A text on its way through the finders. ``label`` stands before it as the head of its column does; ``named``: its row tells a name.

    ``on``: by which day somebody is a minor.
    """

    def __init__(self, text: str, label: str, named: bool, on: date) -> None:
        self.text, self.label, self.named, self.on = text, label, named, on
        self.taken: list[tuple[int, int]] = []

    def before(self, at: int, far: int = LOOK_BACK) -> str:
        """What stands before a place: the text, and at its beginning the label."""
        lead = self.text[max(0, at - far) : at]
        return lead if at > far or not self.label else f"{self.label}：{lead}"

    def free(self, start: int, end: int) -> bool:
        return not any(start < upto and begun < end for begun, upto in self.taken)

    def take(self, find: Find) -> Find:
        self.taken.append((find.start, find.end))
        return find


def find_personal(text: str, *, label: str = "", named: bool = False, on: date) -> list[Find]:
    """What a text (already ``flat``) tells of people, in its order."""
    searched = Searched(text, label, named, on)
    found: list[Find] = []
    if _LONG.search(text):
        for finder in (_citizens, _cards, _mobiles, _landlines):
            found += [searched.take(each) for each in finder(searched)]
    if _COUNTED.search(text):
        found += _addresses(searched)
        found += [each for each in _births(searched) if searched.free(each.start, each.end)]
    for finder in (_children, _ill):
        found += [searched.take(each) for each in finder(searched) if searched.free(each.start, each.end)]
    return sorted(found, key=lambda each: each.start)


def _digits(start: int, written: str, hidden: range) -> tuple[tuple[int, int], ...]:
    """The stretches of the hidden signs of a number, counted without what stands between its groups."""
    places = [start + n for n, sign in enumerate(written) if sign.isalnum()]
    return tuple((places[n], places[n] + 1) for n in hidden)


def _bare(written: str) -> str:
    return re.sub(r"[ -]", "", written)


def _citizens(searched: Searched) -> Iterator[Find]:
    for pattern in (_CITIZEN, _OLD_CITIZEN):
        for match in pattern.finditer(searched.text):
            written, before = _bare(match[0]), searched.before(match.start())
            number = written[:18]
            labelled = bool(_IDENTITY.search(before))
            try:
                told = citizen.parse(number, searched.on)
            except CodeError:
                told = None
            if not labelled and (told is None or pattern is _OLD_CITIZEN):
                continue
            # One in thirty-one numbers of this form is a credit code as well: then it is what the words before it say.
            if not labelled and uscc.is_valid(number) and _ORGANISATIONS.search(before):
                continue
            hide = _digits(match.start(), match[0], range(6, len(written) - (len(written) == 18)))
            child = told is not None and citizen.age_on(told.born_on, searched.on) < ADULT
            yield Find(
                "minor" if child else "citizen",
                match.start(),
                match.end(),
                hide,
                why="按身份证号不满18岁" if child else "",
            )


def _cards(searched: Searched) -> Iterator[Find]:
    for match in _CARD.finditer(searched.text):
        number, before = _bare(match[0]), searched.before(match.start())
        if not searched.free(*match.span()) or _MEASURED.match(searched.text, match.end()):
            continue
        his = bool(_HIS_CARD.search(before))
        if not his:
            if _CODED.search(before) or _ORGANISATIONS.search(before) or not bankcard.is_valid(number):
                continue
            if not number.startswith(bankcard.UNIONPAY) and not _ACCOUNT.search(before):
                continue
        yield Find("card", match.start(), match.end(), _digits(match.start(), match[0], range(len(number) - 4)))


def _mobiles(searched: Searched) -> Iterator[Find]:
    for match in _MOBILE.finditer(searched.text):
        if not searched.free(*match.span()) or _MEASURED.match(searched.text, match.end()):
            continue
        if _CODED.search(searched.before(match.start())):
            continue
        yield Find("phone", match.start(), match.end(), _digits(match.start(1), match[1], range(3, 7)))


def _landlines(searched: Searched) -> Iterator[Find]:
    """A landline is an office's, and public (条例第20条), unless the words before it say that it is somebody's at home."""
    for match in _LANDLINE.finditer(searched.text):
        if searched.free(*match.span()) and _HOME_PHONE.search(searched.before(match.start())):
            number = _bare(match[0])
            area = len(number) - 8 if number.startswith("0") else 0
            yield Find(
                "phone",
                match.start(),
                match.end(),
                _digits(match.start(), match[0], range(max(0, area), len(number) - 2)),
            )


def _addresses(searched: Searched) -> Iterator[Find]:
    text = searched.text
    for cue in _HOME.finditer(text):
        if _COMPANY.search(searched.before(cue.start(), 10)):
            continue
        plain = cue[0][0] == "住" and "址" not in cue[0]
        whose = _SOMEBODY.search(searched.before(cue.start(), 40)) if plain else None
        if not plain or (whose and any(is_name(whose["name"][:n]) for n in (3, 2))):
            yield from _address_at(searched, _BETWEEN.match(text, cue.end()).end(), plain)
    for cue in _PLAINLY.finditer(text):
        start = _BETWEEN.match(text, cue.end()).end()
        if _ADDRESS.match(text, start) and _ends_in_name(text[max(0, cue.start() - LOOK_BACK) : cue.start()]):
            yield from _address_at(searched, start, True)
    if searched.label and _HOME.search(searched.label) and not _COMPANY.search(searched.label):
        yield from _address_at(searched, 0)
    for match in _ADDRESS.finditer(text) if _DWELT.search(text) else ():
        dweller = _DWELLER.search(searched.before(match.start()))
        if _DWELT.search(match["detail"]) and dweller and is_name(dweller["name"]) and searched.free(*match.span()):
            yield searched.take(_address(match))


def _ends_in_name(text: str) -> bool:
    return ends_in_name(_SENTENCE.split(text)[-1])


def _address_at(searched: Searched, start: int, plain: bool = False) -> Iterator[Find]:
    """An address that begins at a place; ``plain``: nothing but 住 stands before it, which is said of a night as well."""
    match = _ADDRESS.match(searched.text, start)
    if match and searched.free(*match.span()) and not (plain and _LODGING.search(match[0])):
        yield searched.take(_address(match))


def _address(match: re.Match[str]) -> Find:
    return Find("address", match.start(), match.end(), (match.span("detail"),))


def _name_of(match: re.Match[str]) -> tuple[int, int] | None:
    """Where the name of a match stands, if it is one: the longest reading first."""
    start, end = match.span("name")
    return (start, end) if is_name(match["name"]) else None


def _given(start: int, end: int, text: str) -> tuple[tuple[int, int], ...]:
    return ((start + (2 if text[start : start + 2] in DOUBLE_SURNAMES and end - start > 2 else 1), end),)


def _of_name(sort: str, match: re.Match[str], why: str = "") -> Iterator[Find]:
    if span := _name_of(match):
        yield Find(sort, *span, _given(*span, match.string), filler="某", why=why)


def _children(searched: Searched) -> Iterator[Find]:
    text = searched.text
    for cue in _CHILD_BEFORE.finditer(text):
        yield from _names_behind(text, cue)
    for match in _AGED.finditer(text) if "岁" in text else ():
        if (age := _years(match["age"])) < ADULT:
            yield from _of_name("minor", match, f"写着{age}岁")
    for cue in _AGE_BEFORE.finditer(text) if "岁" in text else ():
        if (age := _years(cue["age"])) < ADULT:
            yield from _names_behind(text, cue, f"写着{age}岁")
    for pattern in (_BORN, _BORN_ON) if "生" in text else ():
        for match in pattern.finditer(text):
            if _age(match, searched.on) < ADULT:
                yield from _of_name("minor", match, "按出生日期不满18岁")
    if _LABEL_CHILD.search(searched.label) and (match := re.fullmatch(rf"\s*(?P<name>{NAME})\s*", text)):
        yield from _of_name("minor", match)


def _years(written: str) -> int:
    """12, or 十二."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    digits = "零一二三四五六七八九"
    return (10 * (digits.index(tens) if tens else 1) if ten else 0) + (digits.index(ones) if ones else 0)


def _names_behind(text: str, cue: re.Match[str] | None, why: str = "") -> Iterator[Find]:
    """The names of children that stand behind a word for them, one after another."""
    begun = cue.start() if cue else 0
    while cue and (end := _name_ends(text, begun, cue.end())):
        yield Find("minor", cue.end(), end, _given(cue.end(), end, text), filler="某", why=why)
        cue, begun = _AND_ANOTHER.match(text, end), end


def _name_ends(text: str, begun: int, start: int) -> int | None:
    """Where a name ends that begins at ``start``; None if none does. ``begun``: from where on the text is cut into words to see it."""
    ends = [begun + upto for at, upto in names_in(text[begun : start + 8]) if begun + at == start]
    if not ends and (match := _ENDS.match(text, start)) and is_name(match[0]):
        ends = [match.end()]
    return ends[0] if ends else None


def _births(searched: Searched) -> Iterator[Find]:
    """A child's day of birth in a column of its own, beside a name."""
    if not (searched.named and _LABEL_BORN.search(searched.label)):
        return
    match = _DAY.search(searched.text)
    if match and _age(match, searched.on) < ADULT:
        yield Find("minor", *match.span(), ((match.end("year"), match.end()),), why="按出生日期不满18岁")


def _age(match: re.Match[str], on: date) -> int:
    """The least age that a day of birth allows: without its day, the month's last."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 31)
    return on.year - year - ((on.month, on.day) < (month, day)) if 1 <= month <= 12 and year <= on.year else ADULT


def _ill(searched: Searched) -> Iterator[Find]:
    text = searched.text
    for match in _PATIENT.finditer(text):
        yield from _of_name("medical", match)
    for match in _IS_ILL.finditer(text) if _CONDITION.search(text) else ():
        if any(is_name(match["name"][:n]) for n in (3, 2)):
            yield _ill_of(searched, match.start("name"), match.span("what"))
    for match in _IS_ILL_TOO.finditer(text) if _CONDITION.search(text) or "级" in text else ():
        if any(is_name(match["name"][:n]) for n in (3, 2)):
            yield _ill_of(searched, match.start("name"), match.span("what" if match["what"] else "grade"))
    for match in _ILLNESS.finditer(text) if _CONDITION.search(text) else ():
        if (start := _who_is_ill(text, match)) is not None:
            yield _ill_of(searched, start, match.span("what"))
    if searched.named and _LABEL_ILL.search(searched.label):
        what = _CONDITION.search(text)
        graded = _LABEL_GRADE.search(searched.label) and not _WELL.fullmatch(text.strip())
        if what or graded:
            start, end = what.span() if what else (0, len(text))
            yield replace(Find("medical", start, end, ((start, end),)), why=f"“{searched.label}”一栏")


def _ill_of(searched: Searched, start: int, what: tuple[int, int]) -> Find:
    """An illness with the name of whose it is; where that name is found as a child's already, the illness by itself."""
    return Find("medical", start if searched.free(start, start + 1) else what[0], what[1], (what,))


def _who_is_ill(text: str, told: re.Match[str]) -> int | None:
    """Where the name begins that stands before an illness, in the same sentence and with no more between than is told of one person."""
    begun = max((match.end() for match in _SENTENCE.finditer(text, 0, told.start())), default=0)
    for start, end in reversed(names_in(text[begun : told.start()])):
        between = text[begun + end : told.start()]
        if _OF_HIM.fullmatch(between) or (told["verb"] not in ("系", "为") and _OF_HIM_TOO.fullmatch(between)):
            return begun + start
    return None
