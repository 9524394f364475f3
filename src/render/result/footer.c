/* Collects the sources that a table really used while it is filled, and prints them with their
 * caveats once each. */
#include "render/result/footer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "render/write/wrap.h"

enum { MOST_NAMED = 4 };

enum cs_status cs_used_sources_init(struct cs_used_sources *used, const struct cs_dataset *dataset,
                                    struct cs_diag *diag)
{
    used->n_sources = dataset->n_sources;
    used->is_used = calloc(dataset->n_sources + 1, 1);
    return used->is_used ? CS_OK : cs_fail_memory(diag);
}

void cs_used_sources_clear(struct cs_used_sources *used)
{
    free(used->is_used);
    used->is_used = NULL;
}

void cs_use_estimate(struct cs_used_sources *used, const struct cs_estimate *estimate)
{
    if (estimate && estimate->source < used->n_sources)
        used->is_used[estimate->source] = true;
}

void cs_use_observations(struct cs_used_sources *used, const struct cs_dataset *dataset)
{
    for (size_t i = 0; i < used->n_sources; i++)
        used->is_used[i] |= dataset->sources[i].has_observations != 0;
}

/* "Occupational Employment and Wage Statistics, national, May 2024 (US Bureau of …)" */
static void put_source(struct cs_buf *out, const struct cs_source *source)
{
    struct cs_buf text;
    cs_buf_init(&text);
    const char *title = source->title && *source->title ? source->title : source->id;
    cs_buf_put_visible(&text, title, strlen(title), SIZE_MAX);
    if (source->publisher && *source->publisher) {
        cs_buf_puts(&text, ", ");
        cs_buf_put_visible(&text, source->publisher, strlen(source->publisher), SIZE_MAX);
    }
    if (source->period && *source->period && !strstr(title, source->period))
        cs_buf_printf(&text, " (%s)", source->period);
    cs_buf_puts(out, "Source:");
    cs_put_wrapped(out, cs_buf_text(&text), 2, 7);
    cs_buf_clear(&text);
}

static bool is_equal_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Whether an earlier source that is used reads the same: one publication in several files. */
static bool is_named(const struct cs_dataset *dataset, const struct cs_used_sources *used, size_t i)
{
    const struct cs_source *a = &dataset->sources[i];
    for (size_t k = 0; k < i; k++) {
        const struct cs_source *b = &dataset->sources[k];
        if (used->is_used[k] && a->title && is_equal_text(a->title, b->title) &&
            is_equal_text(a->publisher, b->publisher) && is_equal_text(a->period, b->period))
            return true;
    }
    return false;
}

/* Whether an earlier source that is used has the same caveat. */
static bool is_said(const struct cs_dataset *dataset, const struct cs_used_sources *used, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (used->is_used[k] && dataset->sources[k].caveat &&
            strcmp(dataset->sources[k].caveat, dataset->sources[i].caveat) == 0)
            return true;
    return false;
}

void cs_put_sources(struct cs_buf *out, const struct cs_dataset *dataset,
                    const struct cs_used_sources *used)
{
    size_t n = 0;
    for (size_t i = 0; i < used->n_sources; i++)
        if (used->is_used[i] && !is_named(dataset, used, i) && n++ < MOST_NAMED)
            put_source(out, &dataset->sources[i]);
    if (n > MOST_NAMED)
        cs_buf_printf(out, "Source: and %zu others, all named with --format json\n",
                      n - MOST_NAMED);
}

void cs_put_footer(struct cs_buf *out, const struct cs_dataset *dataset,
                   const struct cs_used_sources *used)
{
    cs_buf_putc(out, '\n');
    cs_put_sources(out, dataset, used);
    for (size_t i = 0; i < used->n_sources; i++) {
        const char *caveat = dataset->sources[i].caveat;
        if (!used->is_used[i] || !caveat || !*caveat || is_said(dataset, used, i))
            continue;
        cs_buf_puts(out, "Note:");
        cs_put_wrapped(out, caveat, 2, 5);
    }
}
