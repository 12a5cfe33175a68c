-- Letters that belong to the clinic: its own texts, the languages of those who get
-- them, the logo, and what a run of letters was.
--
-- A text is content of kind template, named inbjudan/sv. Fyrtio's own are kept when they
-- are printed, under 0-<beginning of their hash>; the clinic's are versions 1, 2, 3 …
-- of their name. What new letters are printed with is template_choice's last row.

-- Templates that the clinic has added. The id says whose rules they follow:
-- inbjudan-kvall those of inbjudan.
CREATE TABLE template (
    id     TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0,    -- no longer offered; what was printed remains
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE template_choice (
    seq     INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,                -- inbjudan/sv
    version TEXT NOT NULL,                -- of the clinic's versions; '' = Fyrtio's
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL
);
CREATE INDEX template_choice_name ON template_choice (name, seq);

-- What somebody is writing and has not saved as a version.
CREATE TABLE template_draft (
    name  TEXT NOT NULL,                  -- inbjudan/sv
    actor TEXT NOT NULL,
    text  TEXT NOT NULL,
    from_version INTEGER NOT NULL,        -- the version that is edited
    at    INTEGER NOT NULL,
    PRIMARY KEY (name, actor)
) WITHOUT ROWID;

-- The language in which somebody wants letters; the last row holds, '' = none chosen.
CREATE TABLE letter_lang (
    seq         INTEGER PRIMARY KEY,
    participant TEXT NOT NULL,
    lang        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL
);
CREATE INDEX letter_lang_participant ON letter_lang (participant, seq);

-- Logos that letters were printed with; the setting clinic.logo names the one that holds.
CREATE TABLE logo (
    id    TEXT PRIMARY KEY,               -- the beginning of the picture's hash
    png   BLOB NOT NULL,
    w     INTEGER NOT NULL,               -- pixels
    h     INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    actor TEXT NOT NULL
) WITHOUT ROWID;

-- What one calls a run: 26-014, year and running number.
ALTER TABLE run ADD COLUMN year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN running INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN duplex INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN enclose TEXT NOT NULL DEFAULT '';  -- printed with each letter, in order: form cl24-information
ALTER TABLE run ADD COLUMN checksum TEXT NOT NULL DEFAULT ''; -- of the letters as frozen; '' before there were any
UPDATE run SET year = CAST(strftime('%Y', at / 1000, 'unixepoch') AS INTEGER);
UPDATE run SET running = (SELECT count(*) FROM run o WHERE o.year = run.year AND o.id <= run.id);
CREATE UNIQUE INDEX run_number ON run (year, running);

CREATE TRIGGER template_choice_no_update BEFORE UPDATE ON template_choice BEGIN SELECT RAISE(ABORT, 'choices are append-only'); END;
CREATE TRIGGER template_choice_no_delete BEFORE DELETE ON template_choice BEGIN SELECT RAISE(ABORT, 'choices are append-only'); END;
CREATE TRIGGER logo_no_update BEFORE UPDATE ON logo BEGIN SELECT RAISE(ABORT, 'logos are never edited'); END;
CREATE TRIGGER logo_no_delete BEFORE DELETE ON logo BEGIN SELECT RAISE(ABORT, 'logos are kept'); END;
