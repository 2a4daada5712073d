"""Count sheets, and the measures counted on them: figure and list are one queryset (decisions D8)."""
