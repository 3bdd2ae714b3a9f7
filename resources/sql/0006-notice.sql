-- 0006: notices that came in, and what must be done by when.  Dictionary: resources/sql/README.md

CREATE TABLE notice (
  id               INTEGER PRIMARY KEY,
  office           TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  sha256           BLOB NOT NULL CHECK (length (sha256) = 32),   -- of the PDF, in content
  file_name        TEXT NOT NULL CHECK (file_name <> ''),        -- as it was called; without folders
  title            TEXT CHECK (title <> ''),
  number           TEXT CHECK (number <> ''),                    -- 青政发〔2026〕41号
  issuers          TEXT CHECK (issuers <> ''),                   -- as signed, 、 between
  recipients       TEXT CHECK (recipients <> ''),                -- as printed
  written_date     TEXT CHECK (date (written_date, '+0 days') IS written_date),
  publication_date TEXT CHECK (date (publication_date, '+0 days') IS publication_date),
  received_date    TEXT NOT NULL CHECK (date (received_date, '+0 days') IS received_date),
  kind             TEXT CHECK (kind <> ''),                      -- 通知, 函, …
  urgency          TEXT CHECK (urgency <> ''),                   -- 特急, 加急
  n_pages          INTEGER NOT NULL CHECK (n_pages > 0),
  state            TEXT NOT NULL CHECK (state IN ('read', 'confirmed')),
  confirmed_by     TEXT,
  facts            TEXT NOT NULL CHECK (facts LIKE '{%}'),         -- all that was read, with places and confidence
  CHECK ((state = 'confirmed') = (confirmed_by IS NOT NULL)),
  UNIQUE (office, sha256)
) STRICT;
CREATE INDEX notice_received ON notice (office, received_date);

CREATE TABLE task (                        -- what must be done by when, from a notice or set by hand
  id           INTEGER PRIMARY KEY,
  office       TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  notice       INTEGER REFERENCES notice (id),
  what         TEXT NOT NULL CHECK (what <> ''),
  reports_to   TEXT CHECK (reports_to <> ''),
  due_date     TEXT CHECK (date (due_date, '+0 days') IS due_date),   -- the last day, for what is due once
  due_time     TEXT CHECK (due_time GLOB '[0-2][0-9]:[0-5][0-9]'),    -- the last minute; NULL: the end of the day
  rule         TEXT CHECK (rule GLOB 'monthly:*' OR rule GLOB 'quarterly:*' OR rule GLOB 'weekly:*' OR rule GLOB 'daily*'
                           OR rule GLOB 'event:*'),              -- for what comes again; event: no date is known
  from_date    TEXT NOT NULL CHECK (date (from_date, '+0 days') IS from_date),   -- no occurrence before
  raw          TEXT CHECK (raw <> ''),     -- the deadline as printed
  doubt        TEXT CHECK (doubt <> ''),   -- why a person should look at the day; NULL: none
  leads_kind   TEXT CHECK (leads_kind IN ('form', 'ledger')),
  leads_to     TEXT CHECK (leads_to <> ''),                      -- key of the form of paper or of the ledger
  state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'dismissed')),
  confirmed_by TEXT NOT NULL,
  CHECK ((due_date IS NULL) <> (rule IS NULL)),
  CHECK ((leads_kind IS NULL) = (leads_to IS NULL))
) STRICT;
CREATE INDEX task_open ON task (office, due_date) WHERE state = 'open';
CREATE INDEX task_notice ON task (notice) WHERE notice IS NOT NULL;

CREATE TABLE task_done (                   -- occurrences of a task that are done
  id        INTEGER PRIMARY KEY,
  task      INTEGER NOT NULL REFERENCES task (id),
  due_date  TEXT NOT NULL CHECK (date (due_date, '+0 days') IS due_date),
  done_on   TEXT NOT NULL CHECK (date (done_on, '+0 days') IS done_on),
  UNIQUE (task, due_date)
) STRICT;
