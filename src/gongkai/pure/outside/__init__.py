"""What comes from outside and may be anything: an address and what answers there, JSON that somebody else wrote.

    web     opens an address
    data    reads JSON

Whatever is wrong with it is one sort of error for each, and a sentence.
"""
