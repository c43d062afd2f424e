-- Why: the journal is the truth; everything else can be rebuilt from it or is work in progress.
-- The primary key on (stream, seq) is what makes "somebody else was first" certain.

CREATE TABLE event (
    stream {text} NOT NULL,
    seq {integer} NOT NULL,
    hash {blob} NOT NULL,
    envelope {text} NOT NULL,
    body {text},
    salt {blob},
    PRIMARY KEY (stream, seq)
){strict};

-- Numbers without gaps: drawn inside the transaction that uses them, so that they roll back with it.
CREATE TABLE counter (
    name {text} NOT NULL PRIMARY KEY,
    value {integer} NOT NULL
){strict};

-- Bytes by their SHA-256: attachments, containers, evidence, and the texts of the law.
CREATE TABLE blob (
    digest {text} NOT NULL PRIMARY KEY,
    size_bytes {integer} NOT NULL,
    bytes {blob} NOT NULL
){strict};
