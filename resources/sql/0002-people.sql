-- 0002: people, households and what is true of them from one day to another.  Dictionary: resources/sql/README.md
--
-- Spans are half-open: a row holds on day D when (from_date IS NULL OR from_date <= D) AND (to_date IS NULL OR D < to_date).
-- from_date NULL: as long as anybody knows.  to_date NULL: it still holds.
-- Every column that names a person says REFERENCES person (id): that is how a merge of two persons finds it.

CREATE TABLE village_group (              -- 村民小组
  id      INTEGER PRIMARY KEY,
  office  TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  number  INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999),
  name    TEXT CHECK (name <> ''),        -- 河南组; NULL: only the number is known
  leader  INTEGER REFERENCES person (id),
  UNIQUE (office, number)
) STRICT;
CREATE INDEX village_group_leader ON village_group (leader) WHERE leader IS NOT NULL;

CREATE TABLE grid (                       -- 网格
  id         INTEGER PRIMARY KEY,
  office     TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  code       TEXT NOT NULL CHECK (code <> ''),
  name       TEXT CHECK (name <> ''),
  head       INTEGER REFERENCES person (id),   -- 网格长
  note       TEXT,
  from_date  TEXT CHECK (date (from_date, '+0 days') IS from_date),
  to_date    TEXT CHECK (date (to_date, '+0 days') IS to_date),
  CHECK (to_date >= from_date)
) STRICT;
CREATE UNIQUE INDEX grid_code ON grid (office, code) WHERE to_date IS NULL;
CREATE INDEX grid_head ON grid (head) WHERE head IS NOT NULL;

CREATE TABLE person (
  id             INTEGER PRIMARY KEY,
  office         TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  name           TEXT NOT NULL CHECK (name <> ''),
  name_written   TEXT,                    -- as in the table it came from, when that differs
  name_sort      TEXT NOT NULL,           -- pinyin key, base/xl-pinyin
  name_initials  TEXT NOT NULL,           -- zs
  sex            TEXT CHECK (sex IN ('1', '2')),              -- GB/T 2261.1
  birth_date     TEXT CHECK (date (birth_date, '+0 days') IS birth_date),
  ethnic         TEXT CHECK (ethnic GLOB '[0-9][0-9]'),       -- GB/T 3304
  id_number      TEXT UNIQUE CHECK (length (id_number) = 18), -- only when it passes every check of GB 11643
  id_written     TEXT,
  id_verdict     TEXT NOT NULL DEFAULT 'missing' CHECK (id_verdict IN ('valid', 'valid_after_cleaning', 'invalid', 'missing')),
  phone          TEXT CHECK (phone <> ''),
  phone_written  TEXT,
  education      TEXT CHECK (education GLOB '[0-9][0-9]'),    -- GB/T 4658
  political      TEXT CHECK (political GLOB '[0-9][0-9]'),    -- GB/T 4762
  marital        TEXT CHECK (marital GLOB '[0-9][0-9]'),      -- GB/T 2261.2
  hukou          TEXT CHECK (hukou GLOB '[0-9]'),             -- hukou_type
  away           TEXT CHECK (away <> ''),                     -- in the words of data/codes/away.tsv, else as written
  address        TEXT CHECK (address <> ''),
  note           TEXT CHECK (note <> ''),
  death_date     TEXT CHECK (date (death_date, '+0 days') IS death_date),
  present        INTEGER NOT NULL DEFAULT 1 CHECK (present IN (0, 1)),   -- not dead, not moved away; for past days ask membership
  CHECK ((id_number IS NOT NULL) = (id_verdict IN ('valid', 'valid_after_cleaning'))),
  CHECK (death_date >= birth_date),
  CHECK (present = 0 OR death_date IS NULL)
) STRICT;
CREATE INDEX person_name ON person (present, name_sort);
CREATE INDEX person_office_name ON person (office, present, name_sort);
CREATE INDEX person_birth ON person (present, birth_date);
CREATE INDEX person_id_tail ON person (substr (id_number, -4)) WHERE id_number IS NOT NULL;
CREATE INDEX person_flagged ON person (present) WHERE id_number IS NULL;   -- to be looked at
CREATE INDEX person_phone ON person (phone) WHERE phone IS NOT NULL;

CREATE TABLE household (
  id            INTEGER PRIMARY KEY,
  office        TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  number        TEXT NOT NULL CHECK (number <> ''),           -- 户编号, as the office writes it
  group_no      INTEGER CHECK (group_no BETWEEN 1 AND 999),   -- village_group.number
  grid          INTEGER REFERENCES grid (id),
  kind          TEXT CHECK (kind <> ''),                      -- 一般户, 低保户, 特困户, 监测户, … as on paper
  head          INTEGER REFERENCES person (id),               -- who is 户主 now; for past days ask membership
  stated_size   INTEGER CHECK (stated_size >= 0),             -- 家庭人口 as the household's table states it
  land_mu_x100  INTEGER CHECK (land_mu_x100 >= 0),            -- 承包地面积 in 0.01 亩
  phone         TEXT CHECK (phone <> ''),
  address       TEXT CHECK (address <> ''),
  note          TEXT CHECK (note <> ''),
  from_date     TEXT CHECK (date (from_date, '+0 days') IS from_date),
  to_date       TEXT CHECK (date (to_date, '+0 days') IS to_date),
  CHECK (to_date >= from_date)
) STRICT;
CREATE UNIQUE INDEX household_number ON household (office, number) WHERE to_date IS NULL;
CREATE INDEX household_place ON household (office, group_no, number);
CREATE INDEX household_head ON household (head) WHERE head IS NOT NULL;
CREATE INDEX household_grid ON household (grid) WHERE grid IS NOT NULL;

CREATE TABLE membership (
  id                INTEGER PRIMARY KEY,
  person            INTEGER NOT NULL REFERENCES person (id),
  household         INTEGER NOT NULL REFERENCES household (id),
  relation          TEXT CHECK (relation GLOB '[0-9][0-9]'),  -- GB/T 4761; 02 户主
  relation_written  TEXT,
  from_date         TEXT CHECK (date (from_date, '+0 days') IS from_date),
  to_date           TEXT CHECK (date (to_date, '+0 days') IS to_date),
  begin_reason      TEXT CHECK (begin_reason IN ('born', 'married', 'moved', 'split', 'merged', 'returned', 'recoded', 'other')),
  end_reason        TEXT CHECK (end_reason IN ('died', 'left', 'moved', 'split', 'merged', 'recoded', 'other')),
  moved_to          TEXT CHECK (moved_to <> ''),              -- where to, when somebody left the village
  CHECK (to_date >= from_date),
  CHECK ((end_reason IS NULL) OR (to_date IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX membership_open ON membership (person) WHERE to_date IS NULL;   -- one household at a time
CREATE INDEX membership_now ON membership (household, relation, person) WHERE to_date IS NULL;
CREATE INDEX membership_past ON membership (household) WHERE to_date IS NOT NULL;
CREATE INDEX membership_past_person ON membership (person) WHERE to_date IS NOT NULL;

CREATE TABLE person_kind (                -- 低保, 独居, 残疾, …: several at once, each from a day to a day
  id         INTEGER PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person (id),
  kind       TEXT NOT NULL CHECK (kind <> ''),                -- code of data/codes/person_kind.tsv
  from_date  TEXT CHECK (date (from_date, '+0 days') IS from_date),
  to_date    TEXT CHECK (date (to_date, '+0 days') IS to_date),
  source     TEXT CHECK (source <> ''),                       -- which table or paper says so
  CHECK (to_date >= from_date)
) STRICT;
CREATE UNIQUE INDEX person_kind_open ON person_kind (person, kind) WHERE to_date IS NULL;
CREATE INDEX person_kind_past ON person_kind (person) WHERE to_date IS NOT NULL;
CREATE INDEX person_kind_kind ON person_kind (kind, person);

INSERT INTO sensitive_field (table_name, column_name, kind) VALUES
  ('person', 'name', 'name'), ('person', 'name_written', 'name'), ('person', 'name_sort', 'name'),
  ('person', 'name_initials', 'name'), ('person', 'birth_date', 'birth'), ('person', 'id_number', 'identity'),
  ('person', 'id_written', 'identity'), ('person', 'phone', 'phone'), ('person', 'phone_written', 'phone'),
  ('person', 'address', 'address'), ('household', 'phone', 'phone'), ('household', 'address', 'address'),
  ('person_kind', 'kind', 'health');

-- Who took what out of this file, and how it was masked.  Not recorded in changes: an undo must not forget it.
CREATE TABLE export_log (
  id      INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,               -- seconds UTC
  user    TEXT NOT NULL,
  kind    TEXT NOT NULL,                  -- residents, households, a ledger's key
  file    TEXT NOT NULL,                  -- base name
  mask    TEXT NOT NULL CHECK (mask IN ('internal', 'public', 'strict')),
  n_rows  INTEGER NOT NULL
) STRICT;
