"""A public transparency log in the C2SP formats: arithmetic and texts, no database, no network but one client.

    wire         strict base64 and decimals, shared by all formats below
    entry        what one leaf of our log says, canonical JSON, and its opening
    merkle       RFC 6962 hashes, frontier, inclusion and consistency proofs
    tiles        c2sp.org/tlog-tiles: paths, tiles, entry bundles, reader and writer
    note         c2sp.org/signed-note: notes, signers, verifiers
    checkpoint   c2sp.org/tlog-checkpoint
    cosign       c2sp.org/tlog-cosignature and the state machine of c2sp.org/tlog-witness
    witness_client   asks a witness over HTTP
    policy       c2sp.org/tlog-policy: whose signatures are enough
    proof        c2sp.org/tlog-proof: the receipt (`.tlog-proof`)

Whatever is malformed or does not verify raises a subclass of `errors.TlogError` whose text is a plain sentence.
"""
