/* The rules by which a mention is tied to a value. */
#include "guide/claim/bind.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/passage.h"

enum { LONGEST_LIST = 12 };

/* ---- lists ---- */

/* The bytes of an arrow, "->" or one character, at the beginning of a text; 0 for none. */
static size_t arrow_size(const char *text, size_t size)
{
    static const char *const arrows[] = {"->", "=>", "\xE2\x86\x92", "\xE2\x87\x92", NULL};
    for (const char *const *a = arrows; *a; a++) {
        size_t n = strlen(*a);
        if (size >= n && !memcmp(text, *a, n))
            return n;
    }
    return 0;
}

/* Whether [start, end) holds only what stands between the members of a list. */
static bool is_list_gap(const char *text, size_t start, size_t end)
{
    static const char *const words[] = {
        "and",  "or",     "about", "respectively", "in",  "for",  "to",   "more", "less",    "than",
        "over", "nearly", "the",   "of",           "may", "june", "july", "jan",  "january", NULL};
    bool has_mark = false;
    for (size_t i = start; i < end;) {
        size_t arrow = arrow_size(text + i, end - i);
        if (arrow) {
            has_mark = true;
            i += arrow;
            continue;
        }
        if (!cs_is_alnum(text[i])) {
            has_mark |= strchr(",;/|", text[i]) != NULL;
            if (!strchr(" ,;/&|()$", text[i]))
                return false;
            i++;
            continue;
        }
        size_t k = i;
        while (k < end && cs_is_alnum(text[k]))
            k++;
        struct cs_span word = {text + i, k - i};
        if (!cs_span_is_any(word, words))
            return false;
        has_mark |= cs_span_equals_nocase(word, "and") || cs_span_equals_nocase(word, "or") ||
                    cs_span_equals_nocase(word, "to");
        i = k;
    }
    return has_mark || memchr(text + start, '&', end - start) != NULL;
}

bool cs_spots_are_listed(const struct cs_passage *p, const struct cs_spot *spots, size_t i)
{
    return spots[i + 1].start >= spots[i].end &&
           is_list_gap(p->all.text, spots[i].end, spots[i + 1].start);
}

/* The values of one kind that stand in a list with `value`: their first, how many. */
static size_t value_list(const struct cs_passage *p, size_t value, size_t *n)
{
    size_t first = value;
    *n = 1;
    while (first > 0 && p->is_value[first - 1] &&
           p->amounts[first - 1].kind == p->amounts[value].kind &&
           is_list_gap(p->all.text, p->amounts[first - 1].end, p->amounts[first].start))
        first--;
    size_t last = value;
    while (last + 1 < p->n_amounts && p->is_value[last + 1] &&
           p->amounts[last + 1].kind == p->amounts[value].kind &&
           is_list_gap(p->all.text, p->amounts[last].end, p->amounts[last + 1].start))
        last++;
    *n = last - first + 1;
    return first;
}

/* Whether a value stands in [start, end). */
static bool has_value(const struct cs_passage *p, size_t start, size_t end)
{
    return cs_passage_value_after(p, start) < end;
}

/* The nth spot of a list as long as the value's own, next to it. */
static size_t bind_list(const struct cs_passage *p, const struct cs_spot *spots, size_t n,
                        size_t value)
{
    size_t n_values, first = value_list(p, value, &n_values);
    if (n_values < 2 || n_values > LONGEST_LIST)
        return CS_NOWHERE;
    size_t start = p->amounts[first].start, end = p->amounts[first + n_values - 1].end;
    /* "A earns twice what B earns: $94,260 and $47,300": as many as there are, all before */
    if (n == n_values && spots[n - 1].end <= start && !has_value(p, spots[0].start, start))
        return value - first;
    for (size_t i = 0; i + n_values <= n; i++) {
        size_t k = 1;
        while (k < n_values && cs_spots_are_listed(p, spots, i + k - 1) &&
               !has_value(p, spots[i + k - 1].start, spots[i + k].end))
            k++;
        int goes_on = (i > 0 && cs_spots_are_listed(p, spots, i - 1)) ||
                      (i + k < n && cs_spots_are_listed(p, spots, i + k - 1) &&
                       !has_value(p, spots[i + k - 1].end, spots[i + k].start));
        size_t last = spots[i + n_values - 1].end;
        bool is_beside = (last <= start && !has_value(p, last, start)) ||
                         (spots[i].start >= end && !has_value(p, end, spots[i].start));
        if (k == n_values && !goes_on && is_beside)
            return i + value - first;
    }
    return CS_NOWHERE;
}

/* ---- one value ---- */

/* A value between the values around it, and its clause. */
struct place_of {
    size_t start, end, before, after;
    struct cs_spot clause;
    int needs_link;
};

/* Whether a spot leads the next value rather than follows this one: "…, in Ohio $48,000". */
static bool leads_next(const struct cs_passage *p, const struct cs_spot *spot,
                       const struct place_of *v)
{
    return v->after < p->all.end && spot->end <= v->after &&
           (memchr(p->all.text + spot->end, ':', v->after - spot->end) ||
            memmem(p->all.text + spot->end, v->after - spot->end, " - ", 3) ||
            cs_passage_is_linked(p, spot->end, v->after));
}

/* Whether a word that ties stands in [start, end), in the last of its parts: "for", "of", "in",
 * "(". In "13% by 2034, hygienist jobs 7%" nothing ties the jobs to the first value. */
static bool has_link(const char *text, size_t start, size_t end)
{
    static const char *const links[] = {"for", "of", "in", "among", "as", "at", "by", NULL};
    for (size_t i = start; i + 1 < end; i++) {
        if (text[i] == ',' && text[i + 1] == ' ')
            start = i + 1;
    }
    for (size_t i = start; i < end; i++) {
        if (text[i] == '(')
            return true;
        for (const char *const *l = links; *l; l++) {
            size_t n = strlen(*l);
            if (i + n < end && !strncasecmp(text + i, *l, n) && !cs_is_alnum(text[i + n]) &&
                (i == start || !cs_is_alnum(text[i - 1])))
                return true;
        }
    }
    return false;
}

/* "490,400 technicians", "15,500 more hygienists": nothing that parts a count from its noun. */
static bool is_counting_gap(const char *text, size_t start, size_t end)
{
    static const char *const words[] = {"more ", "new ", "additional ", "other ", "such ", NULL};
    while (start < end && text[start] == ' ')
        start++;
    for (const char *const *w = words; *w; w++) {
        if (end == start + strlen(*w) && !strncasecmp(text + start, *w, strlen(*w)))
            return true;
    }
    return start == end;
}

/* Whether the word that ends at `end`, blanks apart, is one of these. */
static bool ends_with_any(const char *text, size_t start, size_t end, const char *const *words)
{
    while (end > start && text[end - 1] == ' ')
        end--;
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        if (end >= start + n && !strncasecmp(text + end - n, *w, n) &&
            (end == start + n || !cs_is_alnum(text[end - n - 1])))
            return true;
    }
    return false;
}

/* "the 3.1% growth rate projected for all jobs", "the $49,500 that all workers make": a value that
 * stands before a noun, behind an article or a comparison, and what the noun is of. */
static bool is_of_its_noun(const struct cs_passage *p, const struct cs_spot *spot,
                           const struct place_of *v)
{
    enum { MOST_BYTES = 40 };
    static const char *const openers[] = {"the", "a", "an", "than", "with", "to", "versus", NULL};
    static const char *const links[] = {"for",     "among",    "of",     "that",
                                        "for the", "that the", "of the", NULL};
    const char *text = p->all.text;
    if (spot->start <= v->end + 2 || spot->start > v->end + MOST_BYTES ||
        !ends_with_any(text, p->all.start, v->start, openers) ||
        !ends_with_any(text, v->end, spot->start, links))
        return false;
    for (size_t i = v->end; i < spot->start; i++) {
        if (text[i] != ' ' && !(text[i] >= 'a' && text[i] <= 'z'))
            return false;
    }
    return true;
}

static bool is_right_behind(const struct cs_passage *p, const struct cs_spot *spot,
                            const struct place_of *v)
{
    enum { FARTHEST = 80 };
    const char *text = p->all.text;
    if (spot->start >= v->end && spot->start < v->after && is_of_its_noun(p, spot, v))
        return true;
    if (spot->start < v->end || spot->start >= v->after || spot->start > v->end + FARTHEST ||
        (text[spot->end] == ':' && !has_link(text, v->end, spot->start)) ||
        (v->needs_link && !has_link(text, v->end, spot->start) &&
         !(v->needs_link == CS_BIND_COUNT && is_counting_gap(text, v->end, spot->start))))
        return false;
    if (v->after < p->all.end && !has_link(text, v->end, spot->start) &&
        (memchr(text + spot->end, ':', v->after - spot->end) ||
         memmem(text + spot->end, v->after - spot->end, "...", 3)))
        return false; /* the label of the next */
    if (v->after == spot->end + 1 && text[spot->end - 2] == '\'')
        return false; /* "16,010 hygienists to Ohio's 8,500" */
    if (cs_passage_is_linked(p, v->end, spot->start))
        return true;
    size_t comma = v->end;
    while (comma < spot->start && text[comma] != ',')
        comma++;
    return comma < spot->start && cs_passage_is_linked(p, v->end, comma) &&
           cs_passage_is_linked(p, comma + 1, spot->start) && !leads_next(p, spot, v);
}

/* The last spot that ends before the value and begins at `from` or behind. */
static size_t last_before(const struct cs_spot *spots, size_t n, size_t from, size_t end)
{
    size_t best = CS_NOWHERE;
    for (size_t i = 0; i < n; i++) {
        if (spots[i].start >= from && spots[i].end <= end)
            best = i;
    }
    return best;
}

static size_t first_behind(const struct cs_passage *p, const struct cs_spot *spots, size_t n,
                           const struct place_of *v, size_t end)
{
    for (size_t i = 0; i < n; i++) {
        if (spots[i].start >= v->end && spots[i].end <= end)
            return leads_next(p, &spots[i], v) ||
                           (v->needs_link && !has_link(p->all.text, v->end, spots[i].start))
                       ? CS_NOWHERE
                       : i;
    }
    return CS_NOWHERE;
}

static size_t bind_one(const struct cs_passage *p, const struct cs_spot *spots, size_t n,
                       const struct place_of *v, enum cs_tie *tie)
{
    size_t found;
    *tie = CS_TIE_BEHIND;
    for (size_t i = 0; i < n; i++) {
        if (is_right_behind(p, &spots[i], v))
            return i;
    }
    *tie = CS_TIE_AHEAD;
    size_t from = v->before > v->clause.start ? v->before : v->clause.start;
    if ((found = last_before(spots, n, from, v->start)) != CS_NOWHERE)
        return found;
    *tie = CS_TIE_CLAUSE;
    if ((found = last_before(spots, n, v->clause.start, v->start)) != CS_NOWHERE)
        return found;
    *tie = CS_TIE_LATER;
    size_t end = v->after < v->clause.end ? v->after : v->clause.end;
    if ((found = first_behind(p, spots, n, v, end)) != CS_NOWHERE)
        return found;
    *tie = CS_TIE_CARRIED;
    if ((found = last_before(spots, n, p->all.start, v->start)) != CS_NOWHERE)
        return found;
    *tie = CS_TIE_LOOSE;
    if ((found = first_behind(p, spots, n, v, p->all.end)) != CS_NOWHERE)
        return found;
    *tie = CS_TIE_NONE;
    return CS_NOWHERE;
}

size_t cs_bind_at(const struct cs_passage *p, const struct cs_spot *spots, size_t n,
                  struct cs_spot at, enum cs_tie *tie)
{
    struct place_of v = {at.start,
                         at.end,
                         cs_passage_value_before(p, at.start),
                         cs_passage_value_after(p, at.end),
                         cs_passage_clause(p, at.start),
                         1};
    return bind_one(p, spots, n, &v, tie);
}

size_t cs_bind(const struct cs_passage *p, const struct cs_spot *spots, size_t n, size_t value,
               int needs_link, enum cs_tie *tie)
{
    const struct cs_amount *a = &p->amounts[value];
    size_t listed = bind_list(p, spots, n, value);
    if (listed != CS_NOWHERE) {
        *tie = CS_TIE_LIST;
        return listed;
    }
    struct place_of v = {a->start,
                         a->end,
                         cs_passage_value_before(p, a->start),
                         cs_passage_value_after(p, a->end),
                         cs_passage_clause(p, a->start),
                         needs_link};
    return bind_one(p, spots, n, &v, tie);
}

bool cs_place_is_compared(const struct cs_passage *p, size_t place, size_t from)
{
    static const char *const words[] = {"below",  "above", "than", "against",
                                        "versus", "under", "over", NULL};
    static const char *const ofs[] = {"ahead", "short", "behind", "north", "south", NULL};
    size_t k = p->names.n_words;
    while (k > 0 && p->names.words[k - 1].end > p->places[place].start)
        k--;
    if (k > 0 && cs_span_equals_nocase(cs_passage_word(p, k - 1), "the"))
        k--;
    if (k > 1 && cs_span_equals_nocase(cs_passage_word(p, k - 1), "of") &&
        cs_span_is_any(cs_passage_word(p, k - 2), ofs))
        return p->names.words[k - 2].start >= from;
    return k > 0 && p->names.words[k - 1].start >= from &&
           cs_span_is_any(cs_passage_word(p, k - 1), words);
}
