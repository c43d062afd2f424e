-- Why: what proves a signature is a package of blobs under a manifest; stamps are added to it for years while the journal stands still.

CREATE TABLE evidence (
    container_digest {text} NOT NULL PRIMARY KEY,
    case_number {text} NOT NULL,
    deed {text},
    token_digest {text},
    manifest_digest {text},
    -- Zero while no stamp proves the time.
    ends_at {integer} NOT NULL
){strict};
CREATE INDEX evidence_case ON evidence (case_number);
CREATE INDEX evidence_end ON evidence (ends_at);

CREATE TABLE revocation_list (
    address {text} NOT NULL PRIMARY KEY,
    digest {text} NOT NULL,
    fetched_at {integer} NOT NULL
){strict};
