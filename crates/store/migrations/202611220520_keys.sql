-- Why: whoever steals the database must not read it. Bodies and files are sealed under a key for each case and draft, which a
-- master key of the installation wraps; the master keys and the register key stand outside of the database.

-- The keys of the ring that this database was written with, each with a text that only the right key opens.
CREATE TABLE ring_key (
    id {text} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    -- 1 for the one that new rows are written with.
    is_current {integer} NOT NULL,
    proof {blob} NOT NULL
){strict};
CREATE UNIQUE INDEX ring_key_current ON ring_key (kind) WHERE is_current = 1;

-- One key for each stream and each draft; deleting the row erases what is sealed under it, in every backup to come too.
CREATE TABLE data_key (
    id {text} NOT NULL PRIMARY KEY,
    owner {text} NOT NULL UNIQUE,
    master {text} NOT NULL,
    wrapped {blob} NOT NULL
){strict};
CREATE INDEX data_key_master ON data_key (master, id);

-- Salt and body together, sealed; `body` and `salt` are left to what was written before.
ALTER TABLE event ADD COLUMN sealed {blob};
CREATE INDEX event_plain ON event (stream) WHERE body IS NOT NULL;

-- Files of people. The same bytes in two cases are two rows, each under its own key.
CREATE TABLE sealed_blob (
    digest {text} NOT NULL,
    key_id {text} NOT NULL,
    size_bytes {integer} NOT NULL,
    bytes {blob} NOT NULL,
    PRIMARY KEY (digest, key_id)
){strict};
CREATE INDEX sealed_blob_key ON sealed_blob (key_id);

-- The table `blob` is left to what everybody may read: texts of the law, certificates of authorities, lists of revoked ones.
ALTER TABLE blob ADD COLUMN is_public {integer};
UPDATE blob SET is_public = 1 WHERE digest IN (SELECT digest FROM revocation_list);
CREATE INDEX blob_plain ON blob (digest) WHERE is_public IS NULL;

-- Steps of the upgrade that are done once, by the program.
CREATE TABLE upgrade (
    name {text} NOT NULL PRIMARY KEY
){strict};
