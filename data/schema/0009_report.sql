-- The annual report: what each journey adds to its figures, and the years before the
-- program.

-- What the report counts of a journey: its categories, packed (report.Cells), by what
-- they are read from. A copy of what events, answers, levels and plans say, written in
-- the same transaction as those; made anew when a program packs otherwise (turned.layout),
-- verified by check.go. null = there is no such part.
CREATE TABLE fact (
    journey  INTEGER PRIMARY KEY,         -- journey.id; the row goes with the journey's
    cohort   INTEGER NOT NULL,
    sex      TEXT NOT NULL,               -- kvinna, man, okänt
    course   BLOB,                        -- invited, reached, booked, came
    language TEXT NOT NULL DEFAULT '',    -- report.Words
    reason   TEXT NOT NULL DEFAULT '',
    form     BLOB,                        -- of a completed questionnaire …
    version  TEXT NOT NULL DEFAULT '',    -- … and its version
    star     BLOB,                        -- levels that were chosen …
    criteria TEXT NOT NULL DEFAULT '',    -- … by these criteria
    plan     BLOB,                        -- goals, follow-up
    actions  TEXT NOT NULL DEFAULT ''     -- JSON of the plan.Action that were taken; '' = none
);

-- The packing of the facts; 0 = there are none yet.
ALTER TABLE turned ADD COLUMN layout INTEGER NOT NULL DEFAULT 0;

-- Figures of years before the program, typed or read from a file. Those of a year's last
-- act hold, so that a year is replaced as a whole and taking back is another act.
CREATE TABLE earlier (
    seq       INTEGER PRIMARY KEY,
    cohort    INTEGER NOT NULL,
    act       TEXT NOT NULL,              -- access.id
    indicator TEXT NOT NULL,              -- of report.Indicators; '' = the year has no figures any more
    sex       TEXT NOT NULL,              -- kvinna, man, '' = all
    n         INTEGER NOT NULL,           -- 0 = only the share is known
    of        INTEGER NOT NULL,
    share     REAL NOT NULL,              -- 0-1
    at        INTEGER NOT NULL,
    actor     TEXT NOT NULL
);
CREATE INDEX earlier_cohort ON earlier (cohort, seq);
CREATE TRIGGER earlier_no_update BEFORE UPDATE ON earlier BEGIN SELECT RAISE(ABORT, 'earlier figures are append-only'); END;
CREATE TRIGGER earlier_no_delete BEFORE DELETE ON earlier BEGIN SELECT RAISE(ABORT, 'earlier figures are append-only'); END;

-- What a setting was before, and since when: the clinic's name in each year.
CREATE INDEX access_setting ON access (seq) WHERE act = 'setting';
