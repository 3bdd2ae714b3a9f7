#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Photos and scans that come from anywhere.  Only JPEG and PNG are decoded, only when their head declares fewer pixels than this,
 * and only to the size that is needed. */
#define XL_PICTURE_MOST_PIXELS (50 * 1000 * 1000)

/* At most @side pixels wide and high; NULL when it is no picture, damaged or has too many pixels.  Thread: any. */
GdkTexture *xl_picture_thumbnail    (GBytes *bytes, int side);
/* The same picture as a JPEG that is 2,400 pixels at most on its longer side; NULL as above, or when that is no lighter. */
GBytes     *xl_picture_make_lighter (GBytes *bytes);

G_END_DECLS
