#pragma once

#include "base/xl-error.h"

G_BEGIN_DECLS

typedef enum {
  XL_LEDGER_TEXT,
  XL_LEDGER_LONG_TEXT,
  XL_LEDGER_INTEGER,
  XL_LEDGER_DECIMAL,        /* a fixed number of places, kept as an integer */
  XL_LEDGER_MONEY,          /* fen */
  XL_LEDGER_DATE,           /* "YYYY-MM-DD" */
  XL_LEDGER_MONTH,          /* "YYYY-MM" */
  XL_LEDGER_TIME,           /* a time of day, "HH:MM" */
  XL_LEDGER_MINUTES,        /* a span */
  XL_LEDGER_YES_NO,
  XL_LEDGER_CODE,
  XL_LEDGER_CODES,          /* several, in the order of the table, joined by commas */
  XL_LEDGER_PERSON,         /* row id of person */
  XL_LEDGER_HOUSEHOLD,      /* row id of household */
  XL_LEDGER_PLACE,
  XL_LEDGER_ORGANISATION,
  XL_LEDGER_ATTACHMENT,     /* files: see base/xl-attachment.h */
  XL_N_LEDGER_TYPES
} XlLedgerType;

typedef enum { XL_SUBJECT_NONE, XL_SUBJECT_PERSON, XL_SUBJECT_HOUSEHOLD, XL_SUBJECT_PLACE, XL_SUBJECT_ORGANISATION } XlLedgerSubject;
typedef enum {
  XL_PERIOD_EVENT, XL_PERIOD_DAY, XL_PERIOD_WEEK, XL_PERIOD_TEN_DAYS, XL_PERIOD_MONTH, XL_PERIOD_QUARTER, XL_PERIOD_HALF_YEAR,
  XL_PERIOD_YEAR
} XlLedgerPeriod;

/* One code of a field: what is stored, the official word, and other words people write for it. */
typedef struct {
  char  *code, *name;
  char **aliases;
} XlLedgerCode;

/* A value as stored: @text for texts, dates, codes; @number for everything counted (smallest unit) and for row ids. */
typedef struct {
  gboolean set;
  gint64   number;
  char    *text;
} XlValue;
void xl_value_clear (XlValue *value);

/* What the totals row shows of a field. */
typedef enum { XL_TOTAL_NONE, XL_TOTAL_SUM, XL_TOTAL_AVERAGE, XL_TOTAL_COUNT } XlLedgerTotal;

/* What a text may be: what stands in a field of another ledger. */
typedef struct {
  char    *ledger, *field;   /* keys */
  char   **show;             /* keys of fields of that ledger shown beside what is offered; may be empty */
  gboolean refuse;           /* what does not stand there is refused; else flagged */
} XlFromLedger;

typedef struct {
  char       *key;           /* also the name of its column, but for the subject's ("subject") */
  char       *title;
  char       *unit;          /* (nullable) */
  char       *help;          /* (nullable): one sentence under the field */
  XlLedgerType type;
  guint       places;        /* of a decimal; money has 2 */
  gboolean    required;
  gboolean    read_only;     /* shown, never asked for: formulas and what is taken from the person */
  GPtrArray  *codes;         /* XlLedgerCode; NULL unless code or codes */
  XlValue     min, max;      /* unset: no bound */
  char       *default_text;  /* (nullable): a value as written, "@last" or "@today" */
  char       *formula;       /* (nullable): SQLite expression over other fields */
  char       *from_person;   /* (nullable): which of the person's own facts stands here; not stored in the ledger */
  char       *sensitive;     /* (nullable): what masking must know: "name", "identity", "phone", "bank", "address", "health", "birth" */
  char      **headers;       /* under which the column is known in other people's spreadsheets; the title first */
  char       *section;       /* (nullable): the heading of the form it stands under; those of one heading stand together */
  XlLedgerTotal total;
  XlFromLedger *from_ledger; /* (nullable) */
} XlLedgerField;

typedef struct {
  char    *key, *expression, *message;
  char   **fields;      /* where the message stands */
  gboolean refuses;     /* else the record is kept and flagged */
} XlLedgerCheck;

typedef enum {
  XL_LAYOUT_FIELD,
  XL_LAYOUT_PERSON,       /* a fact of the subject, or of the person that @field names */
  XL_LAYOUT_NUMBER,
  XL_LAYOUT_HOUSEHOLD,    /* a fact of the subject's household */
  XL_LAYOUT_TEXT,         /* the same words in every row */
  XL_LAYOUT_BLANK,        /* to be filled in by hand */
  XL_LAYOUT_MISSING       /* was in the layout, and the ledger has it no more */
} XlLayoutColumnKind;
typedef struct {
  XlLayoutColumnKind kind;
  int      field;       /* index, of XL_LAYOUT_FIELD; -1 */
  char    *person;      /* which fact: see xl_template_person_facts (), xl_template_household_facts () */
  char    *heading;
  gboolean codes;       /* codes instead of words */
  guint    width_mm;    /* 0: by content */
  char    *text;        /* of XL_LAYOUT_TEXT; of XL_LAYOUT_MISSING the name of what is missing */
  guint    mask;        /* XlMaskProfile: masked at least so far, whatever the layout's own mask */
  gboolean total;       /* added up in the last row */
} XlLayoutColumn;

typedef struct {
  char      *key, *title;
  char      *mask;        /* "internal", "public", "strict" */
  char      *paper;       /* "A4", "A4-landscape", "A3-landscape" */
  guint      frozen;      /* leading columns that stay when the rest scrolls */
  GPtrArray *columns;     /* XlLayoutColumn */
  /* Only layouts of the office (xl-ledger-layout.h) have these; NULL and FALSE in a template's. */
  char      *department;  /* who asks for the form */
  char     **above;       /* lines below the title, with {office_name}, {period_words}, {date_words}, {count} */
  char     **signers;     /* 填表人, 审核人, 日期 */
  char      *filter, *order;
  char     **where;       /* conditions, as `export --where` takes them */
  gboolean   descending;
  char      *form;        /* SHA-256 in hex of the spreadsheet it was made from */
} XlLedgerLayout;

/* What an indicator cannot do without: missing when @expression is 0 or NULL. */
typedef struct {
  char *title, *expression;
} XlIndicatorNeed;

typedef struct {
  char *key, *title, *expression, *unit, *comparator;   /* comparator: ">=", "=", "<=" */
  double     target;
  gboolean   has_target;    /* else it only tells */
  GPtrArray *needs;         /* XlIndicatorNeed; may be empty */
  char      *rows;          /* (nullable): a SELECT of ids of this ledger: the records behind the value */
} XlLedgerIndicator;

/* A record that needs somebody's eyes; worked out when looked at. */
typedef struct {
  char    *key, *title, *expression;
  gboolean overdue;         /* else it will be soon */
  int      field;           /* where the mark stands; -1: the record as a whole */
  gboolean home;            /* counted on the home page */
} XlLedgerAlert;

typedef enum { XL_REPORT_PERIOD = 1, XL_REPORT_YEAR = 2, XL_REPORT_FROM = 4, XL_REPORT_TO = 8 } XlReportParameters;

/* A table worked out of ledgers and persons. */
typedef struct {
  char      *key, *title;
  char      *query;         /* one SELECT that gives @columns in their order */
  guint      parameters;    /* of XlReportParameters: which it knows beside :office and :today */
  GPtrArray *columns;       /* XlLedgerField with key, title, unit, type, places, codes and total: xl_value_show () shows it */
} XlLedgerReport;

/* Who is expected in each period: everyone in another ledger between two of its dates. */
typedef struct {
  char *ledger, *from, *to;    /* key of the ledger, keys of its date fields; @to may be NULL */
  char *policies;              /* (nullable): name of the rule set of data/rules that counts */
  char *counted_by;            /* (nullable): the code field that the rule set's modes speak of */
} XlDueList;

/* So many records are expected in each period. */
typedef struct {
  XlLedgerPeriod every;        /* anything but an event */
  guint    times;              /* records (of each code) expected in it */
  guint    by_month;           /* deadline: month of the period from 1; 0: its last */
  guint    by_day;             /* day of that month (of a week, of ten days: of the period), its last when it is shorter; 0: its last */
  gboolean by_after;           /* both count in the period after it */
  int      of;                 /* index of the code field each of whose codes is expected, or -1 */
} XlDueEvery;

/* Which records are in force on a day: begun (@from), not over (@to empty or later), not @ended. */
typedef struct {
  int   from, to;              /* indexes of date fields, or -1 */
  char *ended;                 /* (nullable): SQLite expression over the fields (or a yes-no field): true when it is over */
} XlLedgerActive;

/* Two records that agree in all of @same may touch, not overlap. */
typedef struct {
  GArray *same;                /* int: indexes of fields; may be empty */
  int     from, to;            /* dates; times of day when @on is there */
  int     on;                  /* index of the date, or -1 */
  char   *message;
} XlNoOverlap;

/* A balance carried down: the one before, plus, minus. */
typedef struct {
  int     balance, plus, minus;  /* indexes; @plus or @minus may be -1 */
  GArray *within;                /* int: fields that tell one account from another; may be empty */
  GArray *order;                 /* int: fields in whose order it is carried; then the order of entry */
} XlRunning;

typedef struct {
  int        refs;
  char      *filing;        /* (nullable): key of the form in resources/forms that hands a period of it in */
  char      *key, *title, *department, *action;   /* action: what one does with it, "登记探访" */
  char      *source;        /* the JSON it was read from */
  char      *table;         /* "ledger_elder_visit" */
  char     **clauses;       /* which papers ask for it */
  gint64     version;
  XlLedgerSubject  subject;
  XlLedgerPeriod   period;
  int        subject_field, period_field;   /* index into @fields, or -1 */
  GPtrArray *fields, *checks, *layouts, *indicators, *alerts, *reports;
  GArray    *same_when;     /* int: fields that make two rows of spreadsheets the same record */
  GArray    *formula_order; /* int: fields with formulas, each after those it needs */
  XlDueList *due;           /* (nullable): everybody of a list … */
  XlDueEvery *every;        /* (nullable): … or so many records; never both */
  XlLedgerActive *active;   /* (nullable) */
  GPtrArray *unique;        /* GArray of int: in each, indexes of fields no two records agree in; may be empty */
  XlNoOverlap *no_overlap;  /* (nullable) */
  XlRunning *running;       /* (nullable) */
} XlTemplate;

/**
 * xl_template_parse:
 * @file: the name people know the file by, for the refusal
 * @data: (array length=size): JSON in the format of data/ledgers/README.md
 *
 * Reads and judges a ledger template, our own or a stranger's.  Nothing in it is run; expressions are only looked through for
 * the fields they name.
 *
 * Errors: "FILE: /place/in/json: reason": %XL_ERROR_TOO_LARGE (above 256 KiB, nested too deep, too many fields),
 *   %XL_ERROR_FORMAT, %XL_ERROR_UNKNOWN (a type, member, field or code table nobody knows), %XL_ERROR_CONFLICT (a key twice,
 *   a formula that needs itself).
 * Thread: any.
 * Returns: (transfer full)
 */
XlTemplate *xl_template_parse     (const char *file, const char *data, gsize size, GError **error);
/* The built-in template data/ledgers/KEY.json, read once for the whole program.  Errors: XL_ERROR_NOT_FOUND and those above. */
XlTemplate *xl_template_built_in  (const char *key, GError **error);
/* The keys of the built-in templates, in the order their ledgers are shown. */
char      **xl_template_built_in_keys (void);
/* Templates never change once read, so threads may share them. */
XlTemplate *xl_template_ref       (XlTemplate *t);
void        xl_template_free      (XlTemplate *t);   /* gives one reference back */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlTemplate, xl_template_free)

guint           xl_template_n_fields (const XlTemplate *t);
const XlLedgerField  *xl_template_field    (const XlTemplate *t, guint i);
/* Index of the field @key, or -1. */
int             xl_template_find     (const XlTemplate *t, const char *key);
const XlLedgerLayout *xl_template_layout   (const XlTemplate *t, const char *key);
const XlLedgerAlert  *xl_template_alert    (const XlTemplate *t, const char *key);
const XlLedgerReport *xl_template_report   (const XlTemplate *t, const char *key);
/* Every field of @t in its order, under its title: the layout of exports that are to come in again. */
XlLedgerLayout *xl_ledger_layout_whole (const XlTemplate *t);
void            xl_ledger_layout_free  (XlLedgerLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerLayout, xl_ledger_layout_free)
/* The name of the column of field @i in the ledger's table. */
const char     *xl_template_column   (const XlTemplate *t, guint i);
/* Whether field @i has a column (everything but what is taken from the person). */
gboolean        xl_template_is_stored (const XlTemplate *t, guint i);

const XlLedgerCode *xl_ledger_field_code      (const XlLedgerField *field, const char *code);
/* The code whose code, name or alias is @text. */
const XlLedgerCode *xl_ledger_field_code_find (const XlLedgerField *field, const char *text);
/* Whether values of this type are numbers in the file (else texts). */
gboolean           xl_ledger_field_is_number (XlLedgerType type);
/* "text", "long-text", …: as in the JSON. */
const char        *xl_ledger_field_type_name (XlLedgerType type);

/* The facts of a person that layouts and fields may show: "name", "id_number", "age", …; NULL-terminated. */
const char *const *xl_template_person_facts (void);
/* The facts of a household that layouts may show: "number", "head", …; NULL-terminated. */
const char *const *xl_template_household_facts (void);

/**
 * xl_template_period_of:
 * @date: "YYYY-MM-DD"
 *
 * The period @date falls in, as xl-period.h writes it; NULL for %XL_PERIOD_EVENT.  A month ("2026-06") will do where days do not count.
 */
char *xl_template_period_of (XlLedgerPeriod period, const char *date);

/**
 * xl_expression_words:
 *
 * The identifiers in an SQLite expression, in small letters as SQLite compares them: what stands outside texts and is no number;
 * in the quotes of names ("", ``, []) what a field may be called.  Thread: any.
 * Returns: (transfer full): NULL-terminated, each once
 */
char **xl_expression_words (const char *expression);

G_END_DECLS
