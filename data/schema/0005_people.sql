-- The order in which a cohort is invited, where it is drawn by lot: the seed, drawn
-- once, holds for the whole cohort (draw.go).
CREATE TABLE draw (
    cohort INTEGER PRIMARY KEY,
    seed   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL
);
CREATE TRIGGER draw_no_update BEFORE UPDATE ON draw BEGIN SELECT RAISE(ABORT, 'an order is drawn once'); END;
CREATE TRIGGER draw_no_delete BEFORE DELETE ON draw BEGIN SELECT RAISE(ABORT, 'an order is drawn once'); END;

-- The act that an event belongs to is found by the first event of each act.
CREATE INDEX access_events ON access (first_event) WHERE first_event > 0;
