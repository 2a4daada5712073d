"""What is written with digits and counts nothing: years, dates, telephone and document numbers, list numbers, names.

Text is expected in one width (`plain`). A list, not a guess: what is not named here is read as a quantity.
"""

import re
from collections.abc import Iterator

_PATTERNS = {
    "address": r"(?:https?：//|www\.)[\w./?=&%#：~-]+|[\w.-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[a-z][\w-]*\.)+(?:cn|com|net|org)(?:/[\w./?=&%-]*)?",
    # Document numbers first: 〔2017〕44号, also with a bracket lost; 第711号, 129号.
    "document": r"[〔\[【﹝（]\s*(?:19|20)\d{2}\s*[〕\]】﹞）]?\s*(?:第\s*)?\d{1,5}\s*号|第?\s*\d+\s*(?:[-—－至、]\s*\d+\s*)?号(?!线|楼盘)",
    "date": (
        r"(?:19|20)\d{2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}(?:日|T|\s)*(?:\d{1,2}：\d{2}(?:：\d{2})?)?"
        r"|(?:19|20)\d{2}\s*(?:年)?\s*[-—–－~～至到、和]+\s*(?:19|20)\d{2}\s*(?:学年)?年?"
        r"|(?:19|20)\d{2}\s*年(?:度)?(?:\s*(?:第?\s*\d|上|下)\s*半?\s*季度)?(?:\s*\d{1,2}\s*(?:[-—–－~～至到、]\s*\d{1,2}\s*)?月份?(?:\s*\d{1,2}\s*(?:[-—–－~～至到、]\s*\d{1,2}\s*)?日?)?)?"
        r"|\d{1,2}\s*月\s*\d{1,2}\s*日\s*[-—–－~～至到]\s*\d{1,2}\s*日"
        r"|\d{1,2}\s*(?:[-—–－~～至到、]\s*\d{1,2}\s*)?月份?(?:\s*\d{1,2}\s*(?:[-—–－~～至到、]\s*\d{1,2}\s*)?日)?"
        r"|(?<=[月、])\s*\d{1,2}\s*日|(?<=[至到])\s*\d{3,4}\s*日"
        # Separators lost in old exports: 20171231日, 201711日, 20173月, 20179月中旬, 20171231止.
        r"|(?:19|20)\d{3,6}(?=\s*(?:年|月|日|止|起|至|到|，|。|）))(?:\s*月(?:\d{1,2}\s*日)?|\s*日)?(?<![^\d月日])"
    ),
    "time": r"\d{1,2}：\d{2}(?:：\d{2})?(?:\s*[-—–－~～至到]\s*\d{1,2}：\d{2})?|\d{1,2}\s*[×xX*]\s*\d{1,2}(?=\s*小时)|\d{1,2}时(?:\d{1,2}分)?(?=[至到，。、前起])",
    "telephone": r"(?:\+?86[-—－ ]?)?0\d{2,3}\s*[-—－–]{0,2}\s*\d{7,8}(?:[-—－转]\d{1,5})?|(?<!\d)1[3-9]\d{9}(?!\d)|(?<=电话)：?\s*\d{6,12}|(?<=传真)：?\s*\d{6,12}|(?<!\d)[48]00[-—－ ]?\d{3}[-—－ ]?\d{4}(?!\d)",
    "postcode": r"(?:邮编|邮政编码|邮码)\s*(?:为|是)?：?\s*\d{6}",
    "hotline": (
        r"(?<!\d)(?:12[013][0-9]{2}|123(?:45|15|33|48|18|69|66|88|19|12|50|28|20|25|55|80|90|95)|96\d{3,4}|95\d{3}|1[12]\d)"
        r"(?=[”’\"'》〉）\s]*(?:政府|政务|便民|市民|公共|投诉|举报|消费|服务|热线|平台|电话|系统|督办|工单|一号|诉求|在线|微|、“?1\d{2,4}|，\s*1\d{4}|和“?1\d{4}|与“?1\d{4}))"
        r"|(?<=[“‘\"])(?:12\d{3}|96\d{3,4})(?=[”’\"])|(?<!\d)12345(?![\d.]|\s*[条件次个人项万元%余多])"
    ),
    "ordinal": r"前\s*\d+\s*(?:位|名|强)|第\s*\d+\s*(?:[-—–－~～至到、和]\s*(?:第\s*)?\d+\s*)?(?:条|款|项|届|次|季度|名|位|期|批|章|节|部分|页|类|轮|个|方|一|列|期|号|稿|版|套|天|场|目|至|、|方面)?",
    "list": r"(?m:^[ \t]*)(?:[（]\s*\d{1,2}\s*[）]|\d{1,2}\s*(?:[、）]|[.．](?!\d)|(?:\.\d{1,2}){1,3}[、. ]))|[（]\d{1,2}[）](?=\s*[^\d\s，。；、）])",
    "inline list": r"(?<=[。；：，])[ \t]*\d{1,2}(?:[、）]|[.．](?!\d))(?=\s*[^\d\s])|(?<=\s)\d{1,2}[.．](?=[\u4e00-\u9fff“])",
    # A name written with digits: 3.0版, V2.0, 4A级, 5G, IPv6, PM2.5, A4, 6+1, “263”专项行动, 3550, G312.
    "name": (
        r"[A-Za-z]+[-—]?\d+(?:\.\d+)*[A-Za-z]*|(?<![\d.])\d+(?:\.\d+)*[A-Za-z]+(?![A-Za-z]*(?:元|人))|\d+\.\d+(?=\s*(?:版|平台|系统|时代|工程))"
        r"|\d+\s*(?:\+\s*[\dNnXx]+)+|[NnXx]\s*\+\s*\d+"
        r"|(?<=[“‘\"《])\s*\d+(?:\.\d+)?\s*(?=[”’\"》])"
        r"|(?<=[“‘\"])\d+(?:\+\d+|[-—]\d+)*(?=(?:工程|行动|计划|战略|政策|模式|机制|体系|系统|工作法|改革|产业|平台|专项))"
        r"|(?<=备)\d{6,}(?:号(?:-\d+)?)?|\d+\s*：\s*\d+(?=\s*的?(?:比例|配比|配套))|(?<=比例为)\d+：\d+|(?<=比例达)\d+：\d+|(?<=比为)\d+：\d+"
    ),
    "code": (
        r"(?:索引号|标识码|信用代码|备案号|公网安备|代码|编号|文号|编码|(?:帐号|账号)(?=[：为是])|QQ群?号?|ISBN|ICP备)\s*(?:为|是)?\s*[：|]?\s*[A-Za-z0-9][A-Za-z0-9/_—-]*"
        r"|(?<![\dA-Za-z])(?=[\dA-Z/-]*[-/])\d{6,}[-/][\dA-Z/-]+|(?<!\d)\d{14,}(?!\d)"
    ),
    "always": r"24\s*小时(?=不间断|服务|开通|受理|在线|全天|值班|值守|自助|热线|开放|接听|内|响应|全)|365\s*天|7\s*天\s*24\s*小时",
    "place": r"\d+\s*(?:楼|室|栋|幢|单元|弄|路(?=公交)|省道|国道|高速|频道)(?![宇])|(?<=[A-Za-z])\d+",
    # 十四五 is written in characters; 18届, 19大 and the like in digits.
    "term": r"(?:十)?\d{1,2}\s*(?:届|大(?=精神|报告|会议|召开|以来))|\d{1,2}届\d中全会|(?<=[“‘\"])\d{1,2}[·.]\d{1,2}(?=[”’\"])|\d\s*中全会|\d{2}\s*(?=后(?:干部|青年))",
    "copyright": r"(?i:copyright|版权所有)\s*©?\s*(?:\d{4}(?:\s*[-—]\s*\d{4})?)",
}
_NOISE = re.compile("|".join(f"(?P<g{n}>{pattern})" for n, pattern in enumerate(_PATTERNS.values())))
_DIGIT = re.compile(r"\d")
_KINDS = {f"g{n}": kind for n, kind in enumerate(_PATTERNS)}


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Each stretch that is no quantity: start, end and what it is, in order."""
    for match in _NOISE.finditer(text):
        yield match.start(), match.end(), _KINDS[match.lastgroup or ""]


def blanked(text: str) -> str:
    """The text with every digit that counts nothing made "□", as long as before."""
    if not _DIGIT.search(text):
        return text
    pieces, at = [], 0
    for start, end, _ in spans(text):
        pieces.append(text[at:start])
        pieces.append(_DIGIT.sub("□", text[start:end]))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
