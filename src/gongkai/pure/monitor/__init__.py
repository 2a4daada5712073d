"""Looking at a government's website as the state's inspectors do: what is fetched and how, what is read in a page, what it counts for.

fetching     asks one address: bounded in bytes and time, never two at once of one host
admitting    which of the addresses that a page names are gone to
reading      what a page holds: links, dates, labels, texts
indicators   the state's inspection indicators of 2019, and the score
"""
