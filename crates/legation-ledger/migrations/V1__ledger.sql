-- The ledger's schema, the same text for SQLite and PostgreSQL. Rows are only ever added.
-- Days are numbers yyyymmdd; times of recording are seconds since 1970; offsets count Unicode scalar values.

CREATE TABLE ends (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
);

CREATE TABLE actors (
    number INTEGER PRIMARY KEY,
    id TEXT,
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    quantifier TEXT
);

CREATE TABLE acts (
    number INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT NOT NULL,
    intensity DOUBLE PRECISION NOT NULL
);

CREATE TABLE reasons (
    number INTEGER PRIMARY KEY,
    frame TEXT NOT NULL,
    path TEXT NOT NULL
);

CREATE TABLE coders (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL
);

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    -- Fingerprint of all that follows: the same document is recorded once.
    digest TEXT NOT NULL UNIQUE,
    title TEXT,
    url TEXT,
    publisher TEXT,
    published_from INTEGER,
    published_to INTEGER,
    published_precision TEXT,
    text TEXT NOT NULL,
    -- The version of the same article that this one replaces.
    supersedes INTEGER,
    recorded BIGINT NOT NULL
);
CREATE INDEX documents_by_url ON documents (url);
CREATE INDEX documents_by_id ON documents (id);

-- Bands of each document's sketch: documents that share one may be copies of one text.
CREATE TABLE bands (
    band BIGINT NOT NULL,
    document INTEGER NOT NULL
);
CREATE INDEX bands_by_band ON bands (band);

-- Pairs of documents that tell the same text.
CREATE TABLE copies (
    document INTEGER NOT NULL,
    other INTEGER NOT NULL
);
CREATE INDEX copies_by_document ON copies (document);
CREATE INDEX copies_by_other ON copies (other);

CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    event TEXT NOT NULL,
    document INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    sentence_from INTEGER NOT NULL,
    sentence_to INTEGER NOT NULL,
    actor INTEGER,
    actor_from INTEGER,
    actor_to INTEGER,
    actor_end INTEGER,
    recipient INTEGER,
    recipient_from INTEGER,
    recipient_to INTEGER,
    recipient_end INTEGER,
    recipient_kind INTEGER,
    act INTEGER NOT NULL,
    act_from INTEGER NOT NULL,
    act_to INTEGER NOT NULL,
    act_text TEXT,
    -- Whether the act is a diplomatic one, 0 or 1: only these can move an axis.
    diplomatic INTEGER NOT NULL,
    status INTEGER NOT NULL,
    attribution TEXT,
    time_from INTEGER,
    time_to INTEGER,
    time_precision INTEGER NOT NULL,
    time_basis INTEGER NOT NULL,
    time_text TEXT,
    place TEXT,
    place_country TEXT,
    place_from INTEGER,
    place_to INTEGER,
    confidence DOUBLE PRECISION NOT NULL,
    reason INTEGER NOT NULL,
    coder INTEGER NOT NULL,
    -- The claim that this one corrects.
    corrects INTEGER,
    recorded BIGINT NOT NULL
);
CREATE UNIQUE INDEX claims_by_id ON claims (id, document);
CREATE INDEX claims_by_document ON claims (document);
CREATE INDEX claims_by_actor ON claims (actor_end, diplomatic, recipient_end);
CREATE INDEX claims_by_recipient ON claims (recipient_end, diplomatic, actor_end);
CREATE INDEX claims_by_recorded ON claims (recorded);

-- What ended a claim: retracted (never true), corrected, or superseded by a new version of its document.
CREATE TABLE endings (
    claim INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    recorded BIGINT NOT NULL
);
CREATE INDEX endings_by_claim ON endings (claim);
CREATE INDEX endings_by_recorded ON endings (recorded);

-- Contradictions that somebody has looked at.
CREATE TABLE reviews (
    conflict TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    recorded BIGINT NOT NULL
);
CREATE INDEX reviews_by_conflict ON reviews (conflict);
