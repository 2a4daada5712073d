"""Lists opened by words that name their whole instead of its figure: 「办结的申请中，…」, 「参评的62家单位中，…」, 「按申请人分：…」."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims.naming import CHANGE, NAMED_SO, label, verb
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import BESIDES, RECEIVED, Breakdown, bracket, only_in_time
from gongkai.pure.audit.claims.parts.nearly import closed_by_a_slip
from gongkai.pure.audit.claims.parts.ownwhole import of_its_matter, with_what_is_left
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.numerals import DIGITS
from gongkai.pure.audit.quantities.units import alike, canonical, same
from gongkai.pure.audit.report import Passage
from gongkai.pure.audit.slips import one_slip

_DONE = ("答复", "办结", "采用", "采纳", "报送", "立案", "审结", "抽查", "检查", "受理", "复议", "诉讼")
_SAME = {"答复": "办结", "办结": "答复"}
_PLAIN = frozenset(
    ["申请", "信息", "诉求", "来信", "事项", "件", "政府信息", "政府信息公开申请", "依申请公开", "信件", "工单", "来电"]
)
_NARROWER = re.compile(r"结转|其余|延期|逾期|超期|按期|按时|待|未|尚|累计|不予|正在")
_LEVEL = re.compile(r"(?:[省市县区乡镇村]级|[省市县区]直)(?:部门|单位)?(?=\w{2})")
_SHARED = re.compile(r"占[^，；\d]{0,8}[\d.]+%；")
_BRACKETED = re.compile(r"（[^（）]*）")
OPENER = re.compile(
    r"(?:^|[，。；：、）])(?:在)?(?P<what>[^，。；：、（）\d]{2,18})(?<![高初集其当])中(?![等学小心央介标药国级部层专职考期外型])[，：]?(?=[^，。；：]{0,20}$)"
)
"""普通高中录取, 市中心 and 中等学校 open no list."""


def opened_by(sentence: Sentence, part: Quantity, earlier: Sequence[Quantity]) -> tuple[bool, Quantity | None]:
    """「答复的申请中，同意公开52件…」: whether such words open the list that a figure stands first in, and the earlier figure they name."""
    opener = OPENER.search(sentence.before(part))
    if not opener:
        return False, None
    return True, next(_named_by(opener["what"], part, earlier), None)


def _of_a_level(what: str, part: Quantity, earlier: Sequence[Quantity]) -> Iterator[Quantity]:
    """「解读964篇，其中市级412篇、县级552篇。市级解读材料中，…」: the one figure that is told of a level."""
    level = _LEVEL.match(what)
    if level is None or not any(what[level.end() :][:2] in each.lead for each in earlier if same(each.unit, part.unit)):
        return
    named = [each for each in earlier if same(each.unit, part.unit) and label(each) == level[0]]
    if len(named) == 1:
        yield named[0]


_SO_DONE = re.compile("^(?:在)?所(?:公开|发布|收到|受理|接收)的?")
_PUBLISHED = re.compile(
    "(?:^|[^\u4e00-\u9fff]|全年|年度|累计|主动|[县市区镇局委]|对外)(?:公开|发布)(?:各类)?(?:政府)?信息$"
)
_ALL_OF_THE = re.compile(r"^(?:全部|所有|已经?|上述|以上)+|的")


_ABOVE = re.compile("上述|以上|全部|所有")


def _is_of_some_sorts(whole: Quantity, front: Sequence[Quantity]) -> bool:
    """「1486条。其中审批和收费两类共1001条。上述信息中，全文公开的1438条」: what is above is all of it, and no part that was told last."""
    sorts = front[-1] if front else whole
    near = sorts.in_characters and sorts.end + len(whole.lead) == whole.start
    return "其中" in whole.lead or (near and _ABOVE.search(sorts.lead) is None)


def _named_by(what: str, part: Quantity, earlier: Sequence[Quantity]) -> Iterator[Quantity]:
    """The earlier figures that the words of an opener name, the nearest first."""
    if _ABOVE.match(what):
        earlier = [each for at, each in enumerate(earlier) if not _is_of_some_sorts(each, earlier[:at])]
    what = _ALL_OF_THE.sub("", _SO_DONE.sub("", what)).replace("政府信息", "信息")
    if "□" in what:
        return  # of one year among several: which figure is that year's the blanked text does not say
    if "新收" in what:
        yield from (each for each in reversed(earlier) if "新收" in each.lead and same(each.unit, part.unit))
        return
    yield from _of_a_level(what, part, earlier)
    done = [name for name in _DONE if name in what]
    if not any(name in each.lead + each.tail for each in earlier for name in done):
        done = [_SAME[name] for name in done if name in _SAME]
    for each in reversed(earlier):
        if each.counts and not each.in_characters and same(each.unit, part.unit):
            words = (NAMED_SO.sub("", each.lead) + each.tail).replace("政府信息", "信息")
            narrower = _NARROWER.search(words)
            published = what == "信息" and _PUBLISHED.search(each.lead)
            if narrower and narrower[0] not in what and not (published and narrower[0] == "累计"):
                continue  # 延期办结89件 is not what 办结的申请 are
            named = what in words and what not in _PLAIN
            plainly = what in _PLAIN and (published or RECEIVED.search(each.lead)) and not CHANGE.search(each.lead)
            if named or plainly or any(name in words for name in done):
                yield each


_NO_RUN = re.compile(r"[。（）]|其中|(?<!公)共(?!青)|合计|总计")


def opened(sentence: Sentence, earlier: Sequence[Quantity], start: int) -> Iterator[Breakdown]:
    """The run of figures behind 「办结的申请中，」 with the figure that these words name. start: of the paragraph.

    Over paragraphs the words must name one figure alone by what was done, or one that the run makes.
    """
    counts = sentence.counts
    for number, first in enumerate(counts):
        opener = OPENER.search(sentence.before(first)) if first.lead else None
        if opener is None or "其中" in first.lead:
            continue
        wholes = list(_named_by(opener["what"], first, earlier))
        if not wholes:
            continue
        parts = [first]
        for each in counts[number + 1 :]:
            if bracket(sentence.text, each.start - sentence.start):
                continue
            gap = _BRACKETED.sub("", sentence.between(parts[-1], each))
            if not same(each.unit, first.unit) or _NO_RUN.search(gap) or len(gap) > 40 or BESIDES.search(each.lead):
                break
            parts.append(each)
        added = sum(each.value for each in parts)
        whole = next((each for each in wholes if each.value == added), wholes[0])
        nearer = [each for each in earlier if each.start >= start and each.counts and same(each.unit, first.unit)]
        if whole.start < start and any(each.value == added and RECEIVED.search(each.lead) for each in nearer):
            whole = next(each for each in nearer if each.value == added)
        alone = whole.value == added or (
            not any(each.value >= max(part.value for part in parts) for each in nearer)
            and len({each.value for each in wholes}) == 1
            and "其中" not in whole.lead
            and (any(name in opener["what"] for name in _DONE) or _by_its_name(opener["what"], whole, parts))
        )
        if len(parts) > 1 and (whole.start >= start or alone):
            yield Breakdown(whole, tuple(parts), "其中")
        return


_OF_OFFICE = re.compile("的|政府")


def _by_its_name(what: str, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """「4.政府采购信息416条；…。在政府采购信息中，…」: the very name of a figure, which the run makes but for one slip."""
    what = _OF_OFFICE.sub("", what)
    named = len(what) >= _NAME and label(whole).replace("政府", "").endswith(what)
    gap = abs(whole.value - sum(each.value for each in parts))
    return named and len(parts) >= _SEVERAL and gap * 10 <= whole.value and closed_by_a_slip(whole, parts)


_NAME = 4
# 54家单位中，优秀12家; 54家单位中优秀12家
_THOSE = re.compile(r"[^，。；]{0,10}中$|(?:单位|部门|申请|信息|来信|诉求|事项|乡镇|问题)中[^，。；]{2,12}$")


_NO_ROW = re.compile(r"[；。（）]")


def of_those(sentence: Sentence) -> Iterator[Breakdown]:
    """「参评的62家单位中，优秀18家、良好31家、合格12家、不合格1家」."""
    counts = sentence.counts
    for number, whole in enumerate(counts):
        if not _THOSE.match(whole.tail):
            continue
        parts: list[Quantity] = []
        for each in counts[number + 1 :]:
            gap = sentence.between(parts[-1] if parts else whole, each)
            if not same(each.unit, whole.unit) or _NO_ROW.search(_SHARED.sub("", gap)) or len(gap) > 30:
                break
            parts.append(each)
        if len(parts) > 1:
            yield Breakdown(whole, tuple(parts), "其中")


_BY = re.compile(
    r"(?:^|[，。；：、）])\s*(?:(?:按照?|依据?|从)(?P<what>[^，。；：、（）\d]{1,14}?)(?:划分|区分|来分|分类|分|来?看|统计)[，：为有]*|按(?P<by>[^，。；：、（）\d]{1,8})："
    r"|申请人(?:中，?)(?=(?:公民|自然人|个人|法人|企业)[^，。；]{0,6}\d)"
    r"|(?P<told>(?:答复|办理|处理)(?:情况|结果|类型|方式))(?:(?:分别)?[为是]：?|如下：|：)(?=[^，。；：\d]{2,14}\d)"
    r"|(?P<bare>^\s*(?:其中，?)?(?:通过)?)(?=(?:当面|现场|窗口|网络|网上|在线|信函|邮寄|电子邮件|传真)(?:方式|形式|渠道)?(?:提交|提出|递交|受理|收到)?(?:的)?申请(?:的)?\d)"
    r"|(?:政府信息公开)?(?:申请|受理|诉求|信访|投诉)(?:的)?(?:渠道|方式|途径|形式|主体|来源|类型|类别|人)(?:情况|构成|分布|类型|身份)?(?:(?:分别)?[为是有：]：?|如下：|包括：?)(?=[^，。；：\d、]{2,14}\d)"
    r"|(?:申请|公开|诉求|咨询|来信|投诉)?(?:的)?(?P<matter>内容|事项)(?:情况)?(?:：?(?:主要)?(?:涉及|为|是|包括)|：)(?=[^，。；：\d、]{2,12}\d)"
    r"|(?P<loose>(?:来信|来电|信件|留言|诉求)(?:(?:内容)?(?:主要)?(?:反映|涉及)|中，?(?=咨询|投诉|求助|建议))|(?P<ended>(?:审结|办结)(?:的)?案件中，?)|(?:政府|门户|[县市区局委厅办])*(?P<site>网站|公众号|微信|微博)(?:信息|稿件|推文)(?:中，?|(?:的?(?:分布|构成|内容|类别)(?:情况)?)(?:为|如下|是|有)?：))(?=[^，。；：\d、]{2,12}\d)"
    r"|(?<=[^%点]；)\s*(?:主要)?(?P<about>涉及)(?=[^，。；：\d、]{2,12}\d)"
    r"|(?:在|从)?(?P<side>[^，。；：、（）\d在从]{2,6})(?:形式|方式|类别|类型|渠道|途径|主体|来源|种类)(?:上|方面|上看|来看|看)，)"
)
_SEVERAL, _LEAST_GAP = 3, 10
_APPLIED = re.compile("(?:的)?(?:政府信息公开)?申请中")  # 收到的58件申请中，按时答复55件，延期答复3件；答复结果为：…
_ALL = re.compile("(?<!公)共计?$|合计$|总计$")  # 建议94件、提案126件，共220件，全部办结。按办理结果分，…
_RESULTS = re.compile(r"结果|答复|办理|处理")
_ANSWERED = re.compile(r"办结|答复|办理完毕|审结")
# 自然人申请57件 is a part, 申请68件 may be the whole.
_CAME = re.compile(
    r"收到|受理|接收|接到|新收|[立结]案|(?:^|的|政府信息公开|依申请公开)申请|公开(?!申请)|发布|共|合计|(?:制作|编制|编发|制发|开展|组织).*解读"
)
_ALL_THAT_CAME = re.compile(r"收到|受理|接收|接到|新收|办结|答复|共")
_OF_THEM = re.compile(
    r"(?:申请人?|诉求|信息|来信|办件)中，?(?:自然人|公民|个人|法人|企业|网络|网上|信函|信件|当面|现场|来访|电话)[^，；。]{0,8}$"
)
"""收到的申请中自然人申请83件: one sort of those that are divided again."""
_NOT_WHOLE = re.compile(r"上一?年|去年|结转|同比|平均|日均|应办|累计")
_YEARS = re.compile(r"□年(?!度?[，、]?(?:全年|我[局县市区镇委办]|本机关)?共?(?:收到|受理|接收|新收))")
"""A year within a sentence tells a figure of that year; one that opens it, of what the report is about."""


def divided(
    passage: Passage, sentence: Sentence, earlier: Sequence[Quantity], taken: Collection[Quantity]
) -> Iterator[Breakdown]:
    """「按申请人分：公民39件，法人8件」, 「从方式看，网络…」: parts of what was told before and is no part itself.

    What the paragraphs before told may be a part, so it is the whole only where the parts make it.
    """
    start = passage.paragraph.start
    openings = list(_BY.finditer(sentence.text))
    for number, opening in enumerate(openings):
        stop = openings[number + 1].start() if number + 1 < len(openings) else len(sentence.text)
        begin, among = opening.end(), _AMONG_MATTERS.match(sentence.text, opening.end(), stop)
        parts = _run(sentence, among.end() if among else begin, stop)
        if len(parts) < 2 or (opening["bare"] is not None and len(parts) < _SEVERAL):
            continue
        front = [*earlier, *(each for each in sentence.counts if each.end - sentence.start <= opening.start())]
        results = _RESULTS.search(opening["what"] or opening["by"] or opening["told"] or "") or opening["ended"]
        words = _ANSWERED if results else _CAME
        held = [
            each
            for each in (of_its_matter(passage, sentence, front, parts) if results else front)
            if each.counts
            and not each.in_characters
            and same(each.unit, parts[0].unit)
            and each.value >= max(part.value for part in parts)
            and not CHANGE.search(each.lead)
        ]
        wholes = [
            each
            for each in held
            if not (_of_another_time(each) or _OF_THEM.search(each.lead) or (results and only_in_time(front, each)))
        ]
        added = sum(each.value for each in parts)
        named = [
            each
            for each in wholes
            if (each not in taken or "新收" in each.lead)
            and (
                words.search(each.lead + each.tail)
                or (results and (_ALL.search(each.lead) or _APPLIED.match(each.tail)) and each.start >= start)
            )
            and (each.start >= start or _ALL_THAT_CAME.search(each.lead))
            and ("申请人" not in opening.group() or "申请" in each.lead)
            and (not opening["side"] or (opening["side"][:2] in each.lead + each.tail and _is_near(added, each)))
        ]
        named = [each for each in named if each.start >= start] or named
        if not results and not named:
            named = [each for each in held if each.start >= start and _in_all(each, added) and words.search(each.lead)]
        if results and not named and (goes_on := with_what_is_left(passage, sentence, parts, opening.start())):
            yield goes_on
            continue
        if results and not named and not any("结转" in each.lead for each in front):
            named = _all_answered(passage, sentence, opening.start(), wholes)
        called_so = _called_so(opening["what"] or "", wholes) or _of_that_site(opening["site"], wholes)
        far = [] if named else _slipped(parts, [each for each in wholes if each.start < start])
        for whole in ([each for each in held if each.value == added] or called_so or named or far)[-1:]:
            if opening["loose"] and not (added == whole.value or _closed(whole, parts)):
                continue
            sure = opening["site"] or (opening["loose"] and whole in sentence.counts)  # 收到来信5218件；来信反映…
            rivals = () if sure else tuple(each for each in named if each is not whole)
            yield Breakdown(whole, tuple(parts), "其中" if among else "divided", rivals)


def _closed(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """来信反映城建类2406件、…、其他485件: a list that no word says is all there is, but its last member, or one slip of the pen."""
    return families.closed_by_rest([label(each) for each in parts]) or closed_by_a_slip(whole, parts)


_ALL_ANSWERED = re.compile(
    "(?:全部|均|都|已)(?:已)?(?:在[^，。；]{0,8}内|按时|按期|依法|及时|予以|如期)*(?:答复|办结|办理完毕|办理)|(?:办结|答复|回复|办复)率(?:均)?(?:为|达|达到)?100%"
)


def _all_answered(passage: Passage, sentence: Sentence, at: int, wholes: Sequence[Quantity]) -> list[Quantity]:
    """「收到申请36件，全部按期答复。答复情况：…」: what came is what was answered, where the words up to the list say so."""
    came = [each for each in wholes if each.start >= passage.paragraph.start and _ALL_THAT_CAME.search(each.lead)]
    if not came or any("结转" in each.text for each in passage.sentences):
        return []
    told = [each for each in passage.sentences if each.end > came[0].start and each.end < sentence.end]
    front = "".join(each.text for each in told) + sentence.text[:at]
    return came if _ALL_ANSWERED.search(front) and not _BUT_SOME.search(front) else []


_BUT_SOME = re.compile(
    r"除(?!了)[^，。；]{1,16}外|其余|剩余|(?<!未)到期|另有|[尚仍]未?[有在未]|转[入至到]?下|撤回|撤销"
)
"""除1件尚在办理外，全部按期答复: what came is not what was answered."""


_AMONG_MATTERS = re.compile(r"[^。；：\d其]{2,60}[，]其中[，：]?")
"""从内容看，主要涉及征地拆迁、企业改制等方面，其中征地拆迁方面19件: matters named first need not all be counted."""
_CHANNEL = re.compile(
    r"^(?P<name>网站|微信|微博|公报|热线|信箱|新媒体)(?:平台|公众号)?(?P<did>公开|发布|推送|受理|收到|来信)的?(?:信息|诉求|来信)?(?:的?(?:内容|类别|类型|种类))?$"
)


_SINCE = re.compile("以来|历年|截[至止]|至今|开通|上线|上一?年|去年|结转|同比|平均|日均|应办")


def _in_all(whole: Quantity, added: Decimal | int) -> bool:
    """「2022年，全县累计公开8642条。按公开渠道分，…」: a sum of the year, if the parts nearly make it and no other figure is one."""
    near = abs(added - whole.value) * 20 <= whole.value
    return "累计" in whole.lead and near and not _SINCE.search(whole.lead)


def _of_another_time(whole: Quantity) -> bool:
    opens = whole.clause == 0 and whole.lead.lstrip().startswith("□")
    return bool(_NOT_WHOLE.search(whole.lead) or (not opens and _YEARS.search(whole.lead)))


def _called_so(what: str, wholes: Sequence[Quantity]) -> list[Quantity]:
    """「从网站公开的内容看」: the only figure of that channel's act."""
    told = _CHANNEL.match(what)
    if told is None:
        return []
    found = [each for each in wholes if told["name"] in each.lead and each.lead.endswith(told["did"])]
    return found if len({each.value for each in found}) == 1 else []


def _of_that_site(site: str | None, wholes: Sequence[Quantity]) -> list[Quantity]:
    """「其中局门户网站1243条、公众号587条。…。网站信息中，工作动态416条，…」: the only figure told of it before."""
    found = [each for each in wholes if site and site in each.lead]
    return found if len(found) == 1 else []


def _slipped(parts: Sequence[Quantity], wholes: Sequence[Quantity]) -> list[Quantity]:
    """「…新增9864条…」, 「按公开主体划分，甲公开512条，乙公开6231条，丙公开3211条」: the only figure before that the parts would make but for one slip."""
    did = verb(parts[0])
    if len(parts) < _SEVERAL or not did or any(verb(each) != did for each in parts):
        return []
    added = sum(each.value for each in parts)
    found = [
        each
        for each in wholes
        if abs(added - each.value) * 20 <= each.value
        and abs(added - each.value) >= _LEAST_GAP
        and any(
            part.value + each.value > added and one_slip(part.value, part.value + each.value - added) for part in parts
        )
    ]
    return found if len(found) == 1 else []


def _is_near(added: Decimal | int, whole: Quantity) -> bool:
    return abs(added - whole.value) * 4 <= whole.value


_HEADING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d□]{0,3}[）)、.．])?\s*(?:主动)?(?:公开|信息|申请|诉求|受理)?(?:信息)?的?(?:主要)?(?:类别|内容|分类|方式|类型|事项|渠道|形式|途径|载体|主体)(?:分类|情况)?。$"
)


def headed(passage: Passage, sentence: Sentence, taken: Collection[Quantity]) -> Iterator[Breakdown]:
    """「…公开信息587条。」, 「（二）公开类别。概况82条，…，其他105条。」: a heading opens the list, and the paragraph before tells its whole."""
    at = passage.sentences.index(sentence)
    if at != 1 or not passage.earlier or not _HEADING.match(passage.sentences[0].text):
        return
    parts = _run(sentence, 0, len(sentence.text))
    whole = passage.earlier[-1]
    named = same(whole.unit, parts[0].unit) and _CAME.search(whole.lead) if parts else None
    if len(parts) < 2 or not named or CHANGE.search(whole.lead) or _of_another_time(whole) or set(parts) & set(taken):
        return
    near = abs(sum(each.value for each in parts) - whole.value) * 10 <= whole.value
    if near and families.closed_by_rest([label(each) for each in parts]):
        yield Breakdown(whole, tuple(parts), "divided")


_RUN_ENDS = re.compile(r"[；。]|其中|(?<!公)共(?!青)|合计|总计")


def _run(sentence: Sentence, start: int, stop: int) -> list[Quantity]:
    """The figures of one unit between two places, up to a semicolon (but behind a share of its own) or another matter; without those in brackets."""
    parts: list[Quantity] = []
    for each in sentence.counts:
        at = each.start - sentence.start
        if not start <= at < stop or bracket(sentence.text, at):
            continue
        gap = _SHARED.sub("", sentence.between(parts[-1], each)) if parts else sentence.text[start:at]
        if _RUN_ENDS.search(gap) or len(gap) > 40 or BESIDES.search(each.lead):
            break
        if parts and not same(each.unit, parts[0].unit):
            break
        parts.append(each)
    return parts


_SO_MANY = re.compile(
    r"[，、；]\s*(?:以上|上述|这|前)?(?P<n>[两二三四五六七八九])(?:者|项|类|级|家|个|种|大类|部分)[^，。；：\d]{0,14}$"
)
_TOGETHER = re.compile(r"合计|总计|总共|共计|累计|(?<!公)共(?!享|同|建|性)|总数|总量|达到?$")


_NAMED = re.compile(
    r"[，；]\s*(?:其中)?(?P<names>[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6})*[和与及][\u4e00-\u9fff]{2,6}?)(?P<n>[两二三四五])(?:者|项|类|种|个)"
    r"[^，。；：\d]{0,6}?(?:合计|总计|总共|共计|(?<!公)共)(?:收到|受理|公开|发布|办理)?$"
)


_JOINTS = re.compile("[、和与及]")


def _called(told: re.Match[str], ahead: Sequence[Quantity], whole: Quantity) -> list[Quantity]:
    """「信函申请19件；传真申请4件；信函和传真两种形式合计23件」: the one figure of each name, as many as the text says."""
    names = _JOINTS.split(told["names"])
    row = [each for each in ahead if same(each.unit, whole.unit) and not CHANGE.search(each.lead)]
    found = [[each for each in row if label(each).startswith(name)] for name in names]
    if len(names) != DIGITS[told["n"]] or any(len(each) != 1 for each in found):
        return []
    return [each[0] for each in found]


_THEM = re.compile(r"[^，。；：\d（）]{2,8}(?:合计|总计|总共|共计|累计|(?<!公)共)(?:公开|发布|受理|收到|办理)?$")


_NOT_FLAT = re.compile("[；。：（]|其中|合计|(?<!公)共(?![享同建青])")


def _so_many_of_them(sentence: Sentence, ahead: Sequence[Quantity], whole: Quantity) -> list[Quantity]:
    """「公开甲信息324条、…、己信息362条，6个重点领域合计公开3018条」: as many figures of its unit as a number in digits says, all there are before it."""
    number = ahead[-1]
    row = [each for each in ahead[:-1] if same(each.unit, whole.unit)]
    if len(row) != number.value or len(row) < _SEVERAL or not _THEM.fullmatch(sentence.between(number, whole)):
        return []
    flat = _NOT_FLAT.search(sentence.between(row[0], row[-1])) is None
    own = number.lead == "" and sentence.between(row[-1], number).strip("，、") == row[-1].tail.strip("，、")
    return row if flat and own and not any(CHANGE.search(each.lead) for each in row) else []


_HELD = re.compile("举办|召开|组织|开展|培训|会议|活动|印发|制定")


_NO_TOTAL = re.compile("占|平均")
_PARTED = re.compile("；|其中|：")


def counted(sentence: Sentence) -> Iterator[Breakdown]:
    """「县级48个、乡级16个、村级203个，三级公开点达到267个」: the text says how many figures the total is of."""
    counts = sentence.counts
    for number, whole in enumerate(counts):
        front = sentence.text[counts[number - 1].end - sentence.start : whole.start - sentence.start] if number else ""
        if number and (row := _so_many_of_them(sentence, counts[:number], whole)):
            yield Breakdown(whole, tuple(row), "all")
            continue
        told = _SO_MANY.search(front)
        if told is None and (named := _NAMED.search(front)) and (pool := _called(named, counts[:number], whole)):
            yield Breakdown(whole, tuple(pool), "all")
        if told is None or not _TOGETHER.search(told.group()) or _NO_TOTAL.search(told.group()):
            continue
        pool = [
            each
            for each in counts[:number]
            if (same(each.unit, whole.unit) or (canonical(each.unit), canonical(whole.unit)) == ("人", "人次"))
            and not CHANGE.search(each.lead)
            and not bracket(sentence.text, each.start - sentence.start)
        ]
        wanted = DIGITS[told["n"]]
        others = [each for each in counts[:number] if each.unit and alike(each.unit, whole.unit)]
        if len(pool) < wanted == len(others) == number and "；" not in sentence.between(counts[0], whole):
            if not any(CHANGE.search(each.lead) or _HELD.search(each.lead) for each in others):
                yield Breakdown(whole, tuple(others), "all", mixed=True)
            continue
        if len(pool) > wanted and _PARTED.search(sentence.between(pool[-wanted - 1], pool[-wanted])):
            pool = pool[-wanted:]
        if len(pool) == wanted:
            yield Breakdown(whole, tuple(pool), "all")
