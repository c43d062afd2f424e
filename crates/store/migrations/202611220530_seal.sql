-- Why: a chain cannot show that its own tail or a whole case is gone; what was sealed is kept here to compare with.
-- The leaves of one append-only tree, in the order in which they were added: where each stream stood.

CREATE TABLE seal_leaf (
    place {integer} NOT NULL PRIMARY KEY,
    stream {text} NOT NULL,
    seq {integer} NOT NULL,
    hash {blob} NOT NULL
){strict};
CREATE INDEX seal_leaf_stream ON seal_leaf (stream, seq);

-- Nodes over 2^8, 2^16, … leaves, so that a proof reads a few hundred rows of a tree of any size.
CREATE TABLE seal_node (
    level {integer} NOT NULL,
    place {integer} NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (level, place)
){strict};

-- The seal of each day: the primary key is its place in its journal, and one day has one.
CREATE TABLE seal (
    seq {integer} NOT NULL PRIMARY KEY,
    day {text} NOT NULL UNIQUE,
    size {integer} NOT NULL,
    note {text} NOT NULL,
    token_digest {text}
){strict};
CREATE INDEX seal_size ON seal (size);
