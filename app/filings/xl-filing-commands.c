#include "filings/xl-filing-commands.h"
#include "filings/xl-filing-issue-commands.h"
#include "filings/xl-verify-reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* file -------------------------------------------------------------------------------------------------------------- */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL && *text != '\0')
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

static void
add_record (JsonBuilder *builder, const XlFilingRecord *r)
{
  json_builder_begin_object (builder);
  add_int (builder, "id", r->id);
  add_text (builder, "office", r->office);
  add_text (builder, "number", r->number);
  add_text (builder, "form", r->form);
  add_text (builder, "period", r->period);
  add_text (builder, "profile", r->profile);
  add_text (builder, "title", r->title);
  add_text (builder, "written_on", r->written_on);
  add_text (builder, "state", xl_filing_state_word (r->state));
  add_text (builder, "reason", r->reason);
  add_int (builder, "pages", r->n_pages);
  add_int (builder, "rows", r->n_rows);
  add_text (builder, "sha256", r->pdf_sha256);
  add_text (builder, "data_sha256", r->data_sha256);
  add_text (builder, "replaces", r->replaces);
  add_text (builder, "replaced_by", r->replaced_by);
  add_text (builder, "made_by", r->made_by);
  json_builder_end_object (builder);
}

static gpointer
read_plan (XlDb *db, gpointer request, GError **error)
{
  return xl_filing_plan_read (db, request, error);
}

static gpointer
read_record (XlDb *db, gpointer id, GError **error)
{
  return xl_filing_table_get (db, *(gint64 *) id, error);
}

static void
print_record (XlInvocation *inv, const XlFilingRecord *r, const char *out)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (inv->json)
    {
      add_record (builder, r);
      xl_invocation_print_json (inv, json_builder_get_root (builder));
      return;
    }
  xl_invocation_print (inv, _("%s\n%s\n%d pages, %d rows\nSHA-256 %s\n%s\n"), r->number, r->title, r->n_pages, r->n_rows,
                       r->pdf_sha256, out);
}

/* What can fail fails before the number is given out: the file is on the disk under another name by then. */
static gboolean
issue (XlInvocation *inv, XlStore *store, XlFilingPlan *plan, const char *out, GError **error)
{
  g_autofree char *label = xl_filing_plan_label (plan);
  g_autoptr(XlFilingRecord) record = NULL;
  char *temporary = xl_filing_write_begin (plan->stored != NULL ? plan->stored : plan->filing->pdf, out, error);
  gint64 id;

  if (temporary == NULL)
    return FALSE;
  id = plan->stored != NULL ? plan->standing->id
                            : xl_store_write (store, XL_CHANGE_FINAL, label, xl_filing_plan_store, plan, error);
  if (id < 0)
    {
      xl_filing_write_end (temporary, out, FALSE, NULL);
      return FALSE;
    }
  if (!xl_filing_write_end (temporary, out, TRUE, error))
    return FALSE;
  record = xl_store_read (store, read_record, &id, error);
  if (record == NULL)
    return FALSE;
  print_record (inv, record, out);
  return TRUE;
}

static gboolean
run_file (XlInvocation *inv, GError **error)
{
  g_autofree char *period = xl_invocation_take_option (inv, "--period");
  g_autofree char *profile = xl_invocation_take_option (inv, "--profile");
  g_autofree char *replaces = xl_invocation_take_option (inv, "--replaces");
  g_autofree char *out = xl_invocation_take_option (inv, "--out");
  XlFilingRequest request = { .period = period, .replaces = replaces, .on = inv->on, .profile = XL_MASK_INTERNAL };
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlFilingPlan) plan = NULL;

  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  if (out == NULL || (profile != NULL && !xl_mask_profile_parse (profile, &request.profile)))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, out == NULL ? "--out FILE.pdf is missing"
                                                                : "--profile is internal, public or strict");
      return FALSE;
    }
  request.form = inv->args[0];
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  plan = store != NULL ? xl_store_read (store, read_plan, &request, error) : NULL;
  return plan != NULL && xl_filing_plan_draw (plan, error) && issue (inv, store, plan, out, error);
}

/* verify ------------------------------------------------------------------------------------------------------------ */

/* What the register knows of a sealed paper. */
typedef struct {
  const XlVerification *v;
  gboolean known_key, same_bytes;
  char    *replaced_by;
} Lookup;

static gpointer
look_up (XlDb *db, gpointer data, GError **error)
{
  Lookup *l = data;
  g_autoptr(XlFilingRecord) record = xl_filing_table_find (db, l->v->seal.office, l->v->seal.number, NULL);

  l->known_key = l->v->signature_valid && xl_office_key_known (db, l->v->seal.office, l->v->seal.public_key, NULL);
  if (record != NULL && l->known_key)
    {
      l->replaced_by = g_strdup (record->replaced_by);
      l->same_bytes = strcmp (record->pdf_sha256, l->v->sha256) == 0;
    }
  return l;
}

static void
add_verification (JsonBuilder *builder, const char *file, const XlVerification *v, const Lookup *l)
{
  gboolean sealed = v->has_seal;

  json_builder_begin_object (builder);
  add_text (builder, "file", file);
  add_flag (builder, "ok", xl_verification_is_good (v));
  add_text (builder, "office", sealed ? v->seal.office : NULL);
  add_text (builder, "office_name", sealed ? v->seal.office_name : NULL);
  add_text (builder, "number", sealed ? v->seal.number : NULL);
  add_text (builder, "form", sealed ? v->seal.form : NULL);
  add_text (builder, "period", sealed ? v->seal.period : NULL);
  add_text (builder, "signed_by", v->signature_valid ? v->seal.office_name : NULL);
  add_flag (builder, "known_key", l->known_key);
  add_flag (builder, "data_intact", v->data_intact);
  add_flag (builder, "pages_intact", v->pages_intact);
  add_flag (builder, "same_bytes", l->same_bytes);
  add_text (builder, "replaces", sealed ? v->seal.replaces : NULL);
  add_text (builder, "replaced_by", l->replaced_by);
  add_int (builder, "pages", v->n_pages);
  add_text (builder, "sha256", v->sha256);
  add_text (builder, "reason", v->reason);
  json_builder_end_object (builder);
}

static void
print_verification (XlInvocation *inv, const char *file, const XlVerification *v, const Lookup *l)
{
  if (!v->has_seal)
    {
      xl_invocation_print (inv, "%s: %s\n", file, _(v->reason));
      return;
    }
  xl_invocation_print (inv, "%s: %s %s\n", file, v->seal.office_name, v->seal.number);
  xl_invocation_print (inv, "  %s\n", v->reason != NULL ? _(v->reason) : _("unaltered: pages, data and signature"));
  if (v->signature_valid && !l->known_key)
    xl_invocation_print (inv, "  %s\n", _("this office file does not know the key it is signed with"));
  if (l->replaced_by != NULL)
    xl_invocation_print (inv, _("  replaced by %s\n"), l->replaced_by);
}

/* One file; whether it is good.  A file that cannot be read is an answer too. */
static gboolean
verify_one (XlInvocation *inv, XlStore *store, const char *file, JsonBuilder *builder)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlVerification) v = xl_verify_file (file, &local);
  Lookup l = { v };

  if (v == NULL)
    {
      json_builder_begin_object (builder);
      add_text (builder, "file", file);
      add_flag (builder, "ok", FALSE);
      add_text (builder, "reason", local->message);
      json_builder_end_object (builder);
      if (!inv->json)
        xl_invocation_print (inv, "%s\n", local->message);
      return FALSE;
    }
  if (store != NULL && v->has_seal)
    xl_store_read (store, look_up, &l, NULL);
  add_verification (builder, file, v, &l);
  if (!inv->json)
    print_verification (inv, file, v, &l);
  g_free (l.replaced_by);
  return xl_verification_is_good (v);
}

static gboolean
run_verify (XlInvocation *inv, GError **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(XlStore) store = NULL;
  guint n, n_bad = 0;

  if (!xl_invocation_expect (inv, 1, G_MAXUINT, error))
    return FALSE;
  /* Without an office file the paper still proves itself; only the key is not known then. */
  if (g_file_test (inv->store_path, G_FILE_TEST_EXISTS))
    {
      store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
      if (store == NULL)
        return FALSE;
    }
  n = g_strv_length (inv->args);
  if (n > 1)
    json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    n_bad += verify_one (inv, store, inv->args[i], builder) ? 0 : 1;
  if (n > 1)
    json_builder_end_array (builder);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
  if (n_bad == 0)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%u of %u: not an unaltered filing", n_bad, n);
  return FALSE;
}

/* list, show, export ------------------------------------------------------------------------------------------------ */

static gpointer
read_list (XlDb *db, gpointer data, GError **error)
{
  return xl_filing_table_list (db, data, error);
}

static gboolean
run_list (XlInvocation *inv, GError **error)
{
  gboolean count = xl_invocation_take_flag (inv, "--count");
  g_autofree char *office = xl_invocation_take_option (inv, "--office");
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  rows = store != NULL ? xl_store_read (store, read_list, office, error) : NULL;
  if (rows == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  add_text (builder, "kind", "filings");
  add_int (builder, "count", rows->len);
  if (!count)
    {
      json_builder_set_member_name (builder, "rows");
      json_builder_begin_array (builder);
    }
  for (guint i = 0; i < rows->len && !count; i++)
    {
      const XlFilingRecord *r = g_ptr_array_index (rows, i);

      add_record (builder, r);
      if (!inv->json)
        xl_invocation_print (inv, "%s\t%s\t%s\t%s\t%s\n", r->number, r->period, r->written_on, xl_filing_state_word (r->state),
                             r->title);
    }
  if (!count)
    json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
  else if (count)
    xl_invocation_print (inv, "%u\n", rows->len);
  return TRUE;
}

static gpointer
read_by_number (XlDb *db, gpointer number, GError **error)
{
  return xl_filing_table_find (db, NULL, number, error);
}

static gboolean
run_show (XlInvocation *inv, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlFilingRecord) record = NULL;

  if (!xl_invocation_expect (inv, 2, 2, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  record = store != NULL ? xl_store_read (store, read_by_number, inv->args[1], error) : NULL;
  if (record == NULL)
    return FALSE;
  print_record (inv, record, xl_filing_state_word (record->state));
  return TRUE;
}

const XlCommand xl_filing_commands[] = {
  { "file", "file FORM [--period P] [--profile internal|public|strict] [--replaces NUMBER] --out FILE.pdf",
    "makes a filing and enters it in the register", run_file },
  { "verify", "verify FILE.pdf…", "whose filing it is, and whether pages and data are unaltered", run_verify },
  { NULL }
};

const XlKind xl_filing_kinds[] = {
  { "filings", "the register of filings", NULL, run_list, run_show, NULL },
  { NULL }
};
