-- Why: who looked at a person's data is shown to that person; a look is recorded before it is answered, and never changed.

CREATE TABLE access (
    case_number {text} NOT NULL,
    -- The hour, or for a list the day, in which looks of one kind are one row: its first microsecond.
    period {integer} NOT NULL,
    -- Tells officers apart; not a secret.
    officer {text} NOT NULL,
    -- What was shown: a code, and a file's name where it was a file.
    what {text} NOT NULL,
    detail {text} NOT NULL,
    organization {text} NOT NULL,
    officer_name {text} NOT NULL,
    -- Codes with a blank between.
    roles {text} NOT NULL,
    -- The first look of the period.
    at {integer} NOT NULL,
    PRIMARY KEY (case_number, period, officer, what, detail)
){clustered};
CREATE INDEX access_time ON access (case_number, at);
