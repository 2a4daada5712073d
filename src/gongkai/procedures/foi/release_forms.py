"""The forms of what is given away in part."""

from gongkai.ground.files.fields import FilesField
from gongkai.procedures.foi.forms import ActForm


class MaterialForm(ActForm):
    files = FilesField(
        label="拟公开的材料",
        help_text="PDF最好，原样成页；图片也行。Word和文本只取文字和表格重新排版；Excel请先另存为PDF。每个不超过20 MB、100页",
    )
