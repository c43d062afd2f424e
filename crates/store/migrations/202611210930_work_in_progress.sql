-- Why: drafts, sessions, what awaits a signature, and jobs are work in progress; they are not journalled and may be deleted.

CREATE TABLE draft (
    id {text} NOT NULL PRIMARY KEY,
    person_id {text} NOT NULL,
    service {text} NOT NULL,
    place {text},
    answers {text} NOT NULL,
    attachments {text} NOT NULL,
    updated_at {integer} NOT NULL,
    version {integer} NOT NULL
){strict};
CREATE INDEX draft_person ON draft (person_id, updated_at, id);

CREATE TABLE session (
    token_digest {text} NOT NULL PRIMARY KEY,
    iin {text},
    kind {text} NOT NULL,
    csrf {text} NOT NULL,
    created_at {integer} NOT NULL,
    expires_at {integer} NOT NULL,
    data {text} NOT NULL
){strict};
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE signing (
    id {text} NOT NULL PRIMARY KEY,
    purpose {text} NOT NULL,
    subject {text} NOT NULL,
    session_digest {text} NOT NULL,
    digest {text} NOT NULL,
    bytes {blob} NOT NULL,
    created_at {integer} NOT NULL,
    expires_at {integer} NOT NULL,
    used_at {integer}
){strict};
CREATE INDEX signing_expiry ON signing (expires_at);

CREATE TABLE job (
    id {text} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    payload {text} NOT NULL,
    run_at {integer} NOT NULL,
    attempts {integer} NOT NULL,
    -- Zero when nobody has it: the two engines disagree on where nulls go.
    locked_until {integer} NOT NULL,
    state {text} NOT NULL,
    last_error {text},
    dedup_key {text} UNIQUE
){strict};
CREATE INDEX job_ready ON job (run_at, id) WHERE state = 'ready';
