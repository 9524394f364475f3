/* The formats of pictures by name, and which of them a file is to be: one table for every command
 * that writes a picture. */
#include "render/draw/look.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/status.h"
#include "base/buf.h"
#include "base/text.h"

static const char *const names[CS_N_CHART_FORMATS] = {
    [CS_CHART_SVG] = "svg", [CS_CHART_PNG] = "png", [CS_CHART_PDF] = "pdf"};

const char *cs_chart_format_name(enum cs_chart_format format)
{
    return names[format];
}

bool cs_chart_format_parse(const char *name, enum cs_chart_format *format)
{
    for (int i = 0; i < CS_N_CHART_FORMATS; i++)
        if (cs_equals_nocase(name, names[i])) {
            *format = (enum cs_chart_format)i;
            return true;
        }
    return false;
}

/* What stands after the last dot of a name: "" for none, for a hidden file, and for words. */
static const char *ending_of(const char *file)
{
    enum { LONGEST_ENDING = 5 };
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    const char *dot = strrchr(name, '.');
    size_t n = dot && dot > name ? strlen(dot + 1) : 0;
    for (size_t i = 0; i < n; i++)
        if (!cs_is_alnum(dot[1 + i]))
            return "";
    return n <= LONGEST_ENDING && n > 0 ? dot + 1 : "";
}

enum cs_status cs_chart_format_of(const char *file, enum cs_chart_format *format,
                                  struct cs_diag *diag)
{
    const char *ending = file ? ending_of(file) : "";
    struct cs_shown shown;
    *format = CS_CHART_SVG;
    if (!*ending || cs_chart_format_parse(ending, format))
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL, "name the file .svg, .png or .pdf",
                   "a chart cannot be a '.%s' file: '%s'", ending,
                   cs_show(&shown, file, strlen(file)));
}
