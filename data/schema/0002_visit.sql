-- The visit and the letters: questionnaire, star, print runs.
--
-- Answers belong to a form version, levels to a criteria version, letters to a
-- template version; versions are never edited, only followed by new ones. Answers,
-- levels and what was printed are only added to; what holds is the last row.

-- Versioned content that the clinic owns: kind form, criteria, template.
CREATE TABLE content (
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,               -- template: inbjudan/sv; else ''
    version  TEXT NOT NULL,
    body     TEXT NOT NULL,               -- the file as read
    shipped  INTEGER NOT NULL,            -- came with the program: criteria are labelled as example
    valid    TEXT NOT NULL,               -- from which day it holds
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    PRIMARY KEY (kind, name, version)
) WITHOUT ROWID;

-- A questionnaire of one journey. Several are allowed (second keying, a form begun anew).
CREATE TABLE form (
    id          TEXT NOT NULL UNIQUE,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    version     TEXT NOT NULL,            -- content kind form
    source      TEXT NOT NULL,            -- paper_home, paper_visit, phone, cl24
    opened      INTEGER NOT NULL,
    actor       TEXT NOT NULL
);
CREATE INDEX form_journey ON form (participant, cohort);

-- What was typed: one row an answer, in the order typed. amends is set on
-- amendments of a locked form, with their reason (Q17).
CREATE TABLE answer (
    seq    INTEGER PRIMARY KEY,
    form   TEXT NOT NULL,
    item   TEXT NOT NULL,                 -- linkId; '' = a mark on the whole form
    kind   TEXT NOT NULL,                 -- form.Value.Pack: code, number, text, missing; '' takes the answer away
    value  TEXT NOT NULL,
    mark   TEXT NOT NULL DEFAULT '',      -- unusual (range asked and kept), draft, noted, …; for item '': completed
    note   TEXT NOT NULL DEFAULT '',
    amends INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL
);
CREATE INDEX answer_form ON answer (form, item, seq);

-- Where one was in a form, and what was typed and not yet an answer (JSON of visit.Place).
CREATE TABLE form_place (
    form  TEXT PRIMARY KEY,
    place TEXT NOT NULL
) WITHOUT ROWID;

-- A level that was chosen, with the proposal as it stood beside it.
CREATE TABLE star (
    seq         INTEGER PRIMARY KEY,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    criteria    TEXT NOT NULL,            -- content kind criteria
    point       TEXT NOT NULL,
    level       TEXT NOT NULL,            -- 1-4; heredity: yes, no, unknown; '' = not chosen
    proposed    TEXT NOT NULL,            -- the proposal and its reason, JSON
    comment     TEXT NOT NULL DEFAULT '',
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL
);
CREATE INDEX star_journey ON star (participant, cohort, point, seq);

-- A print run, and its letters. Whether a run is pending, confirmed or unmarked is
-- in the participants' events; run_mark tells who did it.
CREATE TABLE run (
    id       TEXT PRIMARY KEY,
    template TEXT NOT NULL,
    cohort   INTEGER NOT NULL,
    date     TEXT NOT NULL,               -- the date on the letters
    clinic   TEXT NOT NULL,               -- JSON of paper.Clinic as printed, for reprints
    sheets   INTEGER NOT NULL,
    parts    INTEGER NOT NULL,            -- files (D28)
    reason   TEXT NOT NULL,               -- of an override, '' for none
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE run_mark (
    seq    INTEGER PRIMARY KEY,
    run    TEXT NOT NULL,
    mark   TEXT NOT NULL,                 -- confirmed (but for these sheets), reprinted (these), unmarked
    sheets TEXT NOT NULL DEFAULT '',      -- 14-20
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL
);
CREATE INDEX run_mark_run ON run_mark (run);

CREATE TABLE letter (
    year        INTEGER NOT NULL,
    running     INTEGER NOT NULL,
    number      TEXT NOT NULL UNIQUE,     -- 26-0148: year and running number
    run         TEXT NOT NULL,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    version     TEXT NOT NULL,            -- content kind template: name and version
    lang        TEXT NOT NULL,
    sheet       INTEGER NOT NULL,         -- its first, counted through the run from 1
    sheets      INTEGER NOT NULL,
    part        INTEGER NOT NULL,         -- the file it is in, from 1
    frozen      TEXT NOT NULL,            -- JSON of paper.Letter as printed; '' once erased (D11)
    erased      INTEGER,
    PRIMARY KEY (year, running)
);
CREATE INDEX letter_run ON letter (run, sheet);
CREATE INDEX event_run ON event (json_extract(details, '$.run')) WHERE kind IN ('letter_printed', 'letter_confirmed');
CREATE INDEX letter_participant ON letter (participant);

CREATE TRIGGER answer_no_update BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER answer_no_delete BEFORE DELETE ON answer BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER form_no_update BEFORE UPDATE ON form BEGIN SELECT RAISE(ABORT, 'forms are append-only'); END;
CREATE TRIGGER form_no_delete BEFORE DELETE ON form BEGIN SELECT RAISE(ABORT, 'forms are append-only'); END;
CREATE TRIGGER star_no_update BEFORE UPDATE ON star BEGIN SELECT RAISE(ABORT, 'stars are append-only'); END;
CREATE TRIGGER star_no_delete BEFORE DELETE ON star BEGIN SELECT RAISE(ABORT, 'stars are append-only'); END;
CREATE TRIGGER content_no_update BEFORE UPDATE ON content BEGIN SELECT RAISE(ABORT, 'versions are never edited'); END;
CREATE TRIGGER content_no_delete BEFORE DELETE ON content BEGIN SELECT RAISE(ABORT, 'versions are never edited'); END;
CREATE TRIGGER letter_only_erasure BEFORE UPDATE ON letter
WHEN NEW.erased IS NULL OR NEW.frozen <> '' OR NEW.number <> OLD.number OR NEW.run <> OLD.run OR NEW.participant <> OLD.participant
BEGIN SELECT RAISE(ABORT, 'a letter can be erased, not changed'); END;
CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

-- How far a journey's questionnaire is, for the journey's facts: begun or complete;
-- no row where none was begun. The latest form counts.
CREATE VIEW form_status AS
SELECT f.participant, f.cohort,
    CASE WHEN EXISTS (SELECT 1 FROM answer a WHERE a.form = f.id AND a.item = '' AND a.mark = 'completed') THEN 'complete' ELSE 'begun' END AS status
FROM form f
WHERE f.rowid = (SELECT max(g.rowid) FROM form g WHERE g.participant = f.participant AND g.cohort = f.cohort);
