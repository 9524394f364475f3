/* Mended and left places of a guide as text and JSON. Apart from the audit's findings: these tell
 * what was done, those what is wrong. */
#include "render/result/fix.h"

#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "guide/text/document.h"
#include "render/write/json.h"

static void put_shown(struct cs_buf *out, const char *text)
{
    cs_buf_put_visible(out, text, strlen(text), 200);
}

static void put_origin(struct cs_buf *out, const struct cs_fix_change *change)
{
    const struct cs_source *source = change->source;
    cs_buf_puts(out, " (");
    if (change->figure)
        cs_buf_printf(out, "%s, ", change->figure);
    if (*change->period)
        cs_buf_printf(out, "%s, ", change->period);
    put_shown(out, source->file ? source->file : source->id);
    cs_buf_puts(out, ")");
}

void cs_fix_put_text(struct cs_buf *out, const struct cs_audit *audit, const struct cs_fix *fix,
                     enum cs_fix_parts parts)
{
    for (size_t i = 0; i < fix->n_changes; i++) {
        const struct cs_fix_change *change = &fix->changes[i];
        struct cs_place place = cs_document_place(&audit->document, change->start);
        if (change->new_text && parts == CS_FIX_LEFT)
            continue;
        put_shown(out, place.file);
        cs_buf_printf(out, ":%llu:%llu: ", (unsigned long long)place.line,
                      (unsigned long long)place.column);
        cs_buf_puts(out, !change->new_text      ? "left: "
                         : parts == CS_FIX_MADE ? "fixed: "
                                                : "would fix: ");
        put_shown(out, change->old_text);
        if (change->new_text) {
            cs_buf_puts(out, " → ");
            put_shown(out, change->new_text);
            put_origin(out, change);
        } else {
            cs_buf_printf(out, ": %s", change->why);
        }
        cs_buf_putc(out, '\n');
    }
}

void cs_fix_put_json(struct cs_json *json, const struct cs_audit *audit, const struct cs_fix *fix)
{
    cs_json_put_array(json, "fixes");
    for (size_t i = 0; i < fix->n_changes; i++) {
        const struct cs_fix_change *change = &fix->changes[i];
        struct cs_place place = cs_document_place(&audit->document, change->start);
        cs_json_begin_object(json);
        cs_json_put_integer(json, "line", (int64_t)place.line);
        cs_json_put_integer(json, "column", (int64_t)place.column);
        cs_json_put_visible(json, "old", change->old_text);
        if (change->new_text)
            cs_json_put_visible(json, "new", change->new_text);
        else
            cs_json_put_null(json, "new");
        cs_json_put_string_or_null(json, "figure", change->figure);
        cs_json_put_string_or_null(json, "period", change->period);
        if (change->source)
            cs_json_put_visible(json, "source", change->source->id);
        else
            cs_json_put_null(json, "source");
        cs_json_put_string_or_null(json, "why", change->why);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}
