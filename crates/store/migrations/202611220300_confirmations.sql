-- Why: one-time passwords and signing by phone wait for an answer; like sessions they are work in progress, not journalled.

CREATE TABLE one_time_password (
    id {text} NOT NULL PRIMARY KEY,
    -- The signing record whose text is confirmed.
    record {text} NOT NULL,
    iin {text} NOT NULL,
    phone {text} NOT NULL,
    -- HMAC of the code with everything that it is bound to.
    seal {text} NOT NULL,
    tries {integer} NOT NULL,
    sent_at {integer} NOT NULL,
    -- The minute in which it was sent: of two requests at once, one is refused.
    slot {integer} NOT NULL,
    expires_at {integer} NOT NULL,
    used_at {integer},
    UNIQUE (iin, slot)
){strict};
CREATE INDEX one_time_password_person ON one_time_password (iin, sent_at);
CREATE INDEX one_time_password_expiry ON one_time_password (expires_at);

CREATE TABLE qr_signing (
    -- The signing record whose text is signed.
    record {text} NOT NULL PRIMARY KEY,
    created_at {integer} NOT NULL,
    expires_at {integer} NOT NULL,
    -- When a phone asked for what is to be signed.
    fetched_at {integer},
    -- What the phone sent back; nothing of it is believed yet.
    container {blob}
){strict};
CREATE INDEX qr_signing_expiry ON qr_signing (expires_at);
