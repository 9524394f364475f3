/* What an outlook rests on, and what its reader must be told. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook_parts.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const char *title_of(const struct cs_source *source)
{
    return source->title ? source->title : source->id;
}

/* Whether words are a date: short, with a year in four digits. */
static bool is_date(const char *words)
{
    enum { LONGEST = 18 };
    const char *digit = strpbrk(words, "0123456789");
    return strlen(words) <= LONGEST && digit && strspn(digit, "0123456789") == 4;
}

/* Bytes of the title before ", May 2024"; all of it when it ends with no year. */
static size_t stem_size(const struct cs_source *source)
{
    const char *title = title_of(source), *comma = strrchr(title, ',');
    return comma && is_date(comma) ? (size_t)(comma - title) : strlen(title);
}

const char *cs_outlook_source_vintage(const struct cs_source *source)
{
    const char *tail = title_of(source) + stem_size(source);
    if (*tail)
        return tail + 1 + strspn(tail + 1, " ");
    return source->period ? source->period : "";
}

/* Whether two sources are vintages of one publication. */
static bool is_same_work(const struct cs_source *a, const struct cs_source *b)
{
    if (!is_same_text(a->url, b->url) || !is_same_text(a->publisher, b->publisher))
        return false; /* nearly always; the titles take longer */
    size_t n = stem_size(a);
    return n == stem_size(b) && strncmp(title_of(a), title_of(b), n) == 0;
}

/* The index of the first source of the same work, up to `before`. */
static size_t first_of_work(const struct cs_outlook *outlook, size_t before)
{
    size_t i = 0;
    while (i < before && !is_same_work(outlook->sources.items[i], outlook->sources.items[before]))
        i++;
    return i;
}

/* One publication may have made several sources: a library is read in steps, and packages have
 * tables of the same publisher's file. */
static bool is_same_file(const struct cs_source *a, const struct cs_source *b)
{
    bool is_named = a->publisher && is_same_text(a->publisher, b->publisher);
    return a == b || (is_same_text(a->id, b->id) && is_same_text(a->title, b->title) &&
                      (is_named || strcmp(a->sha256, b->sha256) == 0));
}

size_t cs_outlook_source_number(const struct cs_outlook *outlook, const struct cs_source *source)
{
    size_t number = 0;
    for (size_t i = 0; source && i < outlook->sources.n; i++)
        if (is_same_file(outlook->sources.items[i], source)) {
            size_t first = first_of_work(outlook, i);
            for (size_t k = 0; k <= first; k++)
                number += first_of_work(outlook, k) == k;
            return number;
        }
    return 0;
}

struct listing {
    struct cs_arena *arena;
    struct cs_outlook *out;
    size_t sources_capacity, caveats_capacity;
    int failed;
};

static const void **grow(struct listing *l, const void **items, size_t n, size_t *capacity)
{
    const void **copy = cs_arena_grown(l->arena, items, n, capacity, sizeof *copy);
    l->failed |= copy == NULL;
    return copy ? copy : items;
}

static void add_caveat_of(struct listing *l, const char *text, const struct cs_source *source)
{
    struct cs_outlook *out = l->out;
    if (!text || !*text)
        return;
    for (size_t i = 0; i < out->caveats.n; i++) {
        if (cs_starts_with(out->caveats.items[i], text))
            return;
        if (cs_starts_with(text, out->caveats.items[i])) { /* the same, and more */
            out->caveats.items[i] = text;
            return;
        }
    }
    size_t capacity = l->caveats_capacity;
    out->caveats.items = (const char **)grow(l, (const void **)out->caveats.items, out->caveats.n,
                                             &l->caveats_capacity);
    out->caveats.sources = (const struct cs_source **)grow(l, (const void **)out->caveats.sources,
                                                           out->caveats.n, &capacity);
    if (l->failed)
        return;
    out->caveats.sources[out->caveats.n] = source;
    out->caveats.items[out->caveats.n++] = text;
}

static void add_caveat(struct listing *l, const char *text)
{
    add_caveat_of(l, text, NULL);
}

static void add_source(struct listing *l, const struct cs_source *source)
{
    struct cs_outlook *out = l->out;
    if (!source)
        return;
    for (size_t i = 0; i < out->sources.n; i++)
        if (is_same_file(out->sources.items[i], source))
            return;
    out->sources.items = (const struct cs_source **)grow(l, (const void **)out->sources.items,
                                                         out->sources.n, &l->sources_capacity);
    if (!l->failed)
        out->sources.items[out->sources.n++] = source;
}

static void add_found(struct listing *l, const struct cs_found *found)
{
    if (!found->estimate)
        return;
    add_source(l, found->source);
    if (found->others_differ)
        add_caveat(l, "Two sources print different values for the same figure; the first, more "
                      "detailed one is shown.");
}

static void add_fact(struct listing *l, const struct cs_fact *fact)
{
    add_found(l, &fact->now);
    add_found(l, &fact->before);
}

static void add_all(struct listing *l, const struct cs_found *const *found, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_found(l, found[i]);
}
#define ADD_ALL(l, ...)                                                                            \
    add_all(l, (const struct cs_found *const[]){__VA_ARGS__},                                      \
            sizeof((const struct cs_found *const[]){__VA_ARGS__}) / sizeof(struct cs_found *))

static void add_facts(struct listing *l)
{
    struct cs_outlook *out = l->out;
    add_fact(l, &out->pay.median);
    add_fact(l, &out->jobs.employment);
    for (size_t i = 0; i < CS_N_PERCENTILES; i++)
        ADD_ALL(l, &out->pay.percentiles[i], &out->pay.hourly[i]);
    add_fact(l, &out->pay.mean);
    ADD_ALL(l, &out->pay.nation_then, &out->pay.nation_median, &out->pay.too_old,
            &out->pay.all_median, &out->pay.mean_rse, &out->jobs.employment_rse,
            &out->entry.education, &out->entry.experience, &out->entry.training,
            &out->jobs.self_employed, &out->jobs.location_quotient, &out->jobs.jobs_per_1000,
            &out->projected.too_old);
}

static void add_projections(struct listing *l)
{
    for (size_t i = l->out->projected.n; i-- > 0;) {
        const struct cs_projection_row *row = &l->out->projected.rows[i];
        ADD_ALL(l, &row->percent, &row->base, &row->projected, &row->change, &row->openings,
                &row->exits, &row->transfers, &row->average);
    }
}

static void add_places(struct listing *l)
{
    struct cs_outlook *out = l->out;
    for (size_t i = 0; i < out->regions.n; i++)
        ADD_ALL(l, &out->regions.rows[i].median, &out->regions.rows[i].employment,
                &out->regions.rows[i].location_quotient);
    for (size_t i = 0; i < out->regions.n_older; i++)
        add_found(l, &out->regions.older[i].median);
    add_source(l, out->regions.parity_source);
    for (size_t i = 0; i < out->metros.n; i++)
        ADD_ALL(l, &out->metros.rows[i].median, &out->metros.rows[i].employment,
                &out->metros.rows[i].location_quotient);
    for (size_t i = 0; i < out->industries.n; i++)
        ADD_ALL(l, &out->industries.rows[i].employment, &out->industries.rows[i].share,
                &out->industries.rows[i].mean);
    for (size_t i = 0; i < out->countries.n; i++)
        ADD_ALL(l, &out->countries.rows[i].low, &out->countries.rows[i].high);
    add_source(l, out->countries.rate_source);
    for (size_t i = 0; i < out->abroad.n; i++)
        add_found(l, &out->abroad.rows[i].pay);
}

/* Every figure of the report, so that none is without its source and none is there for nothing. */
static void add_sections(struct listing *l)
{
    struct cs_outlook *out = l->out;
    add_facts(l);
    add_projections(l);
    for (size_t i = 0; i < out->levels.n; i++)
        ADD_ALL(l, &out->levels.rows[i].median, &out->levels.rows[i].mean);
    add_places(l);
    for (size_t i = out->years.n; i-- > 0;)
        ADD_ALL(l, &out->years.rows[i].median, &out->years.rows[i].employment);
    add_source(l, out->years.price_source);
    if (out->related.n > 1)
        add_source(l, out->related.source);
    for (size_t i = 0; i < out->related.n; i++)
        if (!out->related.rows[i].is_self)
            ADD_ALL(l, &out->related.rows[i].median, &out->related.rows[i].percent,
                    &out->related.rows[i].openings, &out->related.rows[i].education);
}

static size_t count_absent_regions(const struct cs_outlook *out)
{
    size_t n = 0;
    for (size_t i = 0; i < out->regions.n; i++)
        n += isnan(cs_found_number(&out->regions.rows[i].median));
    return n;
}

/* Why the projection has no growth word. */
static const char *word_caveat(const struct listing *l)
{
    const struct cs_projection_row *row = l->out->projected.newest;
    if (row->either[0])
        return cs_arena_printf(l->arena,
                               "Growth of %.1f percent may be printed as either neighboring whole "
                               "percent, so the handbook's word, \"%s\" or \"%s\", is left out.",
                               cs_found_number(&row->percent), row->either[0], row->either[1]);
    return cs_arena_printf(l->arena,
                           "The handbook's growth words for %s are not known, so none is given.",
                           row->period_text);
}

/* The vintages of a work that have the caveat: "2025, 2024", "2003 to 2025" of many. */
static const char *vintages_of(const struct listing *l, const struct cs_source *work)
{
    enum { FEW_VINTAGES = 3 };
    const char *list = "", *first = NULL, *last = NULL;
    size_t n = 0;
    for (size_t i = 0; i < l->out->sources.n; i++) {
        const struct cs_source *source = l->out->sources.items[i];
        const char *vintage = cs_outlook_source_vintage(source);
        if (!is_same_work(source, work) || !is_same_text(source->caveat, work->caveat) ||
            !*vintage || strstr(list, vintage))
            continue;
        list = cs_arena_printf(l->arena, "%s%s%s", list, n++ ? ", " : "", vintage);
        first = !first || strcmp(vintage, first) < 0 ? vintage : first;
        last = !last || strcmp(vintage, last) > 0 ? vintage : last;
    }
    return n > FEW_VINTAGES ? cs_arena_printf(l->arena, "%s to %s", first, last) : list;
}

/* "Employment Projections (2024-34)"; a title that has the year says it already. */
static const char *work_name(const struct listing *l, const struct cs_source *source)
{
    enum { YEAR = 4 };
    const char *vintages = vintages_of(l, source);
    const char *name = cs_arena_printf(l->arena, "%.*s", (int)stem_size(source), title_of(source));
    const char *digits = vintages + strcspn(vintages, "0123456789");
    const char *year = cs_arena_printf(l->arena, "%.*s", YEAR, digits);
    return !*digits || strstr(name, year) ? name
                                          : cs_arena_printf(l->arena, "%s (%s)", name, vintages);
}

/* Whether a source has this very caveat, as the first of its work. */
static bool is_first_with(const struct cs_outlook *out, size_t index, const char *caveat)
{
    const struct cs_source *source = out->sources.items[index];
    for (size_t i = 0; i < index; i++)
        if (is_same_work(out->sources.items[i], source) &&
            is_same_text(out->sources.items[i]->caveat, caveat))
            return false;
    return is_same_text(source->caveat, caveat);
}

/* A publisher's caveat under the names of what it is said of: two surveys may count differently. */
static const char *named_caveat(const struct listing *l, const char *caveat)
{
    enum { MOST_NAMES = 2 };
    const char *names = "";
    size_t n = 0;
    for (size_t i = 0; i < l->out->sources.n; i++)
        if (is_first_with(l->out, i, caveat) && ++n <= MOST_NAMES)
            names = cs_arena_printf(l->arena, "%s%s%s", names, n > 1 ? "; " : "",
                                    work_name(l, l->out->sources.items[i]));
    if (n > MOST_NAMES)
        names = cs_arena_printf(l->arena, "%s; and %zu more", names, n - MOST_NAMES);
    return cs_arena_printf(l->arena, "%s: %s", names, caveat);
}

/* Whether another source says the same, and more: then that is told. */
static bool is_told_in_full(const struct cs_outlook *out, const char *caveat)
{
    for (size_t i = 0; i < out->sources.n; i++) {
        const char *other = out->sources.items[i]->caveat;
        if (other && cs_starts_with(other, caveat) && !is_same_text(other, caveat))
            return true;
    }
    return false;
}

static void add_caveats(struct listing *l)
{
    struct cs_outlook *out = l->out;
    for (size_t i = 0; i < out->sources.n; i++)
        if (out->sources.items[i]->caveat && *out->sources.items[i]->caveat &&
            !is_told_in_full(out, out->sources.items[i]->caveat))
            add_caveat_of(l, named_caveat(l, out->sources.items[i]->caveat), out->sources.items[i]);
    if (out->pay.median.now.estimate && out->pay.mean_rse.estimate)
        add_caveat(l, "Publishers give an error for average pay only: how far off a median may be "
                      "is not known.");
    if (out->projected.newest && out->jobs.employment.now.estimate)
        add_caveat(l, "The projections count every job, the self-employed included; the pay survey "
                      "counts wage and salary jobs only. Their employment figures differ for that "
                      "reason.");
    if (out->projected.newest && !out->projected.newest->word)
        add_caveat(l, word_caveat(l));
    size_t n_absent = count_absent_regions(out);
    if (n_absent)
        add_caveat(l, cs_arena_printf(l->arena, "%zu of %zu regions %s no published median.",
                                      n_absent, out->regions.n, n_absent == 1 ? "has" : "have"));
    if (out->regions.parity_year && out->regions.parity_year != out->regions.period.end_year)
        add_caveat(l, cs_arena_printf(l->arena,
                                      "Cost of living is that of %d, the year of price parities "
                                      "nearest to the pay figures of %d.",
                                      out->regions.parity_year, out->regions.period.end_year));
    if (out->countries.rate_year)
        add_caveat(l, cs_arena_printf(l->arena,
                                      "Pay abroad is converted at the average exchange rates of "
                                      "%d, not by what the money buys.",
                                      out->countries.rate_year));
}

static void count_numbers(struct cs_outlook *out)
{
    out->sources.n_numbers = 0;
    for (size_t i = 0; i < out->sources.n; i++)
        out->sources.n_numbers += first_of_work(out, i) == i;
}

static enum cs_status finish(struct listing *l, struct cs_diag *diag)
{
    add_caveats(l);
    count_numbers(l->out);
    return l->failed ? cs_fail_memory(diag) : CS_OK;
}

enum cs_status cs_outlook_add_sources(struct cs_arena *arena, struct cs_outlook *out,
                                      struct cs_diag *diag)
{
    struct listing listing = {.arena = arena, .out = out};
    add_sections(&listing);
    return finish(&listing, diag);
}

enum cs_status cs_outlook_cite(struct cs_arena *arena, const struct cs_found *const *found,
                               size_t n, struct cs_outlook *out, struct cs_diag *diag)
{
    struct listing listing = {.arena = arena, .out = out};
    for (size_t i = 0; i < n; i++)
        add_found(&listing, found[i]);
    return finish(&listing, diag);
}

enum cs_status cs_outlook_rest_on(struct cs_arena *arena, const struct cs_source *const *sources,
                                  size_t n, struct cs_outlook *out, struct cs_diag *diag)
{
    struct listing listing = {.arena = arena,
                              .out = out,
                              .sources_capacity = out->sources.n,
                              .caveats_capacity = out->caveats.n};
    for (size_t i = 0; i < n; i++)
        add_source(&listing, sources[i]);
    count_numbers(out);
    return listing.failed ? cs_fail_memory(diag) : CS_OK;
}
