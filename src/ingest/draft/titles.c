/* Labels win over titles; what two lines say differently is not said. A line that tells when a file
 * was released or fetched tells no period. */
#include "ingest/draft/titles.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/pay_period.h"
#include "data/period.h"
#include "data/reference.h"
#include "ingest/profile/header_fold.h"
#include "ingest/draft/header_words.h"
#include "ingest/source/date.h"

struct reading {
    struct cs_titles *out;
    const struct cs_reference *reference;
    struct cs_arena *arena;
    bool is_labeled[CS_N_DIMS];
    bool has_failed;
    size_t n_periods; /* of pay, different ones */
};

static void take(struct reading *reading, enum cs_dim dim, struct cs_span text)
{
    struct cs_titles *out = reading->out;
    if (out->constants[dim] && cs_span_equals(text, out->constants[dim]))
        return;
    out->is_doubtful[dim] |= out->constants[dim] != NULL;
    out->constants[dim] = cs_arena_copy(reading->arena, text.start, text.size);
    reading->has_failed |= !out->constants[dim];
}

/* ---- single facts ---- */

/* "43-6013" in the text, or six digits after "SOC". Returns false where there is none. */
static bool find_code(struct cs_span text, char out[8])
{
    for (size_t i = 0; i + 6 <= text.size; i++) {
        const char *s = text.start + i;
        size_t n = 0;
        bool starts = i == 0 || !cs_is_alnum(s[-1]);
        while (i + n < text.size && (cs_is_digit(s[n]) || (n == 2 && s[n] == '-')))
            n++;
        bool is_code = n == 7 && s[2] == '-';
        bool is_bare = n == 6 && i > 0 && s[-1] == '(';
        if (!starts || (!is_code && !is_bare) ||
            (i + n < text.size && (cs_is_alnum(s[n]) || s[n] == '-')))
            continue;
        snprintf(out, 8, "%.2s-%.4s", s, s + (is_code ? 3 : 2));
        return true;
    }
    return false;
}

static bool read_period(struct cs_span text, char out[CS_PERIOD_TEXT_BYTES])
{
    struct cs_period period;
    if (!cs_period_parse(text, &period) &&
        cs_date_read(text, CS_ALL_ORDERS, &period) != CS_DATE_READ)
        return false;
    cs_period_format(period, out);
    return true;
}

/* The region that a text means, unless it means two. */
static const struct cs_region *find_region(const struct reading *reading, struct cs_span text,
                                           const char *kind, bool *is_doubtful)
{
    const struct cs_reference *reference = reading->reference;
    const struct cs_region *state = cs_reference_region_of_kind(reference, "state", text);
    const struct cs_region *country = cs_reference_region_of_kind(reference, "country", text);
    if (kind)
        return strcmp(kind, "state") == 0 ? state : country;
    *is_doubtful = state && country && state != country;
    return *is_doubtful ? NULL : state ? state : country;
}

static void take_region(struct reading *reading, const struct cs_region *region)
{
    take(reading, CS_DIM_REGION, cs_span_of(region->code));
    reading->out->is_of_the_us |= strcmp(region->kind, "country") != 0;
}

/* ---- "Label: value" ---- */

static const struct {
    const char *words, *kind;
    enum cs_dim dim;
} labels[] = {
    {"occupation|occupation title|occupation code|soc code|soc|occ|job title", NULL,
     CS_DIM_OCCUPATION},
    {"period|reference period|year|survey year|time period|survey period|reference year|data year|"
     "data period|reference date",
     NULL, CS_DIM_PERIOD},
    {"state|state name", "state", CS_DIM_REGION},
    {"country|nation", "country", CS_DIM_REGION},
    {"area|region|location|geography|place|area name", NULL, CS_DIM_REGION},
    {"industry|sector", NULL, CS_DIM_INDUSTRY},
    {"experience level|level", NULL, CS_DIM_LEVEL},
};

static bool is_one_of(const char *folded, const char *alternatives)
{
    size_t n = strlen(folded);
    for (const char *p = alternatives; *p; p += strcspn(p, "|"), p += *p == '|')
        if (strcspn(p, "|") == n && strncmp(p, folded, n) == 0)
            return true;
    return false;
}

static void take_labeled(struct reading *reading, size_t label, struct cs_span value)
{
    enum cs_dim dim = labels[label].dim;
    char text[CS_PERIOD_TEXT_BYTES];
    if (!reading->is_labeled[dim]) {
        reading->out->constants[dim] = NULL; /* a title said it */
        reading->out->is_doubtful[dim] = false;
    }
    reading->is_labeled[dim] = true;
    if (dim == CS_DIM_OCCUPATION && find_code(value, text))
        value = cs_span_of(text);
    if (dim == CS_DIM_PERIOD) {
        reading->out->is_doubtful[dim] |= !read_period(value, text);
        value = cs_span_of(text);
    }
    if (reading->out->is_doubtful[dim])
        return;
    bool is_doubtful = false;
    const struct cs_region *region =
        dim == CS_DIM_REGION ? find_region(reading, value, labels[label].kind, &is_doubtful) : NULL;
    reading->out->is_doubtful[dim] |= is_doubtful;
    if (region)
        take_region(reading, region);
    else if (!is_doubtful && value.size)
        take(reading, dim, value);
}

/* A cell "State: Ohio", or "State" (with a colon or alone with one other) before "Ohio". */
static bool read_label(struct reading *reading, const struct cs_row *row, size_t i, size_t n_filled)
{
    struct cs_span cell = row->cells[i].text, value = cs_span_of("");
    const char *colon = memchr(cell.start, ':', cell.size);
    struct cs_span label = {cell.start, colon ? (size_t)(colon - cell.start) : cell.size};
    char folded[64];
    cs_fold_name(label, folded, sizeof folded);
    if (colon)
        value = cs_span_trim((struct cs_span){colon + 1, cell.size - label.size - 1});
    size_t next = i + 1;
    while (!value.size && (colon || n_filled == 2) && next < row->n_cells)
        value = row->cells[next++].text;
    for (size_t l = 0; value.size && l < sizeof labels / sizeof *labels; l++)
        if (is_one_of(folded, labels[l].words)) {
            take_labeled(reading, l, value);
            return true;
        }
    return colon != NULL && value.size > 0 && label.size < 40;
}

/* ---- titles ---- */

static bool is_of_the_file(const char *folded)
{
    return cs_header_words_have(
        folded, "source|sources|released|release|retrieved|downloaded|updated|update|published|"
                "copyright|contact|http|https|www|note|notes|revised|generated|printed|accessed|"
                "created|extracted|prepared|as of|next|since|dollars|base");
}

/* Years from 1900 on, with the month before or the year behind them. */
static void find_periods(struct reading *reading, struct cs_span line)
{
    for (size_t i = 0; i + 4 <= line.size; i++) {
        const char *s = line.start + i;
        size_t n = 0, month = 0;
        char text[CS_PERIOD_TEXT_BYTES];
        while (i + n < line.size && cs_is_digit(s[n]))
            n++;
        bool is_year = n == 4 && (strncmp(s, "19", 2) == 0 || strncmp(s, "20", 2) == 0) &&
                       (i == 0 || !cs_is_alnum(s[-1])) && (i < 2 || s[-1] != '-');
        if (!is_year) {
            i += n;
            continue;
        }
        size_t end = n;
        while (i + end < line.size && !cs_is_space(s[end]) && !strchr(",;:()", s[end]))
            end++;
        size_t before = i;
        while (before > 0 && (cs_is_space(line.start[before - 1]) || line.start[before - 1] == ','))
            before--;
        month = before;
        while (month > 0 && cs_is_alpha(line.start[month - 1]))
            month--;
        if (read_period((struct cs_span){line.start + month, i + 4 - month}, text) ||
            read_period((struct cs_span){s, end}, text) ||
            read_period((struct cs_span){s, 4}, text))
            take(reading, CS_DIM_PERIOD, cs_span_of(text));
        i += end;
    }
}

/* A region's name after "in", "for", a comma or a dash, or at the start, and with nothing but the
 * end, a mark or a number behind it: no "New York City", no "Washington Post". */
static bool stands_alone(struct cs_span line, size_t at, size_t size)
{
    struct cs_span before = cs_span_trim((struct cs_span){line.start, at});
    struct cs_span after =
        cs_span_trim((struct cs_span){line.start + at + size, line.size - at - size});
    char folded[CS_WORDS_BYTES];
    cs_fold_name(before, folded, sizeof folded);
    size_t n = strlen(folded);
    bool is_led =
        before.size == 0 || strchr(",:;(-|", before.start[before.size - 1]) ||
        (unsigned char)before.start[before.size - 1] >= 0x80 ||
        (n >= 2 && strcmp(folded + n - 2, "in") == 0) ||
        (n >= 3 && (strcmp(folded + n - 3, "for") == 0 || strcmp(folded + n - 3, "the") == 0)) ||
        (n >= 8 && strcmp(folded + n - 8, "state of") == 0);
    bool is_ended = after.size == 0 || !cs_is_alpha(after.start[0]);
    bool is_glued = (at > 0 && cs_is_alpha(line.start[at - 1])) ||
                    (at + size < line.size && cs_is_alnum(line.start[at + size]));
    return is_led && is_ended && !is_glued;
}

static void find_regions(struct reading *reading, struct cs_span line)
{
    enum { SHORTEST = 4 };
    const struct cs_reference *reference = reading->reference;
    for (size_t r = 0; reference && r < reference->n_regions; r++) {
        const struct cs_region *region = &reference->regions[r];
        size_t size = strlen(region->name);
        const char *at =
            size >= SHORTEST ? memmem(line.start, line.size, region->name, size) : NULL;
        if (!at || !stands_alone(line, (size_t)(at - line.start), size))
            continue;
        bool is_doubtful = false;
        region = find_region(reading, cs_span_of(region->name), NULL, &is_doubtful);
        reading->out->is_doubtful[CS_DIM_REGION] |= is_doubtful;
        if (region)
            take_region(reading, region);
    }
}

static void read_title(struct reading *reading, struct cs_span line)
{
    struct cs_titles *out = reading->out;
    char folded[CS_WORDS_BYTES], code[8];
    struct cs_pay_period period;
    cs_fold_name(line, folded, sizeof folded);
    if (cs_pay_period_in_header(line, &period)) {
        bool is_other = out->has_period &&
                        (out->period.per != period.per || out->period.factor != period.factor);
        reading->n_periods += !out->has_period || is_other;
        out->has_period = true;
        out->period = period;
    }
    out->is_in_thousands |= cs_header_words_have(folded, "in thousands|thousands of jobs|000s");
    if (is_of_the_file(folded))
        return;
    if (!reading->is_labeled[CS_DIM_PERIOD])
        find_periods(reading, line);
    if (!reading->is_labeled[CS_DIM_REGION])
        find_regions(reading, line);
    if (!reading->is_labeled[CS_DIM_OCCUPATION] && find_code(line, code))
        take(reading, CS_DIM_OCCUPATION, cs_span_of(code));
}

static void read_row(struct reading *reading, const struct cs_row *row)
{
    size_t n_filled = 0;
    for (size_t i = 0; i < row->n_cells; i++)
        n_filled += row->cells[i].text.size > 0;
    for (size_t i = 0; i < row->n_cells; i++)
        if (row->cells[i].text.size && !read_label(reading, row, i, n_filled))
            read_title(reading, row->cells[i].text);
}

bool cs_titles_read(struct cs_titles *out, const struct cs_draft_sample *sample,
                    const struct cs_reference *reference, struct cs_arena *arena)
{
    struct reading reading = {.out = out, .reference = reference, .arena = arena};
    *out = (struct cs_titles){0};
    for (size_t i = 0; i < sample->n_lead; i++)
        read_row(&reading, &sample->lead[i]);
    for (int d = 0; d < CS_N_DIMS; d++)
        if (out->is_doubtful[d])
            out->constants[d] = NULL;
    out->has_period &= reading.n_periods == 1;
    return !reading.has_failed;
}
