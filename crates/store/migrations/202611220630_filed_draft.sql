-- Why: a draft's id stands in the text that is signed; one that was filed never comes back, else its signature would file twice.

CREATE TABLE filed_draft (
    id {text} NOT NULL PRIMARY KEY,
    -- The journal of the case that it became.
    stream {text} NOT NULL
){clustered};
