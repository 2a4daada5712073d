"""Labelled claims and composed reports: what the auditor ought to say, written down before the rules that say it.

Everything here is fiction in the manner of annual reports on openness; `docs/audit.md` tells how to label a new claim.
`held/` is the part that nobody looks at who writes rules.
"""
