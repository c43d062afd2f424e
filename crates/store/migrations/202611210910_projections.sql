-- Why: lists are read far more often than they change; these rows are written with their events and rebuilt at will.
-- Every office query begins with the organization, so every index of it does too.

CREATE TABLE case_row (
    number {text} NOT NULL PRIMARY KEY,
    organization {text} NOT NULL,
    service {text} NOT NULL,
    place {text} NOT NULL,
    recipient {text} NOT NULL,
    recipient_name {text} NOT NULL,
    registration_number {text},
    filed_at {integer} NOT NULL,
    stage {text} NOT NULL,
    turn {text} NOT NULL,
    officer {text},
    officer_name {text},
    due {text},
    answer_due {text} NOT NULL,
    closed_as {text},
    closed_day {text},
    seq {integer} NOT NULL,
    registers_on {text},
    -- The day due as a sort key that is never null: the two engines disagree on where nulls go.
    due_key {text} NOT NULL
){strict};
CREATE INDEX case_row_due ON case_row (organization, due_key, number);
CREATE INDEX case_row_officer ON case_row (organization, officer, due_key, number);
CREATE INDEX case_row_stage ON case_row (organization, stage, due_key, number);
CREATE INDEX case_row_recipient ON case_row (recipient, filed_at, number);
CREATE INDEX case_row_registers ON case_row (organization, registers_on, filed_at, number) WHERE registers_on IS NOT NULL;
CREATE UNIQUE INDEX case_row_registration ON case_row (organization, registration_number) WHERE registration_number IS NOT NULL;

-- Search words, folded in Rust, because SQLite folds ASCII only and PostgreSQL folds by locale.
CREATE TABLE case_token (
    organization {text} NOT NULL,
    token {text} NOT NULL,
    case_number {text} NOT NULL,
    PRIMARY KEY (organization, token, case_number)
){clustered};
CREATE INDEX case_token_case ON case_token (case_number);

CREATE TABLE deed (
    number {text} NOT NULL PRIMARY KEY,
    case_number {text} NOT NULL,
    organization {text} NOT NULL,
    code {text} NOT NULL,
    titles {text} NOT NULL,
    day {text} NOT NULL,
    data_digest {text} NOT NULL,
    container_digest {text} NOT NULL,
    pdf_digest {text},
    recipient {text} NOT NULL
){strict};
CREATE INDEX deed_case ON deed (case_number, number);
CREATE INDEX deed_recipient ON deed (recipient, day, number);

CREATE TABLE notice (
    id {text} NOT NULL PRIMARY KEY,
    recipient {text} NOT NULL,
    case_number {text} NOT NULL,
    code {text} NOT NULL,
    facts {text} NOT NULL,
    at {integer} NOT NULL,
    read_at {integer}
){strict};
CREATE INDEX notice_recipient ON notice (recipient, at, id);
CREATE INDEX notice_unread ON notice (recipient) WHERE read_at IS NULL;
