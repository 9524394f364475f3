/* A table by sex, ownership or kind of industry has several rows for each occupation and region. A
 * layout that does not read what tells them apart would take the last of them for all. */
#include "ingest/draft/apart.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/draft/choices.h"
#include "ingest/profile/rows.h"

enum { SHOWN_COLUMNS = 4 };

static bool is_equal(const struct cs_choices *choices, size_t a, size_t b, size_t column)
{
    struct cs_span one = cs_profile_rows_cell(&choices->sample->rows, a, column).text;
    struct cs_span two = cs_profile_rows_cell(&choices->sample->rows, b, column).text;
    return one.size == two.size && memcmp(one.start, two.start, one.size) == 0;
}

/* Same keys, and a figure that is there in both and differs. */
static bool collide(const struct cs_choices *choices, size_t a, size_t b)
{
    bool differs = false;
    for (size_t c = 0; c < choices->sample->n_columns; c++) {
        const struct cs_choice *choice = &choices->items[c];
        bool is_filled = cs_profile_rows_cell(&choices->sample->rows, a, c).text.size > 0 &&
                         cs_profile_rows_cell(&choices->sample->rows, b, c).text.size > 0;
        if (cs_choice_is(choice, "key", NULL) && !is_equal(choices, a, b, c))
            return false;
        differs |=
            cs_choice_is(choice, "measure", NULL) && is_filled && !is_equal(choices, a, b, c);
    }
    return differs;
}

static size_t put_differing(struct cs_buf *out, const struct cs_choices *choices, size_t a,
                            size_t b)
{
    size_t n = 0;
    for (size_t c = 0; c < choices->sample->n_columns && n < SHOWN_COLUMNS; c++) {
        struct cs_shown shown;
        const char *header = choices->sample->columns[c].header;
        if (!cs_choice_is(&choices->items[c], "role", "ignore") || is_equal(choices, a, b, c) ||
            choices->items[c].why)
            continue;
        cs_buf_printf(out, "%s'%s'", n++ ? ", " : "", cs_show(&shown, header, strlen(header)));
    }
    return n;
}

static enum cs_status fail(const struct cs_choices *choices, size_t a, size_t b,
                           struct cs_diag *diag)
{
    const struct cs_draft_sample *sample = choices->sample;
    struct cs_place place = {
        .file = sample->file, .sheet = sample->sheet, .line = sample->rows.items[b].line};
    struct cs_buf columns;
    cs_buf_init(&columns);
    size_t n = put_differing(&columns, choices, a, b);
    enum cs_status status =
        cs_fail(diag, CS_NO_ANSWER, &place,
                "write the layout by hand: make a column a key, or a \"filter\" with \"values\" "
                "that say which rows are meant; see docs/layouts.md",
                "the same keys as line %llu, but different figures: %s%s",
                (unsigned long long)sample->rows.items[a].line,
                n ? "no key column tells them apart; what does may be in "
                  : "no column that is left out tells them apart",
                cs_buf_text(&columns));
    cs_buf_clear(&columns);
    return status;
}

enum cs_status cs_draft_check_apart(const struct cs_choices *choices, struct cs_diag *diag)
{
    for (size_t b = 1; b < choices->sample->rows.n; b++)
        for (size_t a = 0; a < b; a++)
            if (collide(choices, a, b))
                return fail(choices, a, b, diag);
    return CS_OK;
}
