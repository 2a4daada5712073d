"""What belongs to the page and not to the report: paths, buttons, counters, the site's own footer."""

from __future__ import annotations

import re
from typing import Final

_LINE: Final = re.compile(
    r"""(?xi)
    [【\[〖<(（\s|]*(?:打\s*印(?:本页|此页|本文|正文|文章|页面)?|关\s*闭(?:窗口|本页|页面)?|返\s*回(?:顶部|首页|列表|上一页|主页)?|收\s*藏(?:本页|本站)?
      |加入收藏|设为首页|复制链接|纠错|我要纠错|内容纠错|分享到?|分享|转发|推荐|下载本文|阅读全文|语音播报|无障碍(?:浏览|阅读)?|长者模式|适老(?:版|化)|繁[體体](?:中文|版)?|English
      |首页|网站地图|联系我们|关于我们|网站声明|隐私(?:声明|保护)|使用帮助|手机版|电脑版|登录|注册|搜索|高级检索)
      (?:[】\]〗>)）\s|:：/·-]+(?:[【\[〖<(（\s|]*(?:打\s*印\S{0,2}|关\s*闭\S{0,2}|返\s*回\S{0,2}|收\s*藏\S{0,2}|分享\S{0,4}|纠错|网站地图|联系我们|关于我们|网站声明|大|中|小)[】\]〗>)）\s|]*)*)?
    |(?:您?(?:当前|现在|所在|的)*(?:位置|的位置)(?:是|为)?\s*[:：]|首页\s*[>»›/→]).{0,120}
    |【?字[体号]\s*(?:大小)?\s*[:：].{0,30}
    |[\[【(（]?\s*大\s*中\s*小\s*[\]】)）]?
    |(?:保护视力色|背景色|视力保护色?)\s*[:：]?.{0,20}
    |(?:浏览|阅读|点击|访问)(?:次数|量|数|人数|统计)\s*[:：]\s*[\d,，]*\s*次?
    |(?:本站|网站|总|今日)?访问(?:量|总数)(?:统计)?\s*[:：]\s*\d*
    |(?:您是|你是)第?\s*\d*\s*(?:位|个).{0,10}
    |上一?[篇条页]\s*[:：].{0,80}|下一?[篇条页]\s*[:：].{0,80}
    |(?:相关(?:链接|文章|新闻|信息|阅读|附件)|友情链接|热点(?:新闻|推荐)|推荐阅读|扫一扫.{0,30}|手机扫.{0,20})\s*[:：]?
    |.{0,60}(?:版权所有|Copyright|All\s+Rights?\s+Reserved).{0,160}
    |.{0,40}ICP\s*[备证]\s*(?:案号)?\s*[:：]?\s*(?:第)?\s*\d{5,}.{0,60}
    |.{0,20}公(?:网安)?安?备\s*(?:案号)?\s*[:：]?\s*\d{8,}.{0,60}
    |.{0,80}网站标识码\s*[:：]?\s*\w{6,}.{0,60}
    |.{0,40}(?:主办(?:单位)?|承办(?:单位)?|主管单位)\s*[:：].{0,80}(?:承办|技术支持|维护|运维|电话|邮编|地址).{0,120}
    |.{2,40}主办\s+.{2,60}承办.{0,120}
    |(?:技术支持|网站维护|运维电话|网站管理|站点管理|维护单位|主办单位|承办单位|主办|承办)\s*[:：].{0,60}
    |(?:[^\W\d]{2,12}\s*[|｜]\s*){2,}[^\W\d]{2,12}\s*[|｜]?
    |[^，。,;；]{0,50}技术支持\s*[:：][^，。,;；\d]{0,40}
    |建议使用.{0,30}(?:分辨率|浏览器).{0,60}
    """
)
# Every alternative above holds one of these: most lines are told apart without trying them all.
_HINT: Final = re.compile(
    r"[打关返收加设复内分转推下阅语无长适繁首联网使手电登注搜高当现所位字大保背视浏点访本您你上相友热扫版技站维建主承[|｜]"
    r"|(?i:English|Copyright|Reserved|ICP)"
)
_NAMES: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|topbar|toolbar|crumb|crumbs|breadcrumb|breadcrumbs|sidebar|aside|footer|foot"
    r"|bottom|copyright|share|bshare|bdsharebuttonbox|pager|pagination|links|friendlink|qrcode|ewm|login|search|searchbox|banner|advert|hidden"
    r"|position|location|curpos|wz|dqwz|weizhi|dangqian|related|xgwz|xglj|hotnews|rank|tools|print|gotop|toplink)(?=$|[\s_-]|\d)"
)
_CONTENT: Final = re.compile(r"(?i)content|article|detail|main|editor|zoom|body|zhengwen|neirong")


def is_boilerplate(line: str) -> bool:
    """Whether a whole line (bare of white space around it) is the page's own."""
    return (
        len(line) < 260
        and line[-1] not in "。；;"
        and _HINT.search(line) is not None
        and _LINE.fullmatch(line) is not None
    )


def names_boilerplate(class_or_id: str) -> bool:
    """Whether a class or id says so: menu, crumb, footer, share."""
    return bool(class_or_id) and _NAMES.search(class_or_id) is not None and not _CONTENT.search(class_or_id)
