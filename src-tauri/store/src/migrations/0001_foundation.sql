-- The practice, its people and patients, their time, and who changed what.
-- Instants are milliseconds UTC in whole seconds; civil dates are YYYY-MM-DD; months YYYY-MM.
-- Ids are never reused (AUTOINCREMENT, or no row is ever taken away), so an audit line never points at the wrong patient.

CREATE TABLE database (                        -- where the audit chain starts: no chain fits into another database
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  db_id         BLOB    NOT NULL
) STRICT;
INSERT INTO database (id, db_id) VALUES (1, randomblob(16));

CREATE TABLE practice (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  name          TEXT    NOT NULL,
  time_zone     TEXT    NOT NULL,              -- IANA name: decides the day and the month of a second
  place         TEXT    NOT NULL CHECK (place IN ('non_facility', 'facility')),
  demo          INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
  rules_json    TEXT    NOT NULL DEFAULT '{}', -- the practice's own settings of the rules, as the engine reads them
  assigned_only INTEGER NOT NULL DEFAULT 0 CHECK (assigned_only IN (0, 1)), -- medical assistants see assigned patients only
  created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE closure (                         -- days the practice is closed besides federal holidays
  day           TEXT    NOT NULL PRIMARY KEY,
  label         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE billing_identity (                -- how the practice names itself on electronic claims; no row: it sends none
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  name         TEXT    NOT NULL,
  npi          TEXT    NOT NULL,
  tax_id       TEXT    NOT NULL,               -- EIN, nine digits
  street       TEXT    NOT NULL,
  city         TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  zip          TEXT    NOT NULL,               -- nine digits: what the guide wants of a billing provider
  contact      TEXT    NOT NULL,
  phone        TEXT    NOT NULL,
  submitter_id TEXT    NOT NULL
) STRICT;

CREATE TABLE payer_identity (                  -- how a payer is named on electronic claims
  payer       TEXT    NOT NULL PRIMARY KEY,
  name        TEXT    NOT NULL,
  payer_id    TEXT    NOT NULL,
  receiver_id TEXT    NOT NULL DEFAULT '',     -- the clearinghouse; empty: the payer itself
  filing      TEXT    NOT NULL,                -- X12 code list 1032
  corrections INTEGER NOT NULL CHECK (corrections IN (0, 1)) -- takes claims that replace or void a former one
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  name           TEXT    NOT NULL,
  role           TEXT    NOT NULL,             -- what the rules know: rn, ma, physician ...
  access         TEXT    NOT NULL
                 CHECK (access IN ('manager', 'practitioner', 'care_team', 'assistant', 'biller', 'auditor')),
  credentials    TEXT    NOT NULL DEFAULT '',
  npi            TEXT,
  sign_in        TEXT    COLLATE NOCASE UNIQUE, -- NULL: does not sign in on this PC
  team_training  TEXT,                         -- day the team-based care course was completed
  scope_document INTEGER NOT NULL DEFAULT 0 CHECK (scope_document IN (0, 1)),
  active         INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_before (                    -- what somebody was in the months before one, back to the row before
  staff_id       INTEGER NOT NULL REFERENCES staff (id),
  before         TEXT    NOT NULL,             -- YYYY-MM: the first month in which it does not hold any more
  role           TEXT    NOT NULL,
  credentials    TEXT    NOT NULL,
  scope_document INTEGER NOT NULL CHECK (scope_document IN (0, 1)),
  PRIMARY KEY (staff_id, before)
) STRICT, WITHOUT ROWID;

CREATE TABLE patient (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT    NOT NULL,
  birth_date  TEXT    NOT NULL,
  mrn         TEXT    NOT NULL COLLATE NOCASE UNIQUE,
  sex         TEXT    NOT NULL DEFAULT '' CHECK (sex IN ('', 'F', 'M', 'X')),
  payer       TEXT    NOT NULL,
  call_window TEXT    NOT NULL DEFAULT '',
  died_at     INTEGER,
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE payer_before (                    -- who paid in the months before one, back to the row before
  patient_id INTEGER NOT NULL REFERENCES patient (id),
  before     TEXT    NOT NULL,                 -- YYYY-MM: the first month in which it does not hold any more
  payer      TEXT    NOT NULL,
  PRIMARY KEY (patient_id, before)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriber (                      -- what an electronic claim says of a patient besides name and birth date
  patient_id INTEGER PRIMARY KEY REFERENCES patient (id),
  member_id  TEXT    NOT NULL,
  street     TEXT    NOT NULL,
  city       TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  zip        TEXT    NOT NULL
) STRICT;

CREATE TABLE former_card (                     -- of payers a patient had: their claims may be asked for, replaced or voided still
  patient_id INTEGER NOT NULL REFERENCES patient (id),
  payer      TEXT    NOT NULL,
  member_id  TEXT    NOT NULL,                 -- empty where nobody typed it
  PRIMARY KEY (patient_id, payer)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrollment (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id       INTEGER NOT NULL REFERENCES patient (id),
  program          TEXT    NOT NULL CHECK (program IN ('ccm', 'complex_ccm', 'pcm')),
  practitioner_id  INTEGER NOT NULL REFERENCES staff (id),
  start_date       TEXT    NOT NULL,
  end_date         TEXT,
  consent_given    TEXT,                       -- a day, or an RFC 3339 instant where the time is known
  consent_mode     TEXT    NOT NULL DEFAULT 'verbal' CHECK (consent_mode IN ('verbal', 'written')),
  consent_taker_id INTEGER REFERENCES staff (id),
  consent_topics   TEXT    NOT NULL DEFAULT '', -- what was explained, words apart by a space
  consent_revoked  TEXT,
  visit_date       TEXT,                       -- the initiating visit
  visit_kind       TEXT,
  visit_discussed  INTEGER NOT NULL DEFAULT 0 CHECK (visit_discussed IN (0, 1)),
  last_seen        TEXT,
  plan_established TEXT,
  plan_revised     TEXT,
  plan_copy_given  TEXT,
  attested         INTEGER NOT NULL DEFAULT 0 CHECK (attested IN (0, 1)),
  supervisor_id    INTEGER REFERENCES staff (id),
  lead_id          INTEGER REFERENCES staff (id), -- the designated member of the care team
  created_at       INTEGER NOT NULL,
  CHECK ((visit_date IS NULL) = (visit_kind IS NULL))
) STRICT;
CREATE INDEX enrollment_patient ON enrollment (patient_id);

CREATE TABLE practitioner_before (             -- who billed in the months before one, back to the row before
  enrollment_id   INTEGER NOT NULL REFERENCES enrollment (id),
  before          TEXT    NOT NULL,            -- YYYY-MM: the first month in which it does not hold any more
  practitioner_id INTEGER NOT NULL REFERENCES staff (id),
  PRIMARY KEY (enrollment_id, before)
) STRICT, WITHOUT ROWID;

CREATE TABLE condition (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  enrollment_id   INTEGER NOT NULL REFERENCES enrollment (id),
  icd10           TEXT,
  label           TEXT    NOT NULL DEFAULT '',
  expected_months INTEGER,                     -- NULL: lifelong
  high_risk       INTEGER NOT NULL DEFAULT 1 CHECK (high_risk IN (0, 1)),
  since           TEXT,                        -- YYYY-MM: the first month claims rest on it; NULL: every one
  before          TEXT,                        -- YYYY-MM: the first month they do not any more; NULL: they do
  CHECK (since < before)
) STRICT;
CREATE INDEX condition_enrollment ON condition (enrollment_id);

CREATE TABLE mdm (                             -- medical decision making of a month, by the billing practitioner
  enrollment_id INTEGER NOT NULL REFERENCES enrollment (id),
  month         TEXT    NOT NULL,
  level         TEXT    NOT NULL CHECK (level IN ('straightforward', 'low', 'moderate', 'high')),
  PRIMARY KEY (enrollment_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE timer (                           -- a running timer is a row from its first second
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id      INTEGER NOT NULL REFERENCES staff (id),
  enrollment_id INTEGER NOT NULL REFERENCES enrollment (id),
  activity      TEXT,
  note          TEXT    NOT NULL DEFAULT '',
  started_at    INTEGER NOT NULL,              -- of the stretch that is open; those before it are in timer_part
  heartbeat_at  INTEGER NOT NULL,              -- last proof that it ran
  -- 0: it runs. Else it stands at its last proof, since 1 the program was gone, 2 the computer slept, 3 its screen was
  -- locked, 4 nobody touched it.
  interrupted   INTEGER NOT NULL DEFAULT 0 CHECK (interrupted BETWEEN 0 AND 4),
  proof         BLOB    NOT NULL,              -- of the two columns before, which are rewritten without an audit line
  clock_jump_ms INTEGER NOT NULL DEFAULT 0,    -- the largest leap of the wall clock while it ran; it is counted by the other clock
  paused        INTEGER CHECK (paused > 0),    -- set aside for another timer: its place in the pile, the highest comes back first
  phone         INTEGER NOT NULL DEFAULT 0 CHECK (phone IN (0, 1)), -- on the phone: the open stretch goes on without hand or eye
  CHECK (heartbeat_at >= started_at)
) STRICT;
CREATE UNIQUE INDEX timer_running ON timer (staff_id) WHERE paused IS NULL;

CREATE TABLE timer_part (                      -- stretches of a timer that are over; each becomes an entry when it stops
  timer_id   INTEGER NOT NULL REFERENCES timer (id),
  n          INTEGER NOT NULL,                 -- in the order in which they were written
  started_at INTEGER NOT NULL,
  ended_at   INTEGER NOT NULL,
  origin     TEXT    NOT NULL CHECK (origin IN ('timed', 'typed', 'attested')),
  PRIMARY KEY (timer_id, n),
  CHECK (ended_at > started_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE gap (                             -- time set aside: somebody was away while a timer ran; in no entry until answered for
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id      INTEGER NOT NULL REFERENCES staff (id),
  enrollment_id INTEGER NOT NULL REFERENCES enrollment (id),
  timer_id      INTEGER NOT NULL,              -- no reference: the timer ends, the gap stays
  activity      TEXT,
  started_at    INTEGER NOT NULL,
  ended_at      INTEGER NOT NULL,
  why           TEXT    NOT NULL CHECK (why IN ('idle', 'lock', 'suspend', 'no_heartbeat')),
  CHECK (ended_at > started_at)
) STRICT;
CREATE INDEX gap_staff ON gap (staff_id, started_at);

CREATE TABLE gap_answer (                      -- append only: the newest holds
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  gap_id        INTEGER NOT NULL REFERENCES gap (id),
  answer        TEXT    NOT NULL CHECK (answer IN ('counted', 'moved', 'excluded', 'discarded', 'reopened')),
  reason        TEXT    NOT NULL,
  entry_id      INTEGER REFERENCES entry (id), -- what it became, unless a timer that still ran took it in
  written_by    INTEGER NOT NULL REFERENCES staff (id),
  written_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX gap_answer_gap ON gap_answer (gap_id);

CREATE TABLE entry (                           -- append only: a correction is a new row that replaces an old one
  id            INTEGER PRIMARY KEY,           -- never reused: no row is ever taken away
  patient_id    INTEGER NOT NULL REFERENCES patient (id),
  enrollment_id INTEGER NOT NULL REFERENCES enrollment (id),
  staff_id      INTEGER NOT NULL REFERENCES staff (id),
  started_at    INTEGER NOT NULL,
  ended_at      INTEGER NOT NULL,
  time_zone     TEXT    NOT NULL,              -- the practice's zone when it was written
  service_date  TEXT    NOT NULL,              -- local day of the start, fixed when written
  activity      TEXT    NOT NULL,
  note          TEXT    NOT NULL DEFAULT '',
  -- Not IN with three: SQLite would build a table of them for every row. Attested: nobody measured it, somebody says so.
  origin        TEXT    NOT NULL
                CHECK (origin = 'timed' OR origin = 'typed' OR origin = 'recovered' OR origin = 'attested'),
  part_of_visit INTEGER NOT NULL DEFAULT 0 CHECK (part_of_visit IN (0, 1)),
  replaces_id   INTEGER REFERENCES entry (id),
  reason        TEXT,                          -- why it was corrected
  written_by    INTEGER NOT NULL REFERENCES staff (id),
  written_at    INTEGER NOT NULL,
  CHECK (ended_at > started_at AND ended_at - started_at <= 172800000), -- two days: bounds the search for overlaps
  CHECK ((replaces_id IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX entry_patient_start ON entry (patient_id, started_at);
CREATE INDEX entry_staff_start ON entry (staff_id, started_at, ended_at);

-- Longer than twenty minutes: so few that they are searched by themselves, and the rest need not be looked for further back.
CREATE INDEX entry_long ON entry (staff_id, started_at, ended_at) WHERE ended_at - started_at > 1200000;

-- Corrections only: an entry that replaces none has no place in it to write.
CREATE UNIQUE INDEX entry_replaces ON entry (replaces_id) WHERE replaces_id IS NOT NULL;

CREATE TABLE entry_void (
  entry_id   INTEGER PRIMARY KEY REFERENCES entry (id),
  reason     TEXT    NOT NULL,
  written_by INTEGER NOT NULL REFERENCES staff (id),
  written_at INTEGER NOT NULL
) STRICT;

CREATE TABLE entry_clock_jump (                -- entries during which the wall clock leapt: their length is right, their times of day may not be
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
  jump_ms  INTEGER NOT NULL CHECK (jump_ms <> 0)
) STRICT;

CREATE TABLE entry_split (                     -- entries that were cut off from a version of another one
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
  from_id  INTEGER NOT NULL REFERENCES entry (id)
) STRICT;
CREATE INDEX entry_split_from ON entry_split (from_id);

CREATE TABLE timing (                          -- when the practice wants to be asked about a timer; no row: the defaults
  id                    INTEGER PRIMARY KEY CHECK (id = 1),
  idle_minutes          INTEGER NOT NULL DEFAULT 5,
  notice_minutes        INTEGER NOT NULL DEFAULT 30,
  second_notice_minutes INTEGER NOT NULL DEFAULT 60,
  note_required         INTEGER NOT NULL DEFAULT 0 CHECK (note_required IN (0, 1)) -- of who says at a stop what it was
) STRICT;

CREATE TABLE preference (                      -- what a person wants of this PC; no row: nothing but deadlines
  staff_id         INTEGER PRIMARY KEY REFERENCES staff (id),
  remind_to_start  INTEGER NOT NULL DEFAULT 0 CHECK (remind_to_start IN (0, 1)),
  initials         INTEGER NOT NULL DEFAULT 0 CHECK (initials IN (0, 1)),         -- in the tray and the small window
  names_in_notices INTEGER NOT NULL DEFAULT 0 CHECK (names_in_notices IN (0, 1)),
  deadlines        INTEGER NOT NULL DEFAULT 1 CHECK (deadlines IN (0, 1)),        -- notices of transitional care
  mini_window      INTEGER NOT NULL DEFAULT 0 CHECK (mini_window IN (0, 1)),
  shortcut         TEXT                                                           -- NULL: no key outside of the window
) STRICT;

CREATE TABLE appearance (                      -- how the program looks to a person, and is driven; no row: as it ships
  staff_id     INTEGER PRIMARY KEY REFERENCES staff (id),
  theme        TEXT    NOT NULL CHECK (theme IN ('system', 'light', 'dark', 'contrast')),
  zoom         INTEGER NOT NULL CHECK (zoom BETWEEN 80 AND 200),           -- percent
  single_keys  INTEGER NOT NULL CHECK (single_keys IN (0, 1)),             -- keys without Ctrl do something (WCAG 2.1.4)
  guide_hidden INTEGER NOT NULL CHECK (guide_hidden IN (0, 1))             -- the guide of the first hour was put away
) STRICT;

CREATE TABLE tcm_episode (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id      INTEGER NOT NULL REFERENCES patient (id),
  practitioner_id INTEGER NOT NULL REFERENCES staff (id),
  discharged_at   INTEGER NOT NULL,
  from_kind       TEXT    NOT NULL,
  to_kind         TEXT    NOT NULL,
  visit_date      TEXT,
  visit_discharge_management INTEGER NOT NULL DEFAULT 0 CHECK (visit_discharge_management IN (0, 1)),
  mdm             TEXT,
  med_rec         TEXT,
  report          INTEGER NOT NULL DEFAULT 1 CHECK (report IN (0, 1)),
  readmitted_on   TEXT,                        -- the patient went back to a hospital that day
  global_from     TEXT,                        -- the practitioner's own surgical global period
  global_to       TEXT,
  diagnoses       TEXT    NOT NULL DEFAULT '', -- ICD-10 codes of the claim in their order, spaces between
  created_at      INTEGER NOT NULL,
  CHECK ((global_from IS NULL) = (global_to IS NULL))
) STRICT;
CREATE INDEX tcm_episode_patient ON tcm_episode (patient_id);
CREATE INDEX tcm_episode_discharged ON tcm_episode (discharged_at);

CREATE TABLE tcm_contact (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  episode_id      INTEGER NOT NULL REFERENCES tcm_episode (id),
  at              INTEGER NOT NULL,
  staff_id        INTEGER REFERENCES staff (id), -- NULL: somebody outside the practice
  reached         INTEGER NOT NULL CHECK (reached IN (0, 1)),
  scheduling_only INTEGER NOT NULL DEFAULT 0 CHECK (scheduling_only IN (0, 1)),
  note            TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX tcm_contact_episode ON tcm_contact (episode_id);

CREATE TABLE tcm_contact_void (                -- a contact that was logged wrong stays, and no longer counts
  contact_id INTEGER PRIMARY KEY REFERENCES tcm_contact (id),
  reason     TEXT    NOT NULL,
  written_by INTEGER NOT NULL REFERENCES staff (id),
  written_at INTEGER NOT NULL
) STRICT;

CREATE TABLE billed_elsewhere (                -- a code that another practice bills for the patient, as far as it is known here
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id INTEGER NOT NULL REFERENCES patient (id),
  code       TEXT    NOT NULL,
  day        TEXT    NOT NULL,                 -- its date of service
  known_by   TEXT    NOT NULL,                 -- how it is known, in the person's words
  withdrawn  TEXT                              -- why it is not so after all; NULL: it stands
) STRICT;
CREATE INDEX billed_elsewhere_patient ON billed_elsewhere (patient_id);

CREATE TABLE planning_talk (                   -- an advance care planning talk of a practitioner with the patient or family
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id      INTEGER NOT NULL REFERENCES patient (id),
  practitioner_id INTEGER NOT NULL REFERENCES staff (id),
  started_at      INTEGER NOT NULL,
  ended_at        INTEGER NOT NULL,
  diagnoses       TEXT    NOT NULL DEFAULT '', -- as in tcm_episode
  written_by      INTEGER NOT NULL REFERENCES staff (id),
  written_at      INTEGER NOT NULL,
  CHECK (ended_at > started_at AND ended_at - started_at <= 86400000)
) STRICT;
CREATE INDEX planning_talk_patient ON planning_talk (patient_id, started_at);
CREATE INDEX planning_talk_practitioner ON planning_talk (practitioner_id, started_at);

CREATE TABLE planning_talk_void (              -- a talk that was logged wrong stays, and no longer counts
  talk_id    INTEGER PRIMARY KEY REFERENCES planning_talk (id),
  reason     TEXT    NOT NULL,
  written_by INTEGER NOT NULL REFERENCES staff (id),
  written_at INTEGER NOT NULL
) STRICT;

CREATE TABLE oncology_plan (                   -- a cancer treatment plan, first made or changed
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id      INTEGER NOT NULL REFERENCES patient (id),
  practitioner_id INTEGER NOT NULL REFERENCES staff (id),
  kind            TEXT    NOT NULL CHECK (kind IN ('initial', 'change')),
  day             TEXT    NOT NULL,
  cancer          TEXT    NOT NULL,            -- its ICD-10 code
  written_by      INTEGER NOT NULL REFERENCES staff (id),
  written_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX oncology_plan_patient ON oncology_plan (patient_id);

CREATE TABLE oncology_plan_void (              -- a plan that was logged wrong stays, and no longer counts
  plan_id    INTEGER PRIMARY KEY REFERENCES oncology_plan (id),
  reason     TEXT    NOT NULL,
  written_by INTEGER NOT NULL REFERENCES staff (id),
  written_at INTEGER NOT NULL
) STRICT;

CREATE TABLE own_service (                     -- what this practice bills for the patient by other means, such as a visit
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id INTEGER NOT NULL REFERENCES patient (id),
  code       TEXT    NOT NULL,
  day        TEXT    NOT NULL,                 -- its date of service
  staff_id   INTEGER REFERENCES staff (id),    -- who furnished it; NULL: nobody is named
  by_time    INTEGER NOT NULL CHECK (by_time IN (0, 1)), -- its level was chosen by time
  started_at INTEGER,                          -- minutes that this service has, and nothing else may count
  ended_at   INTEGER,
  written_by INTEGER NOT NULL REFERENCES staff (id),
  written_at INTEGER NOT NULL,
  CHECK ((started_at IS NULL) = (ended_at IS NULL)),
  CHECK (started_at IS NULL OR (staff_id IS NOT NULL AND ended_at > started_at AND ended_at - started_at <= 86400000))
) STRICT;
CREATE INDEX own_service_patient ON own_service (patient_id);
CREATE INDEX own_service_minutes ON own_service (staff_id, started_at) WHERE started_at IS NOT NULL;

CREATE TABLE own_service_void (                -- a service that was noted wrong stays, and no longer counts
  service_id INTEGER PRIMARY KEY REFERENCES own_service (id),
  reason     TEXT    NOT NULL,
  written_by INTEGER NOT NULL REFERENCES staff (id),
  written_at INTEGER NOT NULL
) STRICT;

CREATE TABLE rule_pack (                       -- every rule pack that ever judged here, as it was: a replaced version stays
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  pack        TEXT    NOT NULL,                -- its own id, such as medicare
  version     TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  sha256      TEXT    NOT NULL,                -- of the text, in hexadecimal
  of_practice INTEGER NOT NULL CHECK (of_practice IN (0, 1)), -- 0: it came with the program
  added_at    INTEGER NOT NULL,
  added_by    INTEGER REFERENCES staff (id),   -- NULL: the program itself
  removed_at  INTEGER,
  removed_by  INTEGER REFERENCES staff (id),
  CHECK ((of_practice = 1) = (added_by IS NOT NULL)),
  CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;

CREATE UNIQUE INDEX rule_pack_in_force ON rule_pack (pack) WHERE of_practice = 1 AND removed_at IS NULL;
CREATE INDEX rule_pack_sha ON rule_pack (sha256);

CREATE TABLE rule_set (                        -- packs that judged together, by the hash of all of them
  sha256   TEXT    NOT NULL PRIMARY KEY,
  packs    TEXT    NOT NULL,                   -- numbers of the packs in their order, space between
  first_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE month_statement (                 -- what the rules said last, refreshed with every change that made it stale
  patient_id     INTEGER NOT NULL REFERENCES patient (id),
  month          TEXT    NOT NULL,
  inputs_sha     BLOB    NOT NULL,             -- SHA-256 of the case the statement was made from
  submitted_on   TEXT    NOT NULL,             -- the day the claim was supposed to be sent
  pack           TEXT    NOT NULL,             -- the payer's pack: id and version
  rule_set       TEXT    NOT NULL REFERENCES rule_set (sha256),
  statement_json TEXT    NOT NULL,             -- last: the others are read without it
  PRIMARY KEY (month, patient_id)
) STRICT;                                      -- with rowids: a row of some kilobytes fits into one page

CREATE TABLE month_account (                   -- one row of the worklist: an enrollment's month at a glance
  month         TEXT    NOT NULL,
  enrollment_id INTEGER NOT NULL REFERENCES enrollment (id),
  patient_id    INTEGER NOT NULL REFERENCES patient (id),
  track         TEXT    NOT NULL,              -- the track the bar shows
  counted_s     INTEGER NOT NULL,
  excluded_s    INTEGER NOT NULL,
  surplus_s     INTEGER NOT NULL,
  earned_cents  INTEGER NOT NULL,
  earned        TEXT    NOT NULL,              -- '99490, 99439 x2'
  next_code     TEXT,
  next_short_s  INTEGER,
  next_cents    INTEGER,
  blocked       TEXT    NOT NULL,              -- hold and refusal codes, space between
  PRIMARY KEY (month, patient_id, enrollment_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_off (                        -- append only: what was decided of a patient's month; the newest holds
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  patient_id INTEGER NOT NULL REFERENCES patient (id),
  month      TEXT    NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('signed', 'returned', 'voided')),
  staff_id   INTEGER REFERENCES staff (id),    -- NULL: the program itself, where another day or pack changed what was signed
  at         INTEGER NOT NULL,
  seen_json  TEXT    NOT NULL,                 -- exactly what was before the eyes of who decided; of a void, what it became
  seen_sha   BLOB    NOT NULL,                 -- SHA-256 of that text
  inputs_sha BLOB    NOT NULL,                 -- SHA-256 of the case the statement was made from
  pack       TEXT    NOT NULL,                 -- the payer's pack: id and version
  rule_set   TEXT    NOT NULL REFERENCES rule_set (sha256),
  reason     TEXT,                             -- why it was returned; of a void, what changed
  CHECK ((kind = 'signed') = (reason IS NULL))
) STRICT;
CREATE INDEX sign_off_month ON sign_off (month, patient_id);

CREATE TABLE month_close (                     -- append only: a month closed or opened again; the newest holds
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  month    TEXT    NOT NULL,
  kind     TEXT    NOT NULL CHECK (kind IN ('closed', 'reopened')),
  staff_id INTEGER NOT NULL REFERENCES staff (id),
  at       INTEGER NOT NULL,
  locks_at INTEGER,                            -- from then on nothing of the month changes
  reason   TEXT    NOT NULL,                   -- why it was opened again, or closed with something left open
  CHECK ((kind = 'closed') = (locks_at IS NOT NULL))
) STRICT;
CREATE INDEX month_close_month ON month_close (month);

CREATE TABLE reviewing (                       -- how the practice signs and closes its months; no row: the defaults
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  grace_days      INTEGER NOT NULL DEFAULT 3 CHECK (grace_days BETWEEN 0 AND 31),
  care_team_signs INTEGER NOT NULL DEFAULT 0 CHECK (care_team_signs IN (0, 1))
) STRICT;

CREATE TABLE claim_export (                    -- a batch of claim lines that was written to files
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  month    TEXT    NOT NULL,
  number   INTEGER NOT NULL,                   -- of the month's batches, from 1
  made_by  INTEGER NOT NULL REFERENCES staff (id),
  made_at  INTEGER NOT NULL,
  whole    INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1: lines that had not changed were asked for, too
  rows     INTEGER NOT NULL,
  rule_set TEXT    NOT NULL REFERENCES rule_set (sha256), -- the month keeps the rules it was claimed under
  decisions TEXT   NOT NULL,                   -- and the practice's settings of that day, as the engine reads them
  place     TEXT    NOT NULL,                  -- and its place of service
  UNIQUE (month, number)
) STRICT;

CREATE TABLE claim_export_file (
  export_id INTEGER NOT NULL REFERENCES claim_export (id),
  format    TEXT    NOT NULL CHECK (format IN ('csv', 'xlsx', 'pdf', 'x12')),
  file      TEXT    NOT NULL,
  sha256    TEXT    NOT NULL,
  PRIMARY KEY (export_id, file)                -- one X12 file for each payer
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_export_line (               -- what a batch said of a line: the next one says only what is new or different
  export_id       INTEGER NOT NULL REFERENCES claim_export (id),
  account         TEXT    NOT NULL,            -- an enrollment, a7; an episode, t3; a day of talks, p5; a plan, o4
  code            TEXT    NOT NULL,
  turn            INTEGER NOT NULL,            -- of the account's lines with this code, from 1
  change          TEXT    NOT NULL CHECK (change IN ('new', 'changed', 'withdrawn', 'unchanged')),
  patient_id      INTEGER NOT NULL REFERENCES patient (id),
  practitioner_id INTEGER NOT NULL REFERENCES staff (id),
  payer           TEXT    NOT NULL,
  place           TEXT    NOT NULL,
  units           INTEGER NOT NULL,
  dos             TEXT    NOT NULL,
  dos_to          TEXT,
  modifiers       TEXT    NOT NULL,            -- space between
  diagnoses       TEXT    NOT NULL,            -- space between
  amount_cents    INTEGER NOT NULL,
  counted_s       INTEGER NOT NULL,
  entries         TEXT    NOT NULL,            -- space between
  x12             INTEGER NOT NULL DEFAULT 0 CHECK (x12 IN (0, 1)), -- 1: its claim is in an X12 file of the batch
  PRIMARY KEY (export_id, account, code, turn)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (                      -- who is on a patient's care team
  patient_id  INTEGER NOT NULL REFERENCES patient (id),
  staff_id    INTEGER NOT NULL REFERENCES staff (id),
  assigned_at INTEGER NOT NULL,
  PRIMARY KEY (patient_id, staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_staff ON assignment (staff_id);

CREATE TABLE emergency_access (                -- a patient who is hidden from somebody, opened for an hour with a reason
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id        INTEGER NOT NULL REFERENCES staff (id),
  patient_id      INTEGER NOT NULL REFERENCES patient (id),
  reason          TEXT    NOT NULL,
  opened_at       INTEGER NOT NULL,
  until           INTEGER NOT NULL,
  acknowledged_by INTEGER REFERENCES staff (id),
  acknowledged_at INTEGER,
  CHECK (until > opened_at),
  CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL))
) STRICT;
CREATE INDEX emergency_access_staff ON emergency_access (staff_id, patient_id);
CREATE TABLE protection (                      -- how this vault is kept: who can come in, and when the screen locks
  id                 INTEGER PRIMARY KEY CHECK (id = 1),
  lock_minutes       INTEGER NOT NULL DEFAULT 5 CHECK (lock_minutes BETWEEN 1 AND 15),
  key_generation     INTEGER NOT NULL,         -- of the newest key file there was: an older one put back shows
  key_fingerprint    TEXT    NOT NULL,
  recovery_made_at   INTEGER NOT NULL,
  recovery_proved_at INTEGER,                  -- NULL: nobody has shown yet that the printed key is there
  codes_required     INTEGER NOT NULL DEFAULT 0 CHECK (codes_required IN (0, 1)) -- nobody signs in with a password alone
) STRICT;
CREATE TABLE sign_in_code (                    -- who is asked for a code of an authenticator app besides the password
  staff_id  INTEGER PRIMARY KEY REFERENCES staff (id),
  secret    BLOB    NOT NULL CHECK (length(secret) = 20), -- what app and program share (RFC 4226 asks for 160 bits)
  used_step INTEGER NOT NULL,                  -- the last half minute whose code was used: none opens twice
  added_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_source (                    -- what the events of a sign-in share; the hash of each of them covers it
  id          INTEGER PRIMARY KEY,
  device_id   BLOB    NOT NULL,                -- which installation
  boot_id     BLOB    NOT NULL,                -- which run of the computer
  session_id  BLOB    NOT NULL,                -- which sign-in
  tz          TEXT    NOT NULL,
  clock_q     TEXT    NOT NULL,                -- whether the two clocks agree: ok, skew, jump
  staff_id    INTEGER,                         -- NULL: the program itself
  staff_label TEXT    NOT NULL,
  role        TEXT    NOT NULL,                -- what the person was allowed to do then
  app_version TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_source_session ON audit_source (session_id);

CREATE TABLE audit (                           -- append only and chained: hash covers the one before, the source and every field
  seq         INTEGER PRIMARY KEY,
  event_id    BLOB    NOT NULL,                -- UUID v7; no index: 74 bits of chance, and the chain holds each in its place
  source_id   INTEGER NOT NULL,                -- no reference: the hash proves it, and looking for 2,000,000 takes seconds
  wall_ms     INTEGER NOT NULL,
  mono_ms     INTEGER NOT NULL,                -- of a clock that nobody can set
  action      TEXT    NOT NULL,                -- the name of the Op
  category    TEXT    NOT NULL,
  patient_id  INTEGER,
  object_id   INTEGER,
  detail      TEXT    NOT NULL,                -- canonical JSON, integers only
  reason      TEXT,
  outcome     TEXT    NOT NULL,                -- done, refused
  rows        BLOB    NOT NULL,                -- the rows it changed: table, key, SHA-256 before and after
  hash        BLOB    NOT NULL
) STRICT;
CREATE INDEX audit_patient ON audit (patient_id, seq);
-- What the screens ask of the record itself. Not IN with three: SQLite would build a table of them for every event.
CREATE INDEX audit_rare ON audit (action, seq) WHERE action = 'prove_backup' OR action = 'recover' OR action = 'save_practice';

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- INSERT OR REPLACE walks through the two triggers above; this one stops it, and gaps.
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
  WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit) BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_source_no_update BEFORE UPDATE ON audit_source BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_source_no_delete BEFORE DELETE ON audit_source BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_source_no_replace BEFORE INSERT ON audit_source
  WHEN NEW.id IN (SELECT id FROM audit_source) BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_void_no_update BEFORE UPDATE ON entry_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_void_no_delete BEFORE DELETE ON entry_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER tcm_contact_void_no_update BEFORE UPDATE ON tcm_contact_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER tcm_contact_void_no_delete BEFORE DELETE ON tcm_contact_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER planning_talk_no_update BEFORE UPDATE ON planning_talk BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER planning_talk_no_delete BEFORE DELETE ON planning_talk BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER planning_talk_void_no_update BEFORE UPDATE ON planning_talk_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER planning_talk_void_no_delete BEFORE DELETE ON planning_talk_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER oncology_plan_no_update BEFORE UPDATE ON oncology_plan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER oncology_plan_no_delete BEFORE DELETE ON oncology_plan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER oncology_plan_void_no_update BEFORE UPDATE ON oncology_plan_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER oncology_plan_void_no_delete BEFORE DELETE ON oncology_plan_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER own_service_no_update BEFORE UPDATE ON own_service BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER own_service_no_delete BEFORE DELETE ON own_service BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER own_service_void_no_update BEFORE UPDATE ON own_service_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER own_service_void_no_delete BEFORE DELETE ON own_service_void BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- What was noted stays readable: it can be withdrawn once, and nothing else of it changes.
CREATE TRIGGER billed_elsewhere_no_delete BEFORE DELETE ON billed_elsewhere BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER billed_elsewhere_no_update BEFORE UPDATE ON billed_elsewhere
  WHEN OLD.withdrawn IS NOT NULL OR NEW.id <> OLD.id OR NEW.patient_id <> OLD.patient_id OR NEW.code <> OLD.code
    OR NEW.day <> OLD.day OR NEW.known_by <> OLD.known_by
  BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_clock_jump_no_update BEFORE UPDATE ON entry_clock_jump BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_clock_jump_no_delete BEFORE DELETE ON entry_clock_jump BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_split_no_update BEFORE UPDATE ON entry_split BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_split_no_delete BEFORE DELETE ON entry_split BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER gap_no_update BEFORE UPDATE ON gap BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER gap_no_delete BEFORE DELETE ON gap BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER gap_answer_no_update BEFORE UPDATE ON gap_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER gap_answer_no_delete BEFORE DELETE ON gap_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sign_off_no_update BEFORE UPDATE ON sign_off BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sign_off_once BEFORE INSERT ON sign_off
  WHEN EXISTS (SELECT 1 FROM sign_off WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: sign_off.id'); END;
CREATE TRIGGER month_close_no_update BEFORE UPDATE ON month_close BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER month_close_no_delete BEFORE DELETE ON month_close BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER month_close_once BEFORE INSERT ON month_close
  WHEN EXISTS (SELECT 1 FROM month_close WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: month_close.id'); END;
-- These say which rule they stand for, as SQLite's own message would.
CREATE TRIGGER entry_clock_jump_once BEFORE INSERT ON entry_clock_jump
  WHEN EXISTS (SELECT 1 FROM entry_clock_jump WHERE entry_id = NEW.entry_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: entry_clock_jump.entry_id'); END;
CREATE TRIGGER entry_once BEFORE INSERT ON entry
  WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: entry.id'); END;
CREATE TRIGGER entry_corrected_once BEFORE INSERT ON entry
  WHEN NEW.replaces_id IS NOT NULL AND EXISTS (SELECT 1 FROM entry WHERE replaces_id = NEW.replaces_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: entry.replaces_id'); END;
CREATE TRIGGER entry_void_once BEFORE INSERT ON entry_void
  WHEN EXISTS (SELECT 1 FROM entry_void WHERE entry_id = NEW.entry_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: entry_void.entry_id'); END;
CREATE TRIGGER tcm_contact_void_once BEFORE INSERT ON tcm_contact_void
  WHEN EXISTS (SELECT 1 FROM tcm_contact_void WHERE contact_id = NEW.contact_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: tcm_contact_void.contact_id'); END;
CREATE TRIGGER planning_talk_once BEFORE INSERT ON planning_talk
  WHEN EXISTS (SELECT 1 FROM planning_talk WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: planning_talk.id'); END;
CREATE TRIGGER planning_talk_void_once BEFORE INSERT ON planning_talk_void
  WHEN EXISTS (SELECT 1 FROM planning_talk_void WHERE talk_id = NEW.talk_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: planning_talk_void.talk_id'); END;
CREATE TRIGGER oncology_plan_once BEFORE INSERT ON oncology_plan
  WHEN EXISTS (SELECT 1 FROM oncology_plan WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: oncology_plan.id'); END;
CREATE TRIGGER oncology_plan_void_once BEFORE INSERT ON oncology_plan_void
  WHEN EXISTS (SELECT 1 FROM oncology_plan_void WHERE plan_id = NEW.plan_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: oncology_plan_void.plan_id'); END;
CREATE TRIGGER own_service_once BEFORE INSERT ON own_service
  WHEN EXISTS (SELECT 1 FROM own_service WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: own_service.id'); END;
CREATE TRIGGER own_service_void_once BEFORE INSERT ON own_service_void
  WHEN EXISTS (SELECT 1 FROM own_service_void WHERE service_id = NEW.service_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: own_service_void.service_id'); END;

-- A pack that judged is evidence: it can be put out of force once, and nothing else of it changes.
CREATE TRIGGER claim_export_no_update BEFORE UPDATE ON claim_export BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_export_no_delete BEFORE DELETE ON claim_export BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_export_file_no_update BEFORE UPDATE ON claim_export_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_export_file_no_delete BEFORE DELETE ON claim_export_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_export_line_no_update BEFORE UPDATE ON claim_export_line BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER claim_export_line_no_delete BEFORE DELETE ON claim_export_line BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER rule_pack_no_delete BEFORE DELETE ON rule_pack BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER rule_pack_no_update BEFORE UPDATE ON rule_pack
  WHEN OLD.removed_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.pack <> OLD.pack OR NEW.version <> OLD.version
    OR NEW.text <> OLD.text OR NEW.sha256 <> OLD.sha256 OR NEW.of_practice <> OLD.of_practice
    OR NEW.added_at <> OLD.added_at OR NEW.added_by IS NOT OLD.added_by
  BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER rule_set_no_update BEFORE UPDATE ON rule_set BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER rule_set_no_delete BEFORE DELETE ON rule_set BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What was opened in an emergency stays on record: a manager acknowledges it once, and nothing else of it changes.
CREATE TRIGGER emergency_access_no_delete BEFORE DELETE ON emergency_access BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER emergency_access_no_update BEFORE UPDATE ON emergency_access
  WHEN OLD.acknowledged_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.staff_id <> OLD.staff_id
    OR NEW.patient_id <> OLD.patient_id OR NEW.reason <> OLD.reason OR NEW.opened_at <> OLD.opened_at
    OR NEW.until <> OLD.until
  BEGIN SELECT RAISE(ABORT, 'append-only'); END;
