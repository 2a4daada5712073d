"""Full-text search: cutting Chinese into words, an index on the disk, asking it, synonyms. It knows texts and terms, not kinds.

Imported by the process that reads attachments as well, which knows nothing of Django: keep this module empty.
"""
