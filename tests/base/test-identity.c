#include "base/xl-credit-code.h"
#include "base/xl-identity.h"
#include "base/xl-phone.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define TODAY "2026-06-30"

typedef struct {
  const char       *name;
  const char       *text;
  XlIdentityCell    cell;
  XlIdentityVerdict verdict;
  const char       *number;   /* or what the reason holds when it is invalid */
} Case;

static const Case cases[] = {
  { "standard-example-female", "11010519491231002X", 0, XL_IDENTITY_VALID,
    "11010519491231002X" }, /* GB 11643-1999 §3.2 */
  { "standard-example-male", "440524188001010014", 0, XL_IDENTITY_VALID, "440524188001010014" }, /* the same */
  { "lower-case-x", "11010519491231002x", 0, XL_IDENTITY_VALID_AFTER_CLEANING, "11010519491231002X" },
  { "full-width-x", "11010519491231002Ｘ", 0, XL_IDENTITY_VALID_AFTER_CLEANING, "11010519491231002X" },
  { "one-digit-wrong", "11010519491231003X", 0, XL_IDENTITY_INVALID, "check character" },
  { "two-digits-swapped", "11010519491213002X", 0, XL_IDENTITY_INVALID, "check character" },
  { "no-break-spaces",
    "\xC2\xA0"
    "220622 19480305 0010\xC2\xA0",
    0, XL_IDENTITY_VALID_AFTER_CLEANING, "220622194803050010" },
  { "zero-width-space", "220622194803050010\xE2\x80\x8B", 0, XL_IDENTITY_VALID_AFTER_CLEANING, "220622194803050010" },
  { "byte-order-mark",
    "\xEF\xBB\xBF"
    "220622194803050010",
    0, XL_IDENTITY_VALID_AFTER_CLEANING, "220622194803050010" },
  { "hyphens", "220622-19480305-0010", 0, XL_IDENTITY_VALID_AFTER_CLEANING, "220622194803050010" },
  { "curly-apostrophe", "’220622194803050010", 0, XL_IDENTITY_VALID_AFTER_CLEANING, "220622194803050010" },
  { "quote-prefix-style", "220622194803050010", XL_IDENTITY_QUOTE_PREFIX, XL_IDENTITY_VALID_AFTER_CLEANING,
    "220622194803050010" },
  { "old-15", "220622480305001", 0, XL_IDENTITY_VALID_AFTER_CLEANING, "220622194803050010" },
  { "old-15-in-a-number-cell", "220622480305001", XL_IDENTITY_NUMERIC_CELL, XL_IDENTITY_VALID_AFTER_CLEANING,
    "220622194803050010" },
  { "old-15-all-digits-scientific", "2.20622480305001E+14", XL_IDENTITY_NUMERIC_CELL, XL_IDENTITY_VALID_AFTER_CLEANING,
    "220622194803050010" },
  { "old-15-february-30", "220622510230001", 0, XL_IDENTITY_INVALID, "calendar" },
  { "old-15-with-x", "22062248030500X", 0, XL_IDENTITY_INVALID, "character stands" },
  { "number-cell-000", "220622194803050000", XL_IDENTITY_NUMERIC_CELL, XL_IDENTITY_INVALID, "lost" },
  { "number-cell-that-passes", "220622194803050010", XL_IDENTITY_NUMERIC_CELL, XL_IDENTITY_INVALID, "lost" },
  { "number-cell-decimal", "220622194803050000.0", XL_IDENTITY_NUMERIC_CELL, XL_IDENTITY_INVALID, "lost" },
  { "text-000-that-fails", "220622194803050000", 0, XL_IDENTITY_INVALID, "lost" },
  { "text-000-that-passes", "220622194803053000", 0, XL_IDENTITY_VALID, "220622194803053000" },
  { "scientific-short", "2.21E+17", 0, XL_IDENTITY_INVALID, "lost" },
  { "scientific-long", "2.20622194803050E+17", 0, XL_IDENTITY_INVALID, "lost" },
  { "scientific-lower", "2.20622e17", 0, XL_IDENTITY_INVALID, "lost" },
  { "leap-day", "220622196402290012", 0, XL_IDENTITY_VALID, "220622196402290012" },
  { "no-leap-day", "220622196302290015", 0, XL_IDENTITY_INVALID, "calendar" },
  { "month-13", "220622198513011599", 0, XL_IDENTITY_INVALID, "calendar" },
  { "born-tomorrow", "220622202607010019", 0, XL_IDENTITY_INVALID, "future" },
  { "born-today", "220622202606300014", 0, XL_IDENTITY_VALID, "220622202606300014" },
  { "region-that-never-was", "990622196410231301", 0, XL_IDENTITY_INVALID, "county" },
  { "province-only", "220000194803050010", 0, XL_IDENTITY_INVALID, "county" },
  { "letter-o", "22O622202008303645", 0, XL_IDENTITY_INVALID, "character stands" },
  { "x-in-the-middle", "2206221948X3050010", 0, XL_IDENTITY_INVALID, "character stands" },
  { "17-characters", "22062219480305001", 0, XL_IDENTITY_INVALID, "18 nor 15" },
  { "19-characters", "2206221948030500100", 0, XL_IDENTITY_INVALID, "18 nor 15" },
  { "masked", "220622********0010", 0, XL_IDENTITY_INVALID, "character stands" },
  { "a-name", "王小明", 0, XL_IDENTITY_INVALID, "18 nor 15" },
  { "not-utf8",
    "\xFF\xFE"
    "220622194803050010",
    0, XL_IDENTITY_INVALID, "no identity" },
  { "null", NULL, 0, XL_IDENTITY_MISSING, "given" },
  { "blank", " \t　", 0, XL_IDENTITY_MISSING, "given" },
  { "none", "无", 0, XL_IDENTITY_MISSING, "given" },
  { "not-yet", "未办理", 0, XL_IDENTITY_MISSING, "given" },
  { "lost", "丢失补办中", 0, XL_IDENTITY_MISSING, "given" },
  { "dash", "—", 0, XL_IDENTITY_MISSING, "given" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  XlIdentity identity;
  gboolean ok = xl_identity_parse (c->text, c->cell, TODAY, &identity);

  g_assert_cmpstr (xl_identity_verdict_name (identity.verdict), ==, xl_identity_verdict_name (c->verdict));
  g_assert_cmpint (ok, ==, c->verdict == XL_IDENTITY_VALID || c->verdict == XL_IDENTITY_VALID_AFTER_CLEANING);
  if (ok)
    {
      g_assert_cmpstr (identity.number, ==, c->number);
      g_assert_null (identity.reason);
      return;
    }
  g_assert_cmpstr (identity.number, ==, "");
  g_assert_nonnull (strstr (identity.reason, c->number));
}

static void
test_regions (void)
{
  static const struct {
    const char *code, *name;
  } regions[] = {
    { "110103", "崇文区" },
    { "110104", "宣武区" },
    { "310103", "卢湾区" },
    { "320502", "沧浪区" },
    { "220622", "靖宇县" },
    { "510202", "渝中区" },
    /* before Chongqing was a municipality */ { "110221", "昌平县" },
    { "810000", "香港特别行政区" },
    { "830000", "台湾" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    g_assert_cmpstr (xl_identity_region_name (regions[i].code), ==, regions[i].name);
  g_assert_null (xl_identity_region_name ("990622"));
  g_assert_null (xl_identity_region_name ("000000"));
  g_assert_null (xl_identity_region_name ("22a622"));
  g_assert_null (xl_identity_region_name (""));
}

static void
test_parts (void)
{
  XlIdentity identity;

  g_assert_true (xl_identity_parse ("11010519491231002X", XL_IDENTITY_TEXT, NULL, &identity));
  g_assert_cmpstr (identity.birth, ==, "1949-12-31");
  g_assert_cmpint (identity.sex, ==, '2');
  g_assert_cmpstr (identity.region, ==, "110105");
  g_assert_true (
      xl_identity_parse ("220622202607010019", XL_IDENTITY_TEXT, NULL, &identity)); /* no day to compare with */
}

static JsonParser *
load_truth (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "samples", "township", "truth.json", NULL);
  JsonParser *parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return parser;
}

static JsonObject *
get_residents (JsonParser *parser)
{
  return json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "residents");
}

static void
check_defect (JsonObject *row)
{
  const char *raw = json_object_get_string_member (row, "raw_id");
  const char *defect = json_object_get_string_member (row, "defect");
  const char *canonical = json_object_get_string_member_with_default (row, "canonical_id", NULL);
  XlIdentityCell cell = XL_IDENTITY_TEXT;
  XlIdentity identity;

  if (strcmp (json_object_get_string_member (row, "cell"), "number") == 0)
    cell = XL_IDENTITY_NUMERIC_CELL;
  else if (strcmp (defect, "quote_prefix") == 0)
    cell = XL_IDENTITY_QUOTE_PREFIX;
  xl_identity_parse (raw, cell, TODAY, &identity);
  g_test_message ("%s", defect);
  g_assert_cmpstr (xl_identity_verdict_name (identity.verdict), ==, json_object_get_string_member (row, "verdict"));
  g_assert_cmpstr (identity.number, ==, canonical != NULL ? canonical : "");
}

static void
test_every_defect_of_the_samples (void)
{
  g_autoptr(JsonParser) parser = load_truth ();
  JsonArray *rows = json_object_get_array_member (get_residents (parser), "rows_with_defects");

  g_assert_cmpint (json_array_get_length (rows), ==, 89);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    check_defect (json_array_get_object_element (rows, i));
}

static void
test_every_person_of_the_samples (void)
{
  g_autoptr(JsonParser) parser = load_truth ();
  JsonArray *people = json_object_get_array_member (get_residents (parser), "people");

  g_assert_cmpint (json_array_get_length (people), ==, 1203);
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = json_array_get_object_element (people, i);
      XlIdentity identity;

      g_assert_true (
          xl_identity_parse (json_object_get_string_member (person, "id"), XL_IDENTITY_TEXT, TODAY, &identity));
      g_assert_cmpint (identity.verdict, ==, XL_IDENTITY_VALID);
      g_assert_cmpstr (identity.birth, ==, json_object_get_string_member (person, "birth"));
      g_assert_cmpint (identity.sex, ==, strcmp (json_object_get_string_member (person, "sex"), "男") == 0 ? '1' : '2');
    }
}

static void
test_disability (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
    char type, level;
    int reissue;
    const char *reason;
  } rows[] = {
    { "22062219530730003843", TRUE, '4', '3', 0, NULL },
    { "22062219530730003843B1", TRUE, '4', '3', 1, NULL },
    { " 220622 19530730 003843 b12", TRUE, '4', '3', 12, NULL },
    { "22062219530730003848", FALSE, '4', 0, 0, "level" },
    { "22062219530730003893", FALSE, 0, 0, 0, "kind" },
    { "22062219530730003803", FALSE, 0, 0, 0, "kind" },
    { "22062219530730003743", FALSE, 0, 0, 0, "first 18" },
    { "220622195307300038", FALSE, 0, 0, 0, "20" },
    { "22062219530730003843C1", FALSE, '4', '3', 0, "reissued" },
    { "22062219530730003843B0", FALSE, '4', '3', 0, "reissued" },
    { "", FALSE, 0, 0, 0, "given" },
    { NULL, FALSE, 0, 0, 0, "given" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      XlDisability disability;

      g_assert_cmpint (xl_disability_parse (rows[i].text, TODAY, &disability), ==, rows[i].valid);
      g_assert_cmpint (disability.type, ==, rows[i].type);
      g_assert_cmpint (disability.level, ==, rows[i].level);
      g_assert_cmpint (disability.reissue, ==, rows[i].reissue);
      g_assert_true (rows[i].valid ? disability.reason == NULL : strstr (disability.reason, rows[i].reason) != NULL);
    }
}

static void
test_credit_code (void)
{
  static const struct { const char *text, *code; gboolean valid; } rows[] = {
    { "91350100M000100Y43", "91350100M000100Y43", TRUE },   /* GB 32100-2015, the worked example */
    { "N2220622MF2A00016T", "N2220622MF2A00016T", TRUE },
    { "54220622ME1B0002XQ", "54220622ME1B0002XQ", TRUE },
    { " n2220622mf2a00016t ", "N2220622MF2A00016T", TRUE },
    { "Ｎ２２２０６２２ＭＦ２Ａ０００１６Ｔ", "N2220622MF2A00016T", TRUE },
    { "N2220622MF2A00016R", "N2220622MF2A00016R", FALSE },
    { "N2220622MF2A00O16T", "", FALSE },
    { "N2220622MF2A00016", "", FALSE },
    { "", "", FALSE },
    { NULL, "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char code[19];
      const char *reason;

      g_assert_cmpint (xl_credit_code_check (rows[i].text, code, &reason), ==, rows[i].valid);
      g_assert_cmpstr (code, ==, rows[i].code);
      g_assert_cmpint (reason == NULL, ==, rows[i].valid);
    }
}

static void
test_bank_card (void)
{
  static const struct { const char *text, *digits; gboolean valid; } rows[] = {
    { "4111 1111 1111 1111", "4111111111111111", TRUE },
    { "6222021234567890128", "6222021234567890128", TRUE },
    { "6222021234567890123", "6222021234567890123", FALSE },
    { "4111-1111-1111-1112", "4111111111111112", FALSE },
    { "411111111111111", "", FALSE },
    { "41111111111111111111", "", FALSE },
    { "622202123456789012X", "", FALSE },
    { "无", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char digits[20];
      const char *reason;

      g_assert_cmpint (xl_bank_card_check (rows[i].text, digits, &reason), ==, rows[i].valid);
      g_assert_cmpstr (digits, ==, rows[i].digits);
      g_assert_cmpint (reason == NULL, ==, rows[i].valid);
    }
}

static void
test_phone (void)
{
  static const struct { const char *text, *number; XlPhoneKind kind; } rows[] = {
    { "13812345678", "13812345678", XL_PHONE_MOBILE },
    { "138 1234 5678", "13812345678", XL_PHONE_MOBILE },
    { "138-1234-5678", "13812345678", XL_PHONE_MOBILE },
    { "+8613812345678", "13812345678", XL_PHONE_MOBILE },
    { "+86 138 1234 5678", "13812345678", XL_PHONE_MOBILE },
    { "008613812345678", "13812345678", XL_PHONE_MOBILE },
    { "8613812345678", "13812345678", XL_PHONE_MOBILE },
    { "１３８１２３４５６７８", "13812345678", XL_PHONE_MOBILE },
    { "13812345678.0", "13812345678", XL_PHONE_MOBILE },
    { "1.3812345678E+10", "13812345678", XL_PHONE_MOBILE },
    { "0439-7221234", "0439-7221234", XL_PHONE_LANDLINE },
    { "04397221234", "0439-7221234", XL_PHONE_LANDLINE },
    { "(0439)7221234", "0439-7221234", XL_PHONE_LANDLINE },
    { "（010）６８９１２３４５", "010-68912345", XL_PHONE_LANDLINE },
    { "0871-63123456-802", "0871-63123456-802", XL_PHONE_LANDLINE },
    { "7221234", "7221234", XL_PHONE_LANDLINE },
    { "1.38E+10", "", XL_PHONE_INVALID },
    { "1381234567", "", XL_PHONE_INVALID },
    { "138123456789", "", XL_PHONE_INVALID },
    { "12812345678", "", XL_PHONE_INVALID },
    { "13812345678/13912345678", "", XL_PHONE_INVALID },
    { "张三", "", XL_PHONE_INVALID },
    { "无", "", XL_PHONE_MISSING },
    { "-", "", XL_PHONE_MISSING },
    { "0", "", XL_PHONE_MISSING },
    { "", "", XL_PHONE_MISSING },
    { NULL, "", XL_PHONE_MISSING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      XlPhone phone;

      g_test_message ("row %u", i);
      g_assert_cmpint (xl_phone_clean (rows[i].text, &phone), ==, rows[i].kind <= XL_PHONE_LANDLINE);
      g_assert_cmpint (phone.kind, ==, rows[i].kind);
      g_assert_cmpstr (phone.number, ==, rows[i].number);
      g_assert_cmpint (phone.reason == NULL, ==, rows[i].kind <= XL_PHONE_LANDLINE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/base/identity/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/base/identity/abolished-regions-are-known", test_regions);
  g_test_add_func ("/base/identity/parts", test_parts);
  g_test_add_func ("/base/identity/every-defect-of-the-samples", test_every_defect_of_the_samples);
  g_test_add_func ("/base/identity/every-person-of-the-samples", test_every_person_of_the_samples);
  g_test_add_func ("/base/identity/disability-certificate", test_disability);
  g_test_add_func ("/base/credit-code/cases", test_credit_code);
  g_test_add_func ("/base/bank-card/cases", test_bank_card);
  g_test_add_func ("/base/phone/cases", test_phone);
  return g_test_run ();
}
