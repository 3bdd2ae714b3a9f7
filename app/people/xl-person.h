#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * XlPerson:
 *
 * One person as the office knows them now.  Strings are UTF-8, NULL when unknown, and belong to the struct; codes as
 * published (see the data dictionary).  Fill the name, number and phone by the setters below, which keep what was
 * written and derive the rest; the other fields are free to set with g_free () and g_strdup ().
 */
typedef struct {
  gint64   id;              /* 0 until stored */
  char    *office;          /* 12-digit division code */
  char    *name;            /* cleaned */
  char    *name_written;    /* as written, when that differs */
  char    *name_sort;       /* derived: pinyin key */
  char    *name_initials;   /* derived: zs */
  char    *sex;             /* "1" male, "2" female (GB/T 2261.1) */
  char    *birth_date;      /* "YYYY-MM-DD" */
  char    *ethnic;          /* GB/T 3304, two digits */
  char    *id_number;       /* 18 characters, only when valid */
  char    *id_written;
  char    *id_verdict;      /* valid, valid_after_cleaning, invalid, missing */
  char    *phone;           /* cleaned */
  char    *phone_written;
  char    *education;       /* GB/T 4658 */
  char    *political;       /* GB/T 4762 */
  char    *marital;         /* GB/T 2261.2 */
  char    *hukou;           /* hukou_type */
  char    *away;            /* in the words of data/codes/away.tsv, else as written */
  char    *address;
  char    *note;
  char    *death_date;
  gboolean present;         /* neither dead nor moved away; kept by the table functions, ignored on update */
} XlPerson;

XlPerson *xl_person_new  (const char *office);
XlPerson *xl_person_copy (const XlPerson *person);
void      xl_person_free (XlPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPerson, xl_person_free)

/* Takes a name as written: cleaned, sort key and initials made.  Thread: any.  Errors: XL_ERROR_FORMAT, no name is left;
 * XL_ERROR_TOO_LARGE, longer than 100 letters. */
gboolean  xl_person_set_name  (XlPerson *person, const char *written, GError **error);

/**
 * xl_person_set_identity:
 * @written: (nullable): as written, any length
 *
 * Keeps @written and its verdict; a valid number also gives @id_number (a 15-digit one in its 18-digit form) and, where
 * the person has none yet, birth date and sex.  A number that fails its checks never keeps a person out.
 *
 * Thread: any.   Source: GB 11643-1999.
 * Returns: (nullable): why the number is not valid, a constant English sentence marked N_(); NULL when valid or missing
 */
const char *xl_person_set_identity (XlPerson *person, const char *written);

/* Takes a phone as written; one that is no phone is only kept as written (@phone becomes NULL). */
void      xl_person_set_phone (XlPerson *person, const char *written);

/* A field by its column name ("birth_date"), for tables of columns; NULL for one that is no text field. */
char    **xl_person_field     (XlPerson *person, const char *column);
/* The text fields in the order of the table's columns, office first. */
#define XL_PERSON_N_FIELDS 21
char    **xl_person_field_at  (XlPerson *person, guint i);

G_END_DECLS
