-- Why: people, organizations, who is competent where, and who works there; each row comes from a journalled event.

CREATE TABLE person (
    id {text} NOT NULL PRIMARY KEY,
    iin {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    phone {text},
    email {text},
    language {text} NOT NULL,
    acknowledged_at {integer}
){strict};

CREATE TABLE organization (
    code {text} NOT NULL PRIMARY KEY,
    bin {text} NOT NULL,
    kato {text} NOT NULL,
    register {text} NOT NULL,
    json {text} NOT NULL
){strict};

-- One service at one place has one competent organization: the primary key says so.
CREATE TABLE organization_service (
    service {text} NOT NULL,
    kato {text} NOT NULL,
    code {text} NOT NULL REFERENCES organization (code),
    PRIMARY KEY (service, kato)
){clustered};
CREATE INDEX organization_service_code ON organization_service (code);

CREATE TABLE officer (
    organization {text} NOT NULL REFERENCES organization (code),
    iin {text} NOT NULL,
    name {text} NOT NULL,
    roles {text} NOT NULL,
    PRIMARY KEY (organization, iin)
){strict};
CREATE INDEX officer_iin ON officer (iin, organization);
