/* Line breaking for prose on a terminal; tables wrap their cells themselves. */
#include "render/write/wrap.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

void cs_put_wrapped(struct cs_buf *out, const char *text, size_t indent, size_t column)
{
    while (*text) {
        size_t n = strcspn(text, " \n");
        size_t width = cs_utf8_width(text, n);
        if (column > indent && column + 1 + width > CS_PAGE_WIDTH) {
            cs_buf_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            cs_buf_putc(out, ' ');
            column++;
        }
        cs_buf_put(out, text, n);
        column += width;
        text += n;
        if (*text == '\n') {
            cs_buf_printf(out, "\n%*s", text[1] && text[1] != '\n' ? (int)indent : 0, "");
            column = indent;
        }
        text += *text != '\0';
    }
    cs_buf_putc(out, '\n');
}
