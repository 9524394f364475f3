/* The handbook's own pages: nothing in them is false by the agency's own figures, and what is
 * changed in them at random is found. Skipped where the public files are not. */
#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "guide_world.h"

enum { MOST_PAGES = 80 };

#if defined(__SANITIZE_ADDRESS__)
enum { N_MUTATIONS = 150 };
#else
enum { N_MUTATIONS = 2000 };
#endif

struct page {
    char *name, *bytes;
    size_t n_bytes;
};
struct pages {
    struct guide_world world;
    struct page items[MOST_PAGES];
    size_t n;
};

static int compare_pages(const void *a, const void *b)
{
    return strcmp(((const struct page *)a)->name, ((const struct page *)b)->name);
}

static void read_pages(struct pages *p)
{
    char path[1400];
    snprintf(path, sizeof path, "%s/ooh", p->world.folder);
    DIR *folder = opendir(path);
    for (struct dirent *e; folder && (e = readdir(folder)) != NULL && p->n < MOST_PAGES;) {
        if (!cs_ends_with_nocase(e->d_name, ".html"))
            continue;
        struct page *page = &p->items[p->n];
        snprintf(path, sizeof path, "%s/ooh/%s", p->world.folder, e->d_name);
        assert_int_equal(
            cs_read_file(path, CS_GUIDE_MAX_BYTES, &page->bytes, &page->n_bytes, &p->world.diag),
            CS_OK);
        page->name = strdup(e->d_name);
        p->n++;
    }
    if (folder)
        closedir(folder);
    qsort(p->items, p->n, sizeof p->items[0], compare_pages);
}

static int set_up(void **state)
{
    static const char *const files[] = {"employment-projections/Employment_Projections_2024-34.csv",
                                        "oews-national/national_M2024_dl.xlsx", NULL};
    struct pages *p = calloc(1, sizeof *p);
    *state = p;
    if (p && guide_world_open(&p->world, files))
        read_pages(p);
    return p ? 0 : -1;
}

static int tear_down(void **state)
{
    struct pages *p = *state;
    for (size_t i = 0; i < p->n; i++) {
        free(p->items[i].name);
        free(p->items[i].bytes);
    }
    guide_world_close(&p->world);
    free(p);
    return 0;
}

/* ---- the pages as they are ---- */

static void pages_are_not_contradicted(void **state)
{
    struct pages *p = *state;
    if (!p->n)
        skip();
    size_t n_confirmed = 0, n_claims = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct cs_audit audit;
        guide_world_audit(&p->world, p->items[i].name, p->items[i].bytes, p->items[i].n_bytes,
                          &audit);
        if (audit.n_findings)
            print_error("%s: %s\n", p->items[i].name, audit.findings[0].message);
        assert_int_equal(audit.n_findings, 0);
        assert_int_equal(audit.n_verdicts[CS_CONTRADICTED], 0);
        n_confirmed += audit.n_verdicts[CS_CONFIRMED];
        n_claims += audit.claims.n_items;
        cs_audit_clear(&audit);
    }
    print_message("%zu pages, %zu claims, %zu confirmed\n", p->n, n_claims, n_confirmed);
    assert_true(n_confirmed >= 2300);
}

/* Data of other years, which know other codes and names, must not make the pages look wrong. */
static void other_years_raise_no_findings(void **state)
{
    static const char *const others[][3] = {
        {"employment-projections/Employment_Projections_2024-34.csv", NULL},
        {"oews-national/national_M2014_dl.xlsx", NULL},
        {"oews-national/national_M2019_dl.xlsx", NULL},
        {"oews-national/national_may2003_dl.xls", NULL},
        {"employment-projections/Employment_Projections_2024-34.csv",
         "oews-national/national_M2014_dl.xlsx", NULL},
        {"./tests/fixtures/datasets/medical-office-assistant", NULL}};
    struct pages *p = *state;
    if (!p->n)
        skip();
    for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
        struct guide_world world;
        assert_true(guide_world_open(&world, others[k]));
        for (size_t i = 0; i < p->n; i++) {
            struct cs_audit audit;
            guide_world_audit(&world, p->items[i].name, p->items[i].bytes, p->items[i].n_bytes,
                              &audit);
            if (audit.n_findings)
                print_error("%s, %s: %s\n", others[k][0], p->items[i].name,
                            audit.findings[0].message);
            assert_int_equal(cs_audit_count(&audit, CS_ERROR) + cs_audit_count(&audit, CS_WARNING),
                             0);
            cs_audit_clear(&audit);
        }
        guide_world_close(&world);
    }
}

/* ---- ten pages counted by hand ---- */

struct expected {
    char page[96], kind[24], statistic[12], quote[48], held[8];
    unsigned times;
};

static const struct page *find_page(const struct pages *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++) {
        size_t n = strlen(name);
        if (!strncmp(p->items[i].name, name, n) && !strcmp(p->items[i].name + n, ".html"))
            return &p->items[i];
    }
    return NULL;
}

static int is_expected(const struct cs_audit *audit, size_t i, const struct expected *e)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_block *b = &audit->document.blocks[c->value.block];
    size_t n = strlen(e->quote);
    return !(c->flags & CS_CLAIM_IN_TABLE) && !strcmp(cs_claim_kind_name(c->kind), e->kind) &&
           (e->statistic[0] == '-' || !strcmp(cs_statistic_name(c->statistic), e->statistic)) &&
           c->value.end - c->value.start == n &&
           !strncasecmp(b->text + c->value.start, e->quote, n);
}

static void counted_claims_are_found_and_confirmed(void **state)
{
    struct pages *p = *state;
    struct expected e;
    char line[512];
    unsigned n_held = 0, n_confirmed = 0, n_all = 0, n_found = 0;
    if (!p->n)
        skip();
    FILE *file = fopen(CS_SOURCE_DIR "/tests/fixtures/handbook-claims.tsv", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || sscanf(line, "%95[^\t]\t%23[^\t]\t%11[^\t]\t%47[^\t]\t%u\t%7s",
                                     e.page, e.kind, e.statistic, e.quote, &e.times, e.held) != 6)
            continue;
        const struct page *page = find_page(p, e.page);
        struct cs_audit audit;
        unsigned found = 0, confirmed = 0;
        assert_non_null(page);
        guide_world_audit(&p->world, page->name, page->bytes, page->n_bytes, &audit);
        for (size_t i = 0; i < audit.claims.n_items; i++) {
            found += is_expected(&audit, i, &e);
            confirmed += is_expected(&audit, i, &e) && audit.judgments[i].verdict == CS_CONFIRMED;
        }
        cs_audit_clear(&audit);
        n_all += e.times;
        n_found += found < e.times ? found : e.times;
        if (e.held[0] != 'y')
            continue;
        n_held += e.times;
        n_confirmed += confirmed < e.times ? confirmed : e.times;
        if (confirmed < e.times)
            print_error("%s: %s %s: %u of %u\n", e.page, e.kind, e.quote, confirmed, e.times);
    }
    fclose(file);
    print_message("%u of %u counted claims found; %u of %u confirmed where the data have them\n",
                  n_found, n_all, n_confirmed, n_held);
    assert_true(n_found >= 0.95 * n_all && n_confirmed >= 0.95 * n_held && n_held > 100);
}

/* ---- pages with one thing changed ---- */

static uint64_t next_random(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9E3779B97F4A7C15u); /* splitmix64 */
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

struct mutation {
    size_t start, end; /* bytes replaced */
    char text[64];
    const char *kind;
    size_t line; /* of the sentence or cell it is in: first and last */
    size_t last_line;
};

/* Another digit somewhere in the number. */
static int mutate_number(const char *source, size_t n, uint64_t *seed, char *out)
{
    size_t digits[32], n_digits = 0;
    if (n >= 60)
        return 0;
    memcpy(out, source, n);
    out[n] = '\0';
    for (size_t i = 0; i < n && n_digits < 32; i++) {
        if (cs_is_digit(source[i]))
            digits[n_digits++] = i;
    }
    if (!n_digits)
        return 0;
    /* Not the zeros an author rounds with: they say nothing. */
    while (n_digits > 1 && source[digits[n_digits - 1]] == '0')
        n_digits--;
    size_t at = digits[next_random(seed) % n_digits];
    char digit = (char)('1' + next_random(seed) % 9);
    if (digit == source[at])
        digit = digit == '9' ? '1' : (char)(digit + 1);
    out[at] = digit;
    return 1;
}

static int replace_word(const char *source, size_t n, const char *const (*pairs)[2], uint64_t *seed,
                        struct mutation *m)
{
    size_t n_pairs = 0;
    while (pairs[n_pairs][0])
        n_pairs++;
    size_t first = next_random(seed) % n_pairs;
    for (size_t k = 0; k < n_pairs; k++) {
        const char *const *pair = pairs[(first + k) % n_pairs];
        size_t size = strlen(pair[0]);
        for (size_t i = 0; i + size <= n; i++) {
            if (strncasecmp(source + i, pair[0], size) || (i && cs_is_alpha(source[i - 1])) ||
                cs_is_alpha(source[i + size]))
                continue;
            m->start += i;
            m->end = m->start + size;
            snprintf(m->text, sizeof m->text, "%s", pair[1]);
            return 1;
        }
    }
    return 0;
}

static const char *const words[][2] = {{"(Decline)", "(Slower than average)"},
                                       {"grow", "decline"},
                                       {"to decline", "to grow"},
                                       {"faster", "slower"},
                                       {"slower", "faster"},
                                       {"much faster", "faster"},
                                       {"lowest", "highest"},
                                       {"highest", "lowest"},
                                       {"median", "mean"},
                                       {"million", "thousand"},
                                       {"as fast as", "faster than"},
                                       {NULL, NULL}};
static const char *const units[][2] = {
    {"per year", "per hour"},       {"per hour", "per year"},    {"annual wage", "hourly wage"},
    {"hourly wage", "annual wage"}, {"each year", "each month"}, {NULL, NULL}};

static struct cs_span source_of(const struct cs_audit *audit, struct cs_said at)
{
    return cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start,
                              at.end);
}

static int mutate(const struct cs_audit *audit, const struct cs_claim *claim, unsigned what,
                  uint64_t *seed, struct mutation *m)
{
    struct cs_span sentence = source_of(audit, claim->sentence);
    struct cs_said at = what == 1 ? claim->when_said : claim->value;
    if (at.block == CS_NO_BLOCK)
        return 0;
    struct cs_span place = source_of(audit, at);
    m->start = (size_t)(place.start - audit->document.bytes);
    m->end = m->start + place.size;
    m->line =
        cs_document_place(&audit->document, (size_t)(sentence.start - audit->document.bytes)).line;
    m->last_line = cs_document_place(&audit->document, (size_t)(sentence.start + sentence.size -
                                                                audit->document.bytes))
                       .line;
    if (what == 1) {
        struct cs_place when = cs_document_place(&audit->document, m->start);
        m->line = m->last_line = when.line;
    }
    if (what <= 1) {
        m->kind = what ? "year" : "number";
        return !claim->word ? mutate_number(place.start, place.size, seed, m->text) : 0;
    }
    m->kind = what == 2 ? "word" : "unit";
    m->start = (size_t)(sentence.start - audit->document.bytes);
    return replace_word(sentence.start, sentence.size, what == 2 ? words : units, seed, m);
}

struct tally {
    size_t n, n_found, n_false;
};

/* Audits the page with the change made; finds it at its place and nothing elsewhere. */
static void try_mutation(struct pages *p, const struct page *page, const struct mutation *m,
                         struct tally *tally)
{
    struct cs_buf bytes;
    struct cs_audit audit;
    cs_buf_init(&bytes);
    cs_buf_put(&bytes, page->bytes, m->start);
    cs_buf_puts(&bytes, m->text);
    cs_buf_put(&bytes, page->bytes + m->end, page->n_bytes - m->end);
    guide_world_audit(&p->world, page->name, cs_buf_text(&bytes), bytes.size, &audit);
    int is_found = 0, is_false = 0;
    for (size_t i = 0; i < audit.n_findings; i++) {
        const struct cs_finding *f = &audit.findings[i];
        size_t line = cs_document_place(&audit.document, f->start).line;
        size_t related =
            f->has_related ? cs_document_place(&audit.document, f->related_start).line : 0;
        int is_here = (line >= m->line && line <= m->last_line) ||
                      (related >= m->line && related <= m->last_line);
        is_found |= is_here;
        is_false |= !is_here;
    }
    tally->n++;
    tally->n_found += (size_t)is_found;
    tally->n_false += (size_t)is_false;
    if (getenv("CAREERSTAT_SHOW_MUTATIONS") && (!is_found || is_false))
        print_message("%s %s:%zu-%zu: %s '%.*s' -> '%s'\n", is_false ? "FALSE" : "MISSED",
                      page->name, m->line, m->last_line, m->kind, (int)(m->end - m->start),
                      page->bytes + m->start, m->text);
    cs_audit_clear(&audit);
    cs_buf_clear(&bytes);
}

static void one_change_is_found(void **state)
{
    struct pages *p = *state;
    const char *chosen = getenv("CAREERSTAT_MUTATION_SEED");
    uint64_t seed = chosen ? strtoull(chosen, NULL, 10) : 20240501;
    struct tally tallies[4] = {{0, 0, 0}}, all = {0, 0, 0};
    static const char *const kinds[] = {"numbers", "years", "words", "units"};
    struct cs_audit audits[MOST_PAGES];
    if (!p->n)
        skip();
    for (size_t i = 0; i < p->n; i++)
        guide_world_audit(&p->world, p->items[i].name, p->items[i].bytes, p->items[i].n_bytes,
                          &audits[i]);
    while (all.n < N_MUTATIONS) {
        size_t page = next_random(&seed) % p->n;
        size_t claim = next_random(&seed) % audits[page].claims.n_items;
        unsigned what = (unsigned)(next_random(&seed) % 4);
        struct mutation m = {0};
        if (audits[page].judgments[claim].verdict != CS_CONFIRMED ||
            audits[page].claims.items[claim].subject.is_group ||
            !mutate(&audits[page], &audits[page].claims.items[claim], what, &seed, &m))
            continue;
        struct tally before = tallies[what];
        try_mutation(p, &p->items[page], &m, &tallies[what]);
        all.n++;
        all.n_found += tallies[what].n_found - before.n_found;
        all.n_false += tallies[what].n_false - before.n_false;
    }
    for (size_t i = 0; i < 4; i++)
        print_message("%-8s %5zu changed, %5zu found, %zu with a finding elsewhere\n", kinds[i],
                      tallies[i].n, tallies[i].n_found, tallies[i].n_false);
    for (size_t i = 0; i < p->n; i++)
        cs_audit_clear(&audits[i]);
    assert_true((double)all.n_found >= 0.98 * (double)all.n);
    assert_int_equal(all.n_false, 0);
}

/* Any number of a sentence or cell that states something, confirmed or not: also ranks ("lowest 10
 * percent"), years said beside others, shares of industries, pay that no data hold. */
static int mutate_any(const struct cs_audit *audit, const struct cs_claim *claim, uint64_t *seed,
                      struct mutation *m)
{
    struct cs_amount amounts[24];
    const struct cs_said *said = &claim->sentence;
    const struct cs_block *block = &audit->document.blocks[said->block];
    size_t n = cs_amounts_find(block->text + said->start, said->end - said->start, amounts, 24);
    if (!n || !mutate(audit, claim, 0, seed, m))
        return 0;
    const struct cs_amount *a = &amounts[next_random(seed) % n];
    struct cs_span place = source_of(
        audit, (struct cs_said){said->block, said->start + a->start, said->start + a->value_end});
    m->start = (size_t)(place.start - audit->document.bytes);
    m->end = m->start + place.size;
    m->kind = a->kind >= CS_AMOUNT_YEAR      ? "year"
              : a->kind == CS_AMOUNT_PERCENT ? "percent"
                                             : "number";
    return a->kind != CS_AMOUNT_CODE && mutate_number(place.start, place.size, seed, m->text);
}

/* Most of what cannot be found is pay that the data do not have: by industry, of several
 * occupations together, of an occupation or a group whose name may mean another. */
static void any_change_is_seldom_missed(void **state)
{
    struct pages *p = *state;
    const char *chosen = getenv("CAREERSTAT_MUTATION_SEED");
    uint64_t seed = chosen ? strtoull(chosen, NULL, 10) : 20240501;
    struct tally tallies[CS_N_VERDICTS] = {{0, 0, 0}};
    struct cs_audit audits[MOST_PAGES];
    size_t n = 0, n_false = 0;
    if (!p->n)
        skip();
    for (size_t i = 0; i < p->n; i++)
        guide_world_audit(&p->world, p->items[i].name, p->items[i].bytes, p->items[i].n_bytes,
                          &audits[i]);
    while (n < N_MUTATIONS) {
        size_t page = next_random(&seed) % p->n;
        size_t claim = next_random(&seed) % audits[page].claims.n_items;
        struct mutation m = {0};
        if (!mutate_any(&audits[page], &audits[page].claims.items[claim], &seed, &m))
            continue;
        struct tally *tally = &tallies[audits[page].judgments[claim].verdict];
        size_t before = tally->n_false;
        try_mutation(p, &p->items[page], &m, tally);
        n_false += tally->n_false - before;
        n++;
    }
    for (size_t i = 0; i < CS_N_VERDICTS; i++) {
        if (tallies[i].n)
            print_message("beside %-12s %5zu changed, %5zu found, %zu with a finding elsewhere\n",
                          cs_verdict_name((enum cs_verdict)i), tallies[i].n, tallies[i].n_found,
                          tallies[i].n_false);
    }
    for (size_t i = 0; i < p->n; i++)
        cs_audit_clear(&audits[i]);
    /* Of the few that a sanitized run tries, chance may miss some more: two standard errors. */
    double n_tried = (double)tallies[CS_CONFIRMED].n, least = 0.87 * n_tried;
    if (N_MUTATIONS < 1000)
        least -= 2 * sqrt(n_tried * 0.87 * 0.13);
    assert_true((double)tallies[CS_CONFIRMED].n_found >= least);
    assert_int_equal(n_false, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_not_contradicted),
        cmocka_unit_test(other_years_raise_no_findings),
        cmocka_unit_test(counted_claims_are_found_and_confirmed),
        cmocka_unit_test(one_change_is_found),
        cmocka_unit_test(any_change_is_seldom_missed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
