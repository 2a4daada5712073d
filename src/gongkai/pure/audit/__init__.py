"""The auditor: reads a report and says which of its figures do not hold. No database, no Django: a library.

    document = read(Path("report.docx"))
    result = audit(document)
"""
