#include "office/xl-home-page.h"

#include <glib/gi18n.h>

struct _XlHomePage
{
  XlPage     parent_instance;
};
G_DEFINE_FINAL_TYPE (XlHomePage, xl_home_page, XL_TYPE_PAGE)

static void
xl_home_page_class_init (XlHomePageClass *klass)
{
}

static void
xl_home_page_init (XlHomePage *self)
{
  xl_page_set_title (XL_PAGE (self), _("Home"));
}
