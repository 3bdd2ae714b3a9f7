#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/* One line of a ledger.  Strings belong to it. */
typedef struct {
  gint64   id;            /* 0 until stored */
  char    *office;        /* 12-digit division code */
  char    *period;        /* derived from the date: "2026-06"; NULL for events */
  char    *source;        /* (nullable): where it came from: a file's name; NULL when typed */
  char    *flags;         /* (nullable): what a person should look at: "field TAB reason" a line, the reason as in xl-reason.h */
  gint64   created_at;    /* seconds UTC */
  guint    n;
  XlValue *values;        /* by field */
} XlLedgerRecord;

XlLedgerRecord *xl_ledger_record_new  (const XlTemplate *t, const char *office);
XlLedgerRecord *xl_ledger_record_copy (const XlLedgerRecord *record);
void            xl_ledger_record_free (XlLedgerRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerRecord, xl_ledger_record_free)

/* Sets field @i from what somebody wrote; the value becomes unset when it is refused.  See xl_value_parse (). */
gboolean        xl_ledger_record_set_text   (const XlTemplate *t, XlLedgerRecord *record, guint i, const char *text,
                                             const char **reason);
/* A person, household or other number. */
void            xl_ledger_record_set_number (XlLedgerRecord *record, guint i, gint64 number);
/* Row id of the subject, or 0. */
gint64          xl_ledger_record_subject    (const XlTemplate *t, const XlLedgerRecord *record);
/* The date that places it, or NULL. */
const char     *xl_ledger_record_date       (const XlTemplate *t, const XlLedgerRecord *record);
/* @period from the date. */
void            xl_ledger_record_place      (const XlTemplate *t, XlLedgerRecord *record);

/* Something about a field that a person must or should look at. */
typedef struct {
  int      field;         /* index; -1: the record as a whole */
  gboolean refuses;       /* else the record is kept and the field flagged */
  gboolean blank;         /* says nothing but that a required field is empty */
  char    *reason;        /* English marked N_() or the template's own words, with or without a detail: xl_reason_words () */
} XlLedgerFinding;
void xl_ledger_finding_free (XlLedgerFinding *finding);

/* What the file knows around a record. */
typedef struct {
  const char *today;           /* "YYYY-MM-DD" */
  const char *period;          /* (nullable): the period that is being worked on */
  const char *subject_death;   /* (nullable) */
  gboolean    has_list;        /* the ledger says who is due … */
  gboolean    on_list;         /* … and the subject was on that list on the record's date */
  gboolean    subject_left;    /* the subject had left the village by the record's date */
} XlRecordContext;

/**
 * xl_ledger_record_check:
 * @findings: (element-type XlLedgerFinding): added to
 *
 * Judges a record by its template: what must be filled in, dates that have not come yet or lie outside the period, a subject
 * who had died, had left or is not on the list.  A day to come is refused, but where plans are made: where the date has a "max" of its
 * own, or no_overlap or active begin with it.  Checks between fields need SQLite and stand in the table layer.
 *
 * Thread: any.   Returns: whether nothing refuses it
 */
gboolean xl_ledger_record_check (const XlTemplate *t, const XlLedgerRecord *record, const XlRecordContext *context,
                                 GPtrArray *findings);
void     xl_ledger_findings_add (GPtrArray *findings, int field, gboolean refuses, const char *reason);
/* The same with what it speaks of: see xl_reason_new (). */
void     xl_ledger_findings_add_detail (GPtrArray *findings, int field, gboolean refuses, const char *reason, const char *detail);
/* Those that only flag, as they are kept: "field TAB reason" a line; NULL when there are none. */
char    *xl_ledger_findings_to_flags (const XlTemplate *t, GPtrArray *findings);
/* Why field @key is flagged in @flags, or NULL: a reason for xl_reason_words ().  Free with g_free (). */
char    *xl_ledger_flag_of      (const char *flags, const char *key);
/* @flags with @reason (nullable: none) for field @key where @from stood: reasons that begin with the words of @from.  NULL: no flags. */
char    *xl_ledger_flags_change (const char *flags, const char *key, const char *from, const char *reason);

/**
 * xl_ledger_record_title:
 *
 * What people call the record by, for refusals that speak of it: its day and its first text ("2026-06-03 会议室"), never a number
 * that identifies a person, nor anything else that is masked.   Thread: any.
 * Returns: (transfer full): "" when it has neither
 */
char    *xl_ledger_record_title (const XlTemplate *t, const XlLedgerRecord *record);

G_END_DECLS
