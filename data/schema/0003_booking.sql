-- The calendar: which hours journeys hold, and the clinic's own time.
--
-- The hours are a copy of what the events say, as the journeys' rows are, written
-- in the same transaction and verified by check.go.

CREATE TABLE booked (
    participant TEXT NOT NULL,
    cohort      INTEGER NOT NULL,
    n           INTEGER NOT NULL,         -- its place among the journey's hours, from 0
    day         TEXT NOT NULL,
    clock       TEXT NOT NULL,            -- 13:00; how long a talk lasts is a setting
    room        TEXT NOT NULL,            -- '' = not told
    via         TEXT NOT NULL,            -- ticket, phone, letter, desk
    outcome     TEXT NOT NULL,            -- '' it is booked; held, visited, no_show
    until       TEXT NOT NULL,            -- held through this day; '' = until the day before it
    PRIMARY KEY (participant, cohort, n)
) WITHOUT ROWID;
CREATE INDEX booked_day ON booked (day, clock);

-- Time that the clinic keeps for itself. A removed block stays for the log's sake.
CREATE TABLE block (
    id         TEXT PRIMARY KEY,
    first      TEXT NOT NULL,             -- its first day …
    last       TEXT NOT NULL,             -- … and its last
    from_clock TEXT NOT NULL,             -- each of its days from 13:00 …
    to_clock   TEXT NOT NULL,             -- … to 24:00
    room       TEXT NOT NULL,             -- '' = all rooms
    name       TEXT NOT NULL,             -- Planering
    reason     TEXT NOT NULL,             -- why, although somebody was booked there; '' when nobody was
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    removed    INTEGER,
    removed_by TEXT
) WITHOUT ROWID;
CREATE INDEX block_days ON block (last, first) WHERE removed IS NULL;
