-- Everything but the visit and the letters: who is on the list, what has happened,
-- what to do next, who did and who looked.
--
-- Instants are milliseconds since 1970 (UTC), days are text, 2026-03-05, '' for no
-- day, ids are ULIDs. A personal number is never a key. What has happened is only
-- ever added to: the triggers at the end hold that, with one exception, the erasure
-- of contact details (D11), which therefore live outside the chain of events.

-- Settings that differ from their defaults (settings.go has keys, defaults, bounds).
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- People who may log in. The passphrase is not here: the vault's key slots have it.
CREATE TABLE user (
    name      TEXT PRIMARY KEY,           -- the login name, as in the key slot
    full_name TEXT NOT NULL,
    role      TEXT NOT NULL,              -- coordinator, admin
    added     INTEGER NOT NULL,
    removed   INTEGER                     -- kept for the log's sake
) WITHOUT ROWID;

CREATE TABLE participant (
    id        TEXT NOT NULL UNIQUE,
    number    TEXT UNIQUE,                -- 12 characters; null once erased
    kind      TEXT NOT NULL,              -- personnummer, samordningsnummer, reservnummer
    born      TEXT NOT NULL,
    sex       TEXT NOT NULL,              -- kvinna, man, okänt
    contact   TEXT NOT NULL,              -- id of the contact version that holds
    protected INTEGER NOT NULL DEFAULT 0,
    shield    INTEGER UNIQUE,             -- 4 is shown as S-04; given once, never reused
    batch     TEXT,                       -- the import that brought the person
    erased    INTEGER                     -- an undone import leaves the bare row
);

-- Numbers that a participant had before; found by search, never reused.
CREATE TABLE former_number (
    number      TEXT NOT NULL,
    participant TEXT NOT NULL,
    until       INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    PRIMARY KEY (number, participant)
) WITHOUT ROWID;

-- Name and contact details, a row for each version. Events name a version by its id.
CREATE TABLE contact_version (
    participant TEXT NOT NULL,
    id          TEXT NOT NULL,
    family      TEXT NOT NULL,
    given       TEXT NOT NULL,
    care_of     TEXT NOT NULL,
    street      TEXT NOT NULL,
    postcode    TEXT NOT NULL,
    town        TEXT NOT NULL,
    country     TEXT NOT NULL,
    phone       TEXT NOT NULL,
    mobile      TEXT NOT NULL,
    email       TEXT NOT NULL,
    wish        TEXT NOT NULL DEFAULT '', -- how and when the person likes to be reached
    hand        TEXT NOT NULL DEFAULT '', -- fields set by hand, which win over the roster (D13): 'street mobile'
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    batch       TEXT,                     -- the import that brought it; null when set by hand
    erased      INTEGER,                  -- when the details were destroyed (D11)
    PRIMARY KEY (participant, id)
) WITHOUT ROWID;

-- What has happened, append-only. A journey is the events of one participant in one cohort.
CREATE TABLE event (
    seq         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    recorded    INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    workplace   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    details     TEXT NOT NULL,            -- JSON of journey.Details; never a name, number or address
    batch       TEXT,                     -- the import that brought it
    line        INTEGER                   -- the roster's own row number
);
CREATE INDEX event_journey ON event (participant, cohort);

-- Where each journey stands: a copy of what the events say, written in the same
-- transaction, so that a list is one query. Can be rebuilt at any time (check.go).
CREATE TABLE journey (
    id          INTEGER PRIMARY KEY,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    state       TEXT NOT NULL,
    step        TEXT NOT NULL,
    queue       TEXT NOT NULL,            -- the queue of Idag, '' when nothing waits for us
    since       TEXT NOT NULL,
    due         TEXT NOT NULL,
    changes     TEXT NOT NULL,            -- the first day on which the status differs without an event, '' for never
    flags       INTEGER NOT NULL,         -- what lists filter by (index.go)
    search      TEXT NOT NULL,            -- folded names and numbers; '' for protected (D12)
    sort        BLOB NOT NULL,            -- Swedish collation key of the name; last, by shield, for protected
    status      TEXT NOT NULL,            -- JSON of journey.Status
    UNIQUE (participant, cohort)
);
CREATE INDEX journey_due ON journey (due) WHERE queue <> '';
CREATE INDEX journey_changes ON journey (changes) WHERE changes <> '';

-- The day for which the journeys' rows were computed: one row.
CREATE TABLE turned (day TEXT NOT NULL);
INSERT INTO turned VALUES ('');

-- Rows of Idag that were handled, so that they stay in place until the day ends.
CREATE TABLE handled (
    day         TEXT NOT NULL,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    queue       TEXT NOT NULL,
    step        TEXT NOT NULL,
    since       TEXT NOT NULL,
    due         TEXT NOT NULL,
    event       TEXT NOT NULL,            -- the event that did it; undoing that removes the row
    at          INTEGER NOT NULL,
    PRIMARY KEY (day, participant, cohort, queue)
) WITHOUT ROWID;

-- Imports. What one did is the events that carry its id, and batch_row for people who were there before.
CREATE TABLE batch (
    id          TEXT PRIMARY KEY,
    cohort      INTEGER NOT NULL,
    file        TEXT NOT NULL,            -- base name, no path
    encoding    TEXT NOT NULL,
    separator   TEXT NOT NULL,
    mapping     TEXT NOT NULL,            -- JSON
    result      TEXT NOT NULL,            -- JSON of the counts
    part        INTEGER NOT NULL,
    force       TEXT NOT NULL,            -- the reason, '' when not forced
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    first_event INTEGER NOT NULL,         -- the batch's events are first_event … last_event
    last_event  INTEGER NOT NULL,
    undone      INTEGER,
    undone_by   TEXT
) WITHOUT ROWID;

CREATE TABLE batch_row (
    batch       TEXT NOT NULL,
    participant TEXT NOT NULL,
    before      TEXT NOT NULL,            -- contact version before …
    after       TEXT NOT NULL,            -- … and after
    PRIMARY KEY (batch, participant)
) WITHOUT ROWID;

-- Column mappings that were used, by the fingerprint of the file's headers.
CREATE TABLE mapping (
    headers TEXT PRIMARY KEY,
    mapping TEXT NOT NULL,
    at      INTEGER NOT NULL
) WITHOUT ROWID;

-- Contact details that were destroyed; a restored older backup applies them again (D11).
CREATE TABLE erasure (
    participant TEXT NOT NULL,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (participant, at)
) WITHOUT ROWID;

-- Who did and who looked: each row's hash covers the one before, so a row that is
-- changed, removed or moved is found (access.go, S12). An act that adds events
-- covers them by digest.
CREATE TABLE access (
    seq         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,     -- the act; also what undo names to take back several events at once
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    workplace   TEXT NOT NULL,
    act         TEXT NOT NULL,            -- look, log, undo, import, …
    participant TEXT NOT NULL,            -- '' when it concerns several or none
    detail      TEXT NOT NULL,            -- JSON; reasons, setting keys, file names
    first_event INTEGER NOT NULL,         -- events added: first … last; 0 for none
    last_event  INTEGER NOT NULL,
    digest      BLOB NOT NULL,            -- of those events, empty for none
    hash        BLOB NOT NULL
);
CREATE INDEX access_participant ON access (participant, seq) WHERE participant <> '';

-- Backups that were made and what opening them showed.
CREATE TABLE backup (
    file    TEXT PRIMARY KEY,             -- base name in the backup folder
    at      INTEGER NOT NULL,
    reason  TEXT NOT NULL,                -- start, import, manual …
    size    INTEGER NOT NULL,
    head    BLOB NOT NULL,                -- the log chain's last hash when it was made
    head_seq INTEGER NOT NULL,
    problem TEXT NOT NULL,                -- '' when it was opened and found whole
    removed INTEGER                       -- rotated away
) WITHOUT ROWID;

-- The guards. Erasing a contact version empties every field but the name; an undone
-- import's empties the name as well.
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER access_no_update BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER access_no_delete BEFORE DELETE ON access BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER contact_no_delete BEFORE DELETE ON contact_version BEGIN SELECT RAISE(ABORT, 'contact versions are kept'); END;
CREATE TRIGGER contact_only_erasure BEFORE UPDATE ON contact_version
WHEN NEW.erased IS NULL OR NEW.participant <> OLD.participant OR NEW.id <> OLD.id OR NEW.at <> OLD.at
  OR NEW.care_of || NEW.street || NEW.postcode || NEW.town || NEW.country || NEW.phone || NEW.mobile || NEW.email || NEW.wish <> ''
  OR NEW.family NOT IN (OLD.family, '') OR NEW.given NOT IN (OLD.given, '')
BEGIN SELECT RAISE(ABORT, 'a contact version can be erased, not changed'); END;
CREATE TRIGGER participant_no_delete BEFORE DELETE ON participant BEGIN SELECT RAISE(ABORT, 'participants are kept'); END;
CREATE TRIGGER participant_shield BEFORE UPDATE OF shield ON participant
WHEN OLD.shield IS NOT NULL AND NEW.shield IS NOT OLD.shield
BEGIN SELECT RAISE(ABORT, 'a shield number is kept'); END;
