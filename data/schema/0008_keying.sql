-- Second keying of the same paper, and from which paper a form is typed. What was
-- keyed, where the two differed and how that was settled are only added to.

-- A second keying of a form. scope all: the whole form; star: what drives the star.
CREATE TABLE keying (
    seq   INTEGER PRIMARY KEY,
    id    TEXT NOT NULL UNIQUE,
    form  TEXT NOT NULL,
    scope TEXT NOT NULL,
    at    INTEGER NOT NULL,
    actor TEXT NOT NULL
);
CREATE INDEX keying_form ON keying (form, seq);

-- What was typed the second time: as answer, the last row of an item holds.
CREATE TABLE keyed (
    seq    INTEGER PRIMARY KEY,
    keying TEXT NOT NULL,
    item   TEXT NOT NULL,                 -- linkId
    kind   TEXT NOT NULL,                 -- form.Value.Pack; '' takes it away
    value  TEXT NOT NULL,
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL
);
CREATE INDEX keyed_keying ON keyed (keying, seq);

-- Where one was in a second keying (JSON of visit.Place).
CREATE TABLE keying_place (
    keying TEXT PRIMARY KEY,
    place  TEXT NOT NULL
) WITHOUT ROWID;

-- A keying that was ended: how many fields were compared, and those that differed
-- with both readings as they stood then.
CREATE TABLE keying_end (
    keying   TEXT PRIMARY KEY,
    compared INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE keying_difference (
    keying       TEXT NOT NULL,
    item         TEXT NOT NULL,
    first_kind   TEXT NOT NULL,
    first_value  TEXT NOT NULL,
    second_kind  TEXT NOT NULL,
    second_value TEXT NOT NULL,
    PRIMARY KEY (keying, item)
) WITHOUT ROWID;

-- How a difference was settled: which reading of the paper was right.
CREATE TABLE keying_settled (
    keying TEXT NOT NULL,
    item   TEXT NOT NULL,
    choice TEXT NOT NULL,                 -- first, second, third
    kind   TEXT NOT NULL,                 -- the right answer
    value  TEXT NOT NULL,
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL,
    PRIMARY KEY (keying, item)
) WITHOUT ROWID;

-- From which paper a form is typed, where that was told at the form itself; the last
-- row holds. Without one the form's own source does.
CREATE TABLE form_source (
    seq    INTEGER PRIMARY KEY,
    form   TEXT NOT NULL,
    source TEXT NOT NULL,                 -- paper_home, paper_visit, phone
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL
);
CREATE INDEX form_source_form ON form_source (form, seq);

CREATE TRIGGER keying_no_update BEFORE UPDATE ON keying BEGIN SELECT RAISE(ABORT, 'keyings are append-only'); END;
CREATE TRIGGER keying_no_delete BEFORE DELETE ON keying BEGIN SELECT RAISE(ABORT, 'keyings are append-only'); END;
CREATE TRIGGER keyed_no_update BEFORE UPDATE ON keyed BEGIN SELECT RAISE(ABORT, 'what was keyed is append-only'); END;
CREATE TRIGGER keyed_no_delete BEFORE DELETE ON keyed BEGIN SELECT RAISE(ABORT, 'what was keyed is append-only'); END;
CREATE TRIGGER keying_end_no_update BEFORE UPDATE ON keying_end BEGIN SELECT RAISE(ABORT, 'keyings are append-only'); END;
CREATE TRIGGER keying_end_no_delete BEFORE DELETE ON keying_end BEGIN SELECT RAISE(ABORT, 'keyings are append-only'); END;
CREATE TRIGGER keying_difference_no_update BEFORE UPDATE ON keying_difference BEGIN SELECT RAISE(ABORT, 'differences are append-only'); END;
CREATE TRIGGER keying_difference_no_delete BEFORE DELETE ON keying_difference BEGIN SELECT RAISE(ABORT, 'differences are append-only'); END;
CREATE TRIGGER keying_settled_no_update BEFORE UPDATE ON keying_settled BEGIN SELECT RAISE(ABORT, 'what was settled is append-only'); END;
CREATE TRIGGER keying_settled_no_delete BEFORE DELETE ON keying_settled BEGIN SELECT RAISE(ABORT, 'what was settled is append-only'); END;
CREATE TRIGGER form_source_no_update BEFORE UPDATE ON form_source BEGIN SELECT RAISE(ABORT, 'sources are append-only'); END;
CREATE TRIGGER form_source_no_delete BEFORE DELETE ON form_source BEGIN SELECT RAISE(ABORT, 'sources are append-only'); END;
