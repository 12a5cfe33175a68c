-- Goals and plan, the typing into Clinic24, and what was printed from a visit.

-- A plan as it stood after an act; the last row of a journey holds.
CREATE TABLE plan (
    seq         INTEGER PRIMARY KEY,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    body        TEXT NOT NULL,            -- JSON of plan.Plan
    follow_up   TEXT NOT NULL DEFAULT '', -- the event that its follow-up day became
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL
);
CREATE INDEX plan_journey ON plan (participant, cohort, seq);

-- Ticks beside the lines of the transcript: how far the typing into Clinic24 has come.
-- The value is what was typed, so that an amended answer loses its tick.
CREATE TABLE typed (
    seq         INTEGER PRIMARY KEY,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    item        TEXT NOT NULL,            -- linkId
    value       TEXT NOT NULL,            -- as it was typed; meaningless without a tick
    ticked      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL
);
CREATE INDEX typed_journey ON typed (participant, cohort, item, seq);

-- What was drawn for a participant, with the digest of what it said: a paper is
-- outdated when the same paper would say something else today (Q17).
CREATE TABLE drawn (
    seq         INTEGER PRIMARY KEY,
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    kind        TEXT NOT NULL,            -- star, plan, transcript
    digest      TEXT NOT NULL,            -- '' = not known
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL
);
CREATE INDEX drawn_journey ON drawn (participant, cohort, kind, seq);

-- What was drawn before: it is not known what those papers said.
INSERT INTO drawn (participant, cohort, kind, digest, at, actor)
SELECT a.participant, (SELECT max(cohort) FROM journey j WHERE j.participant = a.participant),
    CASE json_extract(a.detail, '$.view') WHEN 'transcript' THEN 'transcript' ELSE 'star' END, '', a.at, a.actor
FROM access a
WHERE a.participant <> '' AND a.act = 'look' AND json_extract(a.detail, '$.view') IN ('star.print', 'transcript')
    AND EXISTS (SELECT 1 FROM journey j WHERE j.participant = a.participant)
ORDER BY a.seq;

CREATE TRIGGER plan_no_update BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'plans are append-only'); END;
CREATE TRIGGER plan_no_delete BEFORE DELETE ON plan BEGIN SELECT RAISE(ABORT, 'plans are append-only'); END;
CREATE TRIGGER typed_no_update BEFORE UPDATE ON typed BEGIN SELECT RAISE(ABORT, 'ticks are append-only'); END;
CREATE TRIGGER typed_no_delete BEFORE DELETE ON typed BEGIN SELECT RAISE(ABORT, 'ticks are append-only'); END;
CREATE TRIGGER drawn_no_update BEFORE UPDATE ON drawn BEGIN SELECT RAISE(ABORT, 'what was drawn is append-only'); END;
CREATE TRIGGER drawn_no_delete BEFORE DELETE ON drawn BEGIN SELECT RAISE(ABORT, 'what was drawn is append-only'); END;
