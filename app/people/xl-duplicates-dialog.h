#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/* Above @page: who seems to stand in the register twice, side by side, to be made one or called two persons; and what was merged,
 * to be parted again.  Each is one step that can be undone.  Thread: main. */
void xl_duplicates_dialog_show (XlPage *page);

G_END_DECLS
