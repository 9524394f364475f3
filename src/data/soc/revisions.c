/* Looking codes up in the table of changes. A code changed content in a revision when it stands on
 * both sides of the table's rows for it: abolished codes and new ones have one content only. */
#include "data/soc/revisions.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/reference.h"

enum { CODE_BYTES = 7, MAX_CODES = 32 };

static const struct {
    const char *name;
    enum cs_soc_stage before, changeover, after;
    int first_year, full_year; /* of the changeover, and of the new codes alone */
} REVISIONS[] = {
    {"2018", CS_SOC_2010, CS_SOC_TO_2018, CS_SOC_2018, 2019, 2021},
    {"2010", CS_SOC_2000, CS_SOC_TO_2010, CS_SOC_2010, 2010, 2012},
};
enum { N_REVISIONS = sizeof REVISIONS / sizeof *REVISIONS };

enum cs_soc_stage cs_soc_stage_of(int year, const char *note)
{
    for (size_t r = 0; r < N_REVISIONS && note; r++)
        if (cs_starts_with(note, "SOC ") && cs_starts_with(note + 4, REVISIONS[r].name))
            return REVISIONS[r].after;
    if (note && cs_starts_with(note, "SOC 2000"))
        return CS_SOC_2000;
    for (size_t r = 0; r < N_REVISIONS; r++)
        if (year >= REVISIONS[r].first_year)
            return year >= REVISIONS[r].full_year ? REVISIONS[r].after : REVISIONS[r].changeover;
    return CS_SOC_2000;
}

static bool is_soc_code(const char *code)
{
    return strlen(code) == CODE_BYTES && code[2] == '-';
}

struct codes {
    const char *items[MAX_CODES];
    size_t n;
};

static bool has_code(const struct codes *codes, const char *code)
{
    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(codes->items[i], code) == 0)
            return true;
    return false;
}

static void add_code(struct codes *codes, const char *code)
{
    if (codes->n < MAX_CODES && !has_code(codes, code))
        codes->items[codes->n++] = code;
}

static bool is_of(const struct cs_soc_change *change, const char *revision)
{
    return strcmp(change->revision, revision) == 0;
}

/* What one code became. */
static void find_after(const struct cs_reference *reference, const char *revision, const char *code,
                       struct codes *after)
{
    after->n = 0;
    for (size_t i = 0; i < reference->n_soc_changes; i++)
        if (is_of(&reference->soc_changes[i], revision) &&
            strcmp(reference->soc_changes[i].from, code) == 0)
            add_code(after, reference->soc_changes[i].to);
}

/* The codes out of which some of the given ones came. */
static void find_before(const struct cs_reference *reference, const char *revision,
                        const struct codes *codes, struct codes *before)
{
    before->n = 0;
    for (size_t i = 0; i < reference->n_soc_changes; i++)
        if (is_of(&reference->soc_changes[i], revision) &&
            has_code(codes, reference->soc_changes[i].to))
            add_code(before, reference->soc_changes[i].from);
}

static void put_list(struct cs_buf *out, const struct codes *codes)
{
    for (size_t i = 0; i < codes->n; i++)
        cs_buf_printf(out, "%s%s",
                      i == 0              ? ""
                      : i + 1 == codes->n ? " and "
                                          : ", ",
                      codes->items[i]);
}

static void put_became(struct cs_buf *out, const struct codes *before, const struct codes *after)
{
    if (out->size)
        cs_buf_puts(out, "; ");
    put_list(out, before);
    cs_buf_puts(out, " became ");
    put_list(out, after);
}

static const char *keep(struct cs_buf *words, struct cs_arena *arena)
{
    const char *kept = cs_arena_strdup(arena, cs_buf_text(words));
    cs_buf_clear(words);
    return kept ? kept : "";
}

/* ---- one code in two years ---- */

/* The digits that the codes of a group share. */
static size_t group_bytes(const char *code)
{
    size_t n = strlen(code);
    while (n > 3 && code[n - 1] == '0')
        n--;
    return n;
}

static bool is_within(const char *code, const char *group, size_t n)
{
    return strncmp(code, group, n) == 0;
}

/* Rows by which a code's content changed in one revision, told in words; false when it did not. */
static bool is_group_changed(const struct cs_reference *reference, const char *revision,
                             const char *group, struct cs_buf *words)
{
    size_t n = group_bytes(group);
    for (size_t i = 0; i < reference->n_soc_changes; i++) {
        const struct cs_soc_change *change = &reference->soc_changes[i];
        if (!is_of(change, revision) ||
            is_within(change->from, group, n) == is_within(change->to, group, n))
            continue;
        cs_buf_printf(words, "%s became %s", change->from, change->to);
        return true;
    }
    return false;
}

static bool is_changed(const struct cs_reference *reference, const char *revision, const char *code,
                       struct cs_buf *words)
{
    struct codes one = {{code}, 1}, before, after;
    if (code[CODE_BYTES - 1] == '0')
        return strcmp(code, "00-0000") != 0 && is_group_changed(reference, revision, code, words);
    find_after(reference, revision, code, &after);
    find_before(reference, revision, &one, &before);
    if (after.n == 0 || before.n == 0)
        return false;
    if (after.n > 1 || strcmp(after.items[0], code) != 0)
        put_became(words, &one, &after);
    else
        put_became(words, &before, &one);
    return true;
}

/* Codes that OEWS combines are of the revision it was changing to. */
static bool was_new_in_changeover(const struct cs_reference *reference, const char *revision,
                                  const char *code)
{
    for (size_t i = 0; i < reference->n_soc_changes; i++) {
        const struct cs_soc_change *change = &reference->soc_changes[i];
        if (strcmp(change->to, code) == 0 &&
            (is_of(change, "combined") || (is_of(change, revision) && change->changeover[0])))
            return true;
    }
    return false;
}

const char *cs_soc_difference(const struct cs_reference *reference, const char *code,
                              enum cs_soc_stage a, enum cs_soc_stage b, struct cs_arena *arena)
{
    enum cs_soc_stage low = a < b ? a : b, high = a < b ? b : a;
    struct cs_buf words;
    if (!reference || !is_soc_code(code) || low == high)
        return NULL;
    cs_buf_init(&words);
    for (size_t r = 0; r < N_REVISIONS; r++) {
        bool is_new = low == REVISIONS[r].changeover &&
                      was_new_in_changeover(reference, REVISIONS[r].name, code);
        if (low >= REVISIONS[r].after || high <= REVISIONS[r].before || is_new)
            continue;
        if (is_changed(reference, REVISIONS[r].name, code, &words)) {
            cs_buf_printf(&words, " in the %s SOC", REVISIONS[r].name);
            return keep(&words, arena);
        }
    }
    cs_buf_clear(&words);
    return NULL;
}

/* ---- back through the revisions ---- */

static void add_parts(const struct cs_reference *reference, const char *code, struct codes *parts)
{
    parts->n = 0;
    for (size_t i = 0; i < reference->n_soc_changes; i++)
        if (is_of(&reference->soc_changes[i], "combined") &&
            strcmp(reference->soc_changes[i].to, code) == 0)
            add_code(parts, reference->soc_changes[i].from);
    if (parts->n == 0)
        add_code(parts, code);
}

/* Every earlier code of the parts, unchanged ones too. False where one of them became something
 * else as well; the words say what. */
static bool go_back(const struct cs_reference *reference, const char *revision,
                    const struct codes *now, struct codes *before, struct cs_buf *words)
{
    struct codes after;
    bool is_whole = true;
    find_before(reference, revision, now, before);
    for (size_t i = 0; i < before->n; i++) {
        struct codes one = {{before->items[i]}, 1};
        find_after(reference, revision, before->items[i], &after);
        bool is_within_now = true;
        for (size_t k = 0; k < after.n; k++)
            is_within_now &= has_code(now, after.items[k]);
        if (!is_within_now)
            put_became(words, &one, &after);
        is_whole &= is_within_now;
    }
    for (size_t i = 0; i < now->n; i++) {
        struct codes one = {{now->items[i]}, 1}, none;
        find_before(reference, revision, &one, &none);
        if (none.n == 0)
            add_code(before, now->items[i]);
    }
    return is_whole;
}

static bool is_same_list(const struct codes *a, const struct codes *b)
{
    bool is_same = a->n == b->n;
    for (size_t i = 0; is_same && i < a->n; i++)
        is_same = has_code(b, a->items[i]);
    return is_same;
}

static enum cs_status keep_codes(const struct codes *codes, struct cs_arena *arena,
                                 struct cs_soc_step *step, struct cs_diag *diag)
{
    const char **kept = cs_arena_alloc(arena, (codes->n + 1) * sizeof *kept);
    if (!kept)
        return cs_fail_memory(diag);
    memcpy(kept, codes->items, codes->n * sizeof *kept);
    step->codes = kept;
    step->n_codes = codes->n;
    return CS_OK;
}

static enum cs_status add_step(struct cs_soc_history *history, size_t r, const struct codes *before,
                               struct cs_buf *words, struct cs_arena *arena, struct cs_diag *diag)
{
    struct cs_soc_step *step = &history->steps[history->n_steps++];
    *step = (struct cs_soc_step){.before = REVISIONS[r].before,
                                 .changeover = REVISIONS[r].changeover,
                                 .revision = REVISIONS[r].name};
    struct codes one = {{history->code}, 1}, none = {.n = 0};
    step->kind = words->size ? CS_SOC_BROKEN : before->n == 1 ? CS_SOC_RENAMED : CS_SOC_MERGED;
    if (step->kind == CS_SOC_RENAMED)
        cs_buf_printf(words, "%s was %s before", history->code, before->items[0]);
    else if (step->kind == CS_SOC_MERGED)
        put_became(words, before, &one);
    step->words = keep(words, arena);
    return keep_codes(step->kind == CS_SOC_BROKEN ? &none : before, arena, step, diag);
}

enum cs_status cs_soc_follow(const struct cs_reference *reference, const char *code,
                             struct cs_arena *arena, struct cs_soc_history *history,
                             struct cs_diag *diag)
{
    struct codes now, before, alone = {{code}, 1};
    enum cs_status status = CS_OK;
    *history = (struct cs_soc_history){.code = code};
    if (!is_soc_code(code))
        return CS_OK;
    add_parts(reference, code, &now);
    for (size_t r = 0; r < N_REVISIONS && status == CS_OK; r++) {
        struct cs_buf words;
        cs_buf_init(&words);
        bool is_whole = go_back(reference, REVISIONS[r].name, &now, &before, &words);
        bool is_other = !is_same_list(&before, &alone) && (r == 0 || !is_same_list(&before, &now));
        if (is_other || !is_whole)
            status = add_step(history, r, &before, &words, arena, diag);
        cs_buf_clear(&words);
        now = before;
        if (!is_whole)
            break;
    }
    return status;
}
