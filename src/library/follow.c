/* Walks crosswalks backward from a current code, one revision at a time, and stops where a code
 * was split. */
#include "library/follow.h"

#include <stdbool.h>
#include <math.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "library/sql.h"

enum { MAX_CODES = 64, MAX_STEPS = 8 };

struct codes {
    const char *items[MAX_CODES];
    size_t n;
};

/* Codes that a query with a period and a code gives. */
static enum cs_status read_codes(struct cs_library *library, const char *sql,
                                 const char *const parameters[2], struct cs_arena *arena,
                                 struct codes *codes, struct cs_diag *diag)
{
    sqlite3_stmt *rows;
    bool has_row = true;
    codes->n = 0;
    enum cs_status status = cs_sql_prepare(library, sql, &rows, diag);
    for (int i = 0; status == CS_OK && i < sqlite3_bind_parameter_count(rows); i++)
        cs_sql_bind_text(rows, i + 1, parameters[i]);
    while (status == CS_OK && has_row && codes->n < MAX_CODES) {
        status = cs_sql_next(library, rows, &has_row, diag);
        if (has_row)
            codes->items[codes->n++] = cs_sql_text(rows, 0, arena);
    }
    sqlite3_finalize(rows);
    return status;
}

#define SUCCESSORS                                                                                 \
    " FROM statistic s JOIN estimate e ON e.statistic = s.id JOIN line l ON l.id = e.line"         \
    " JOIN key p ON p.id = l.period JOIN key o ON o.id = l.occupation WHERE s.measure = "          \
    "'successor'"
static const char revisions_sql[] = "SELECT DISTINCT p.code" SUCCESSORS " ORDER BY p.code DESC";
static const char before_sql[] =
    "SELECT DISTINCT o.code" SUCCESSORS " AND p.code = ?1 AND e.value = ?2 ORDER BY o.code";
static const char after_sql[] =
    "SELECT DISTINCT e.value FROM key o JOIN line l ON l.occupation = o.id"
    " JOIN key p ON p.id = l.period JOIN estimate e ON e.line = l.id"
    " JOIN statistic s ON s.id = e.statistic WHERE s.measure = 'successor' AND o.dimension = 0"
    " AND p.code = ?1 AND o.code = ?2 ORDER BY e.value";

static void put_list(struct cs_buf *out, const struct codes *codes)
{
    for (size_t i = 0; i < codes->n; i++)
        cs_buf_printf(out, "%s%s",
                      i == 0              ? ""
                      : i + 1 == codes->n ? " and "
                                          : ", ",
                      codes->items[i]);
}

/* Looks at what each earlier code became; one that became anything else breaks the series. */
static enum cs_status judge(struct cs_library *library, const char *code,
                            const struct codes *before, struct cs_arena *arena,
                            struct cs_follow_step *step, struct cs_diag *diag)
{
    struct cs_buf words;
    enum cs_status status = CS_OK;
    cs_buf_init(&words);
    step->kind = before->n == 1 ? CS_FOLLOW_SAME : before->n ? CS_FOLLOW_MERGED : CS_FOLLOW_BROKEN;
    if (before->n == 0)
        cs_buf_printf(&words, "%s is new", code);
    for (size_t i = 0; status == CS_OK && i < before->n; i++) {
        const char *parameters[] = {step->revision, before->items[i]};
        struct codes after;
        status = read_codes(library, after_sql, parameters, arena, &after, diag);
        if (after.n > 1 || (after.n == 1 && strcmp(after.items[0], code) != 0)) {
            step->kind = CS_FOLLOW_BROKEN;
            cs_buf_printf(&words, "%s%s became ", words.size ? "; " : "", before->items[i]);
            put_list(&words, &after);
        }
    }
    if (step->kind == CS_FOLLOW_MERGED) {
        put_list(&words, before);
        cs_buf_printf(&words, " became %s", code);
    } else if (step->kind == CS_FOLLOW_SAME) {
        cs_buf_printf(&words, "%s was %s before", code, before->items[0]);
    }
    step->words = cs_arena_strdup(arena, cs_buf_text(&words));
    cs_buf_clear(&words);
    return status;
}

static enum cs_status keep_codes(const struct codes *codes, struct cs_arena *arena,
                                 struct cs_follow_step *step, struct cs_diag *diag)
{
    const char **kept = cs_arena_alloc(arena, (codes->n + 1) * sizeof *kept);
    if (!kept)
        return cs_fail_memory(diag);
    memcpy(kept, codes->items, codes->n * sizeof *kept);
    step->codes = kept;
    step->n_codes = codes->n;
    return CS_OK;
}

enum cs_status cs_library_follow(struct cs_library *library, const char *code,
                                 struct cs_arena *arena, struct cs_follow *follow,
                                 struct cs_diag *diag)
{
    struct codes revisions, before;
    *follow = (struct cs_follow){.code = code};
    follow->steps = cs_arena_alloc(arena, MAX_STEPS * sizeof *follow->steps);
    if (!follow->steps)
        return cs_fail_memory(diag);
    const char *none[2] = {NULL, NULL}, *present = code;
    enum cs_status status = read_codes(library, revisions_sql, none, arena, &revisions, diag);
    for (size_t r = 0; status == CS_OK && r < revisions.n && r < MAX_STEPS; r++) {
        struct cs_follow_step *step = &follow->steps[follow->n_steps++];
        const char *parameters[] = {revisions.items[r], present};
        step->revision = revisions.items[r];
        status = read_codes(library, before_sql, parameters, arena, &before, diag);
        if (status == CS_OK)
            status = keep_codes(&before, arena, step, diag);
        if (status == CS_OK)
            status = judge(library, present, &before, arena, step, diag);
        if (step->kind != CS_FOLLOW_SAME)
            break; /* several codes are not followed on, each has a history of its own */
        present = before.items[0];
    }
    return status;
}

/* ---- joining ---- */

/* The last year in which publishers still used the earlier codes: the revision's, and the year of
 * changing over. */
static int last_year_of(const struct cs_follow_step *step)
{
    struct cs_period period;
    return cs_period_parse(cs_span_of(step->revision), &period) ? period.end_year + 1 : 0;
}

static bool is_before(const struct cs_dataset *dataset, const struct cs_estimate *estimate,
                      int last_year)
{
    const struct cs_key *period =
        cs_dataset_key(dataset, CS_DIM_PERIOD, estimate->key[CS_DIM_PERIOD]);
    return period && period->period.start_year && period->period.end_year <= last_year &&
           estimate->measure != CS_SUCCESSOR;
}

static uint32_t key_of(const struct cs_dataset *dataset, const char *code)
{
    return cs_dataset_find(dataset, CS_DIM_OCCUPATION, cs_span_of(code));
}

static void rename_figures(struct cs_dataset *dataset, const struct cs_follow_step *step,
                           uint32_t key, const char *note)
{
    uint32_t old = key_of(dataset, step->codes[0]);
    for (size_t i = 0; old != CS_NO_KEY && old != key && i < dataset->n_estimates; i++) {
        struct cs_estimate *estimate = &dataset->estimates[i];
        if (estimate->key[CS_DIM_OCCUPATION] != old ||
            !is_before(dataset, estimate, last_year_of(step)))
            continue;
        estimate->key[CS_DIM_OCCUPATION] = key;
        estimate->note = note;
    }
}

/* Jobs of another earlier code in the same place and time; NaN when not published. */
static double jobs_like(const struct cs_dataset *dataset, const struct cs_estimate *like,
                        uint32_t occupation)
{
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        const struct cs_estimate *other = &dataset->estimates[i];
        if (other->measure != CS_EMPLOYMENT || other->source != like->source ||
            other->key[CS_DIM_OCCUPATION] != occupation || other->tier != like->tier)
            continue;
        bool is_like = true;
        for (int d = 0; d < CS_N_DIMS; d++)
            is_like &= d == CS_DIM_OCCUPATION || other->key[d] == like->key[d];
        if (is_like)
            return other->presence == CS_PRESENT ? other->value : NAN;
    }
    return NAN;
}

static enum cs_status add_up_jobs(struct cs_dataset *dataset, const struct cs_follow_step *step,
                                  uint32_t key, const char *note, struct cs_diag *diag)
{
    size_t n = dataset->n_estimates;
    uint32_t first = key_of(dataset, step->codes[0]);
    for (size_t i = 0; first != CS_NO_KEY && i < n; i++) {
        struct cs_estimate sum = dataset->estimates[i];
        if (sum.key[CS_DIM_OCCUPATION] != first || sum.measure != CS_EMPLOYMENT ||
            sum.presence != CS_PRESENT || !is_before(dataset, &sum, last_year_of(step)))
            continue;
        for (size_t c = 1; c < step->n_codes; c++)
            sum.value +=
                jobs_like(dataset, &dataset->estimates[i], key_of(dataset, step->codes[c]));
        if (!isfinite(sum.value))
            continue;
        sum.key[CS_DIM_OCCUPATION] = key;
        sum.note = note;
        if (cs_dataset_add_estimate(dataset, &sum) != CS_OK)
            return cs_fail_memory(diag);
    }
    return CS_OK;
}

enum cs_status cs_follow_join(struct cs_dataset *dataset, const struct cs_follow *follow,
                              struct cs_diag *diag)
{
    uint32_t key = cs_dataset_intern(dataset, CS_DIM_OCCUPATION, cs_span_of(follow->code),
                                     (struct cs_span){"", 0}, 0);
    if (key == CS_NO_KEY)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < follow->n_steps; i++) {
        const struct cs_follow_step *step = &follow->steps[i];
        const char *note =
            cs_arena_printf(&dataset->arena, "%s (SOC %s)", step->words, step->revision);
        if (!note)
            return cs_fail_memory(diag);
        if (step->kind == CS_FOLLOW_SAME)
            rename_figures(dataset, step, key, note);
        else if (step->kind == CS_FOLLOW_MERGED &&
                 add_up_jobs(dataset, step, key, note, diag) != CS_OK)
            return CS_INTERNAL;
    }
    return CS_OK;
}
