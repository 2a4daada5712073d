"""Law as dated data: outcomes, tables and their relations, remedies, catalogue, labels. No Django, no database."""
