"""How much a reader takes in before it says no: what keeps a hostile file from filling memory or time."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 50 * 1024 * 1024
"""A file. A year's report has some hundred kilobytes; with pictures in it some megabytes."""
MAX_CHARACTERS: Final = 5_000_000
"""A text as read: about 2,500 pages."""
MAX_EXPANDED: Final = 32 * 1024 * 1024
"""All the parts of a DOCX or XLSX that a reader opens, unpacked."""
MAX_PARTS: Final = 5_000
"""Entries of a zip archive."""
MAX_CELLS: Final = 200_000
"""Cells of a workbook, blank ones within a sheet's used range included."""
MAX_AREA: Final = 5 * MAX_CELLS
"""Places of a table's grid, counted for each cell that spans them."""
MAX_PAGES: Final = 1_000
"""Pages of a PDF."""
MAX_TAGS: Final = 400_000
"""Tags of an HTML page."""
MAX_ELEMENTS: Final = 1_500_000
"""Tags of all parts of a DOCX or XLSX."""
MAX_LINES: Final = 500_000
"""Lines of a text."""
MAX_MARKDOWN: Final = 20_000
"""Lines of Markdown; a longer text is read as plain text, its parser takes long."""
MAX_BRACKETS: Final = 3_000
MAX_MARKS: Final = 20_000
"""Opening brackets and other marks of Markdown; a text with more is read as plain text: nested, they take quadratic time."""
MAX_DEPTH: Final = 256
"""Elements within each other in HTML: deeper, parsers take quadratic time."""
PDF_SECONDS: Final = 120
PDF_MEMORY: Final = 2 * 1024 * 1024 * 1024
"""What the process that reads a PDF may use."""
