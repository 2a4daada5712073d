"""HTML: what is seen of the content is read, the page around it is not."""

import pytest

from gongkai.pure.audit.readers import read

PARAGRAPH = "<p>　　2021年，全县主动公开政府信息8353条，其中政府网站公开6993条，占八成以上。工作有序推进。</p>"
TABLE = "<table><tr><td>项目</td><td>数</td></tr><tr><td>甲</td><td>12</td></tr><tr><td>乙</td><td>34</td></tr><tr><td>共</td><td>46</td></tr><tr><td>丙</td><td>5</td></tr></table>"
MENU = "".join(f"<li><a href=/{number}>栏目名称{number}</a></li>" for number in range(15))


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>t</title></head><body>{body}</body></html>".encode()


def texts(body: str) -> list[str]:
    document = read(page(body))
    return [document.text[each.start : each.end] for each in document.paragraphs]


def cells(body: str) -> list[list[str]]:
    document = read(page(body))
    return [[document.text[each.start : each.end] for each in table.cells] for table in document.tables]


@pytest.mark.parametrize(
    "body",
    [
        "<div class=main>{content}</div>",
        "<table width=100%><tr><td><ul>{menu}</ul></td><td>{content}</td></tr></table>",
        "<table><tr><td>{menu}</td></tr><tr><td><table><tr><td>{content}</td></tr></table></td></tr></table>",
        "<nav><ul>{menu}</ul></nav><article><section>{first}</section><section>{rest}</section></article>",
        "<div id=left>{menu}</div>{content}<div id=footer><p>主办：某办 电话：0319-1234567</p><p>冀ICP备05006666号</p></div>",
        "<div class=content>{first}</div><div class=fujian>{rest}</div>",
    ],
)
def test_the_content_is_found_in_any_frame(body):
    first, rest = PARAGRAPH * 5, f"{PARAGRAPH * 3}{TABLE}"
    source = body.format(content=first + rest, first=first, rest=rest, menu=MENU)
    assert len(texts(source)) == 8
    assert cells(source) == [["项目", "数", "甲", "12", "乙", "34", "共", "46", "丙", "5"]]
    assert not any("栏目" in each or "ICP" in each for each in texts(source))


def test_a_table_of_figures_is_kept_wherever_it_stands():
    source = f"<div class=con>{PARAGRAPH * 10}</div><div class=sidebar>{TABLE}</div><div class=footer>{TABLE}</div>"
    assert len(cells(source)) == 2


def test_lists_of_news_and_the_sites_own_words_are_dropped():
    news = "<h3>热点</h3><ul>" + "<li><a>某条新闻的标题</a><span>2021-01-01</span></li>" * 9 + "</ul>"
    own = "<div>联系电话：0319-1234567 技术支持：某公司</div><div>您是第 123456 位访问者</div><div>上一篇：<a>某</a></div>"
    assert len(texts(f"<div class=con>{PARAGRAPH * 4}<p>2022年1月20日</p></div><div>{news}</div>{own}")) == 5


def test_links_within_sentences_and_attachments_are_read():
    source = PARAGRAPH * 2 + "<p>详见<a>http://www.example.cn/1.html</a>，共5件。</p><p>附件：<a>统计表</a></p>"
    assert texts(source)[2:] == ["详见http://www.example.cn/1.html，共5件。", "附件：统计表"]


def test_a_table_of_links_is_dropped():
    links = "<table>" + "<tr><td><a>链接名称</a></td><td><a>链接名称</a></td></tr>" * 5 + "</table>"
    assert cells(PARAGRAPH * 3 + links) == []


def test_title_and_dates_around_the_content_are_kept():
    meta = "<table><tr><td>索引号</td><td>12/2022-1</td></tr><tr><td>发布日期</td><td>2022-01-20</td></tr></table>"
    source = f"<div class=top>{meta}</div><h1>某县年报</h1><div>发布时间：2022-01-20</div><div id=zoom>{PARAGRAPH * 9}</div><div>[打印] [关闭]</div>"
    assert texts(source)[:2] == ["某县年报", "发布时间：2022-01-20"]
    assert cells(source) == [["索引号", "12/2022-1", "发布日期", "2022-01-20"]]
    assert not any("打印" in each for each in texts(source))
    assert [each.kind for each in read(page(source)).paragraphs][:2] == ["title", "text"]


def test_a_title_without_a_mark_is_told_by_the_pages_title():
    body = f"<div class=bt>关于某事的说明</div><div id=zoom>{PARAGRAPH * 9}</div><div>某某专栏</div>"
    document = read(page(body).replace(b"<title>t", "<title>关于某事的说明-某县".encode()))
    assert document.text.startswith("关于某事的说明\n")
    assert "专栏" not in document.text


def test_a_short_report_is_read_whole():
    assert texts("<div><h1>某局年报</h1><p>全年没有收到申请。</p></div>") == ["某局年报", "全年没有收到申请。"]


def test_scripts_styles_comments_and_forms_are_not_text():
    source = "<script>共1件</script><style>共2件</style><!-- 共3件 --><noscript>共4件</noscript><select><option>共5件</select><p>共6件。</p>"
    assert texts(source) == ["共6件。"]


@pytest.mark.parametrize(
    "way", ['style="display:none"', 'style="color:red; DISPLAY: none;"', "hidden", 'style="visibility:hidden"']
)
def test_hidden_parts_are_not_read(way):
    document = read(page(f"<p>全年共<span {way}>7</span>12件。</p><div {way}>共8件</div>{PARAGRAPH}"))
    assert document.text.startswith("全年共12件。\n")
    assert "8件" not in document.text
    assert "dropped-hidden" in [note.code for note in document.notes]


def test_a_page_that_shows_its_content_by_script_is_read():
    document = read(page(f'<div>某县年度报告</div><div id=zoom style="display:none">{PARAGRAPH * 5}</div>'))
    assert len(document.paragraphs) == 6
    assert "hidden-content" in [note.code for note in document.notes]


def test_spans_within_numbers_leave_no_gap():
    assert texts("<p>共<span>8</span><b>3</b><font>5</font>3<u>条</u>。</p>") == ["共8353条。"]


def test_white_space_is_as_a_browser_shows_it():
    assert texts("<p>　　共\n   8353&nbsp;条\t。</p>") == ["共 8353\xa0条 。"]


def test_line_breaks_part_paragraphs_where_sentences_end():
    assert texts("<div>　　第一段，共3件。<br>　　第二段，共4件。<br/><br/>第三段</div>") == [
        "第一段，共3件。",
        "第二段，共4件。",
        "第三段",
    ]


def test_rows_and_columns_that_cells_span():
    source = "<table><tr><th rowspan=2>甲</th><th colspan=2>乙</th></tr><tr><td>丙</td><td>丁</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    table = read(page(source)).tables[0]
    assert [(each.row, each.column, each.rows, each.columns) for each in table.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip


def test_spans_beyond_the_table_are_cut():
    table = read(page("<table><tr><td rowspan=9999>甲</td><td>1</td></tr><tr><td>2</td></tr></table>")).tables[0]
    assert [(each.row, each.column, each.rows) for each in table.cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]


def test_numbers_of_a_list_are_written_out_as_shown():
    document = read(page("<ol start=3><li>甲类，共3件。</li><li>乙类，共4件。</li><li>（五）丙类</li></ol>"))
    assert document.text.splitlines() == ["3. 甲类，共3件。", "4. 乙类，共4件。", "（五）丙类"]
    assert [each.kind for each in document.paragraphs] == ["item"] * 3


def test_pictures_in_the_content_are_noted():
    assert "skipped-pictures" in [note.code for note in read(page(PARAGRAPH + "<img src=a.png>" + PARAGRAPH)).notes]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "GBK", "gb18030"])
def test_the_declared_charset_does_not_outvote_the_bytes(charset):
    for encoding in ("utf-8", "gb18030"):
        data = f"<html><meta charset={charset}><p>全县公开信息三千条。</p></html>".encode(encoding)
        assert read(data).text == "全县公开信息三千条。\n"


def test_a_piece_of_a_page_is_read_as_a_page():
    assert read(f"{PARAGRAPH}{TABLE}".encode()).tables


def test_text_set_in_lines_may_hold_a_drawn_table():
    source = "<pre>　　全年共12件，受理34件。\n项目\t数\n甲\t1\n</pre>"
    assert texts(source) == ["全年共12件，受理34件。"]
    assert cells(source) == [["项目", "数", "甲", "1"]]
