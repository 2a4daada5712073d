"""The form that citizens fill in for what a normative document grants: a small spreadsheet, attached to the document."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

FORM = "申请表"
LINES = ("申请人", "联系电话", "住址", "申请事项", "申请理由", "所附材料", "村（居）民委员会意见", "乡镇（街道）意见")


def application_form(title: str) -> bytes:
    """An XLSX to print: the document's title, and lines to fill in."""
    book = Workbook()
    sheet = book.active
    sheet.title = FORM
    sheet.append([FORM])
    sheet.append([title])
    for label in LINES:
        sheet.append([label, None])
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=3, max_col=2):
        sheet.row_dimensions[row[0].row].height = 36
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for row in (1, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A1"].font = Font(size=18, bold=True)
    sheet.row_dimensions[2].height = 32
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 56
    written = BytesIO()
    book.save(written)
    return written.getvalue()
