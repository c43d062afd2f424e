-- Why: a person reads who looked at a receipt of refusal that names them, and no journal is searched for it. Receipts of
-- before are found once the lists are rebuilt.

CREATE TABLE receipt (
    -- The event of the branch's journal, written as in `access`.
    subject {text} NOT NULL PRIMARY KEY,
    -- A token of its own, which no other table has: rows of a stolen database cannot be put together by it.
    recipient {text} NOT NULL
){strict};
CREATE INDEX receipt_recipient ON receipt (recipient, subject);
