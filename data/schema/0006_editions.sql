-- From which day a version of the form, or of the criteria, holds. The one in force on
-- a day is that of the latest valid day up to it, of several the one decided last;
-- none = what ships with the program. Decisions are only added to.
CREATE TABLE in_force (
    seq     INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,                -- content kind: form, criteria
    version TEXT NOT NULL,                -- content version
    valid   TEXT NOT NULL,                -- from this day
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL
);
CREATE INDEX in_force_kind ON in_force (kind, valid, seq);
CREATE TRIGGER in_force_no_update BEFORE UPDATE ON in_force BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER in_force_no_delete BEFORE DELETE ON in_force BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
