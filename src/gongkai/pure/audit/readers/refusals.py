"""Why a file can't be read and what to do about it: one sentence each, in Chinese and English."""

from __future__ import annotations

from typing import Final

from gongkai.pure.audit.document import Unreadable

_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "missing": ("找不到这个文件，请检查文件名和路径。", "There is no such file; check its name and path."),
    "no-access": ("没有权限读取这个文件，请检查文件权限。", "This file may not be read; check its permissions."),
    "not-a-file": ("这不是一个普通文件，请指定文件。", "This is not a regular file; name a file."),
    "empty": ("文件是空的，没有可读的内容，请检查是否传错了文件。", "The file is empty; check that it is the right one."),
    "too-large": (
        "文件超过 {limit} MB，年度报告不会这么大；请去掉图片，或只保留报告正文后再试。",
        "The file is larger than {limit} MB; take out pictures, or keep the report alone, and try again.",
    ),
    "too-long": (
        "文件内容太多（超过 {limit}），请只保留报告正文后再试。",
        "The file holds too much (more than {limit_en}); keep the report alone and try again.",
    ),
    "zip-bomb": (
        "压缩包内的内容异常庞大，可能有害，没有打开；请从原软件重新另存一份。",
        "The file expands to an unreasonable size and may be harmful; save it anew from its own program.",
    ),
    "damaged": (
        "文件已损坏或不完整，无法打开；请重新下载，或在原软件中打开后另存一份。",
        "The file is damaged or incomplete; download it again, or open it in its own program and save it anew.",
    ),
    "unsafe": (
        "文件里有外部引用或实体声明，可能有害，没有打开；请从原软件重新另存一份。",
        "The file declares entities and may be harmful; save it anew from its own program.",
    ),
    "no-text": (
        "文件里没有可读的文字，请检查是否传错了文件，或文字是否都在图片里。",
        "The file holds no text that can be read; check that it is the right one and that its text isn't in pictures.",
    ),
    "scanned": (
        "这份 PDF 是扫描图片，没有文字层；请提供可选中文字的 PDF、DOCX，或先做文字识别（OCR）。",
        "This PDF is scanned and has no text layer; give a PDF with text, a DOCX, or run OCR first.",
    ),
    "garbled-pdf": (
        "这份 PDF 的文字层是乱码，复制出来也不可读；请提供 DOCX，或重新导出 PDF。",
        "The text layer of this PDF is garbled; give a DOCX, or export the PDF again.",
    ),
    "encrypted-pdf": (
        "这份 PDF 设有打开密码，无法读取；请去掉密码后再试。",
        "This PDF is protected by a password; remove the password and try again.",
    ),
    "encrypted-office": (
        "这份 Office 文件设有打开密码，无法读取；请在原软件中去掉密码，另存后再试。",
        "This Office file is protected by a password; remove the password, save and try again.",
    ),
    "encrypted-archive": (
        "文件内部已加密，无法读取；请去掉密码后再试。",
        "The contents of this file are encrypted; remove the password and try again.",
    ),
    "old-doc": (
        "这是旧版 Word（.doc）文件；请在 Word 或 WPS 中打开，另存为 .docx 后再试。",
        "This is an old Word (.doc) file; open it in Word or WPS and save it as .docx.",
    ),
    "old-xls": (
        "这是旧版 Excel（.xls）文件；请在 Excel 或 WPS 中打开，另存为 .xlsx 后再试。",
        "This is an old Excel (.xls) file; open it in Excel or WPS and save it as .xlsx.",
    ),
    "old-office": (
        "这是旧版 Office 文件；请用原软件打开，另存为 .docx、.xlsx 或 PDF 后再试。",
        "This is an old Office file; open it in its own program and save it as .docx, .xlsx or PDF.",
    ),
    "other-office": (
        "暂不能读取这种文档（{what}）；请用原软件打开，另存为 .docx、.xlsx 或 PDF 后再试。",
        "Documents of this kind ({what}) can't be read; save it as .docx, .xlsx or PDF.",
    ),
    "image": (
        "这是一张图片（{what}），不是文档，文件名的后缀不能改变它的内容；请提供有文字的文件，或先做文字识别（OCR）。",
        "This is a picture ({what}), whatever its name says; give a file with text, or run OCR first.",
    ),
    "archive": (
        "这是压缩包（{what}）；请先解压，再选择其中的报告文件。",
        "This is an archive ({what}); unpack it and choose the report inside.",
    ),
    "binary": (
        "这不是文本文件，看不出是什么格式；请提供 txt、HTML、DOCX、PDF、XLSX 或 Markdown 文件。",
        "This is no text, and of no known format; give a txt, HTML, DOCX, PDF, XLSX or Markdown file.",
    ),
    "mojibake": (
        "整份文字是乱码（编码转换出错）；请用原始文件重新导出。",
        "The whole text is garbled by a wrong conversion of its encoding; export it again from the original.",
    ),
    "too-nested": (
        "网页标签嵌套过深，不是正常的报告页面，没有读取；请把正文复制成文本后再试。",
        "The HTML is nested too deeply to be a page of a report; copy its text into a plain file.",
    ),
    "too-slow": (
        "读取这份文件用时过长，已停止；请重新导出较简单的 PDF，或提供 DOCX。",
        "Reading this file took too long and was stopped; export a simpler PDF, or give a DOCX.",
    ),
    "unreadable-pdf": (
        "读取这份 PDF 时出错，已停止；请重新导出 PDF，或提供 DOCX。",
        "Reading this PDF failed and was stopped; export it again, or give a DOCX.",
    ),
}  # fmt: skip

CODES: Final = tuple(_SENTENCES)


def refuse(code: str, **words: object) -> Unreadable:
    """The exception to raise: `raise refuse("image", what="PNG")`."""
    zh, en = _SENTENCES[code]
    return Unreadable(code, zh.format(**words), en.format(**words))
