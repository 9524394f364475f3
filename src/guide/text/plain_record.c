/* Records that a content system exports: lines "field_median_wage_annual: $95,410" whose keys hold
 * no blanks. The title heads the record, its year and period lead its facts, and a key with
 * "state" speaks of the place that the record names. Apart from tables: here the keys are the
 * labels. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/plain_part.h"

enum { FEWEST_LINES = 4, LONGEST_FACT = 90, LONGEST_KEY = 60, CODE = 7 };

struct line {
    struct cs_span key, value;
};

/* What holds for a whole record. */
struct record {
    struct cs_build *build;
    size_t start, end;
    struct cs_span prefix; /* that all keys share: "field_" */
    struct cs_span title, code, year, span, state;
    struct cs_span part; /* "related_1_": of the keys of the part under way */
};

static bool is_mark(char c)
{
    return c == '_' || c == '.' || c == '-';
}

/* Reads "key: value"; false for any other line. */
static bool read_line(struct cs_span text, struct line *out)
{
    size_t n = 0;
    while (n < text.size && (cs_is_alnum(text.start[n]) || is_mark(text.start[n])))
        n++;
    if (!n || n > LONGEST_KEY || n == text.size || text.start[n] != ':' ||
        !cs_is_alpha(text.start[0]) || (n + 1 < text.size && text.start[n + 1] != ' '))
        return false;
    out->key = (struct cs_span){text.start, n};
    out->value = cs_span_trim((struct cs_span){text.start + n + 1, text.size - n - 1});
    size_t size = out->value.size;
    if (size > 1 && strchr("\"'", out->value.start[0]) &&
        out->value.start[size - 1] == out->value.start[0])
        out->value = (struct cs_span){out->value.start + 1, size - 2};
    return true;
}

static bool begins_with(struct cs_span text, struct cs_span part)
{
    return text.size > part.size && !memcmp(text.start, part.start, part.size);
}

/* Whether a key has a word between its marks. */
static bool has_word(struct cs_span key, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= key.size; i++) {
        if ((i == 0 || is_mark(key.start[i - 1])) &&
            (i + n == key.size || is_mark(key.start[i + n])) &&
            cs_span_equals_nocase((struct cs_span){key.start + i, n}, word))
            return true;
    }
    return false;
}

/* The key up to its last word: "related_1_" of "related_1_title". */
static struct cs_span stem_of(struct cs_span key)
{
    while (key.size && !is_mark(key.start[key.size - 1]))
        key.size--;
    return key;
}

static bool names_title(struct cs_span key)
{
    struct cs_span stem = stem_of(key);
    struct cs_span last = {key.start + stem.size, key.size - stem.size};
    return cs_span_equals_nocase(last, "title") || cs_span_equals_nocase(last, "occupation");
}

static bool is_code(struct cs_span value)
{
    bool is_one = value.size >= CODE && value.start[2] == '-' &&
                  (value.size == CODE || value.start[CODE] == '.');
    for (size_t i = 0; is_one && i < CODE; i++)
        is_one = i == 2 || cs_is_digit(value.start[i]);
    return is_one;
}

/* "2024" or "2024-34". */
static bool is_date(struct cs_span value, bool is_span)
{
    enum { YEAR = 4 };
    size_t n = 0;
    while (n < value.size && cs_is_digit(value.start[n]))
        n++;
    return n == YEAR && (is_span ? value.size > YEAR + 2 : value.size == YEAR);
}

static bool is_place(struct cs_span value)
{
    for (size_t i = 0; i < value.size; i++) {
        if (!cs_is_alpha(value.start[i]) && value.start[i] != ' ')
            return false;
    }
    return value.size > 1;
}

static struct cs_span own_key(const struct record *r, struct cs_span key)
{
    size_t n = begins_with(key, r->prefix) ? r->prefix.size : 0;
    return (struct cs_span){key.start + n, key.size - n};
}

static void note(struct record *r, const struct line *l)
{
    struct cs_span key = own_key(r, l->key);
    if (names_title(key) && !r->title.size && !stem_of(key).size)
        r->title = l->value;
    else if (is_code(l->value) && !r->code.size)
        r->code = (struct cs_span){l->value.start, CODE};
    else if (has_word(key, "year") && is_date(l->value, false) && !r->year.size)
        r->year = l->value;
    else if (is_date(l->value, true) && (has_word(key, "period") || has_word(key, "years")) &&
             !r->span.size)
        r->span = l->value;
    else if (has_word(key, "state") && is_place(l->value) && !r->state.size)
        r->state = l->value;
}

/* Takes the record that begins at byte `at` apart; false when there is none. */
static bool find(struct cs_build *build, const struct cs_document *d, size_t at, struct record *r)
{
    size_t n_lines = 0, n_marked = 0, n_prefixed = 0, end = at;
    struct line l;
    *r = (struct record){.build = build, .start = at};
    for (size_t i = at, next; i < d->n_bytes; i = next) {
        if (!read_line(cs_plain_line(d, i, &next), &l))
            break;
        end = next;
        n_lines++;
        size_t n = 0;
        while (n < l.key.size && !is_mark(l.key.start[n]))
            n++;
        n_marked += n < l.key.size;
        struct cs_span prefix = {l.key.start, n + 1};
        if (n < l.key.size && !r->prefix.size)
            r->prefix = prefix;
        n_prefixed += r->prefix.size && begins_with(l.key, r->prefix);
    }
    if (n_lines < FEWEST_LINES || n_marked < 2)
        return false;
    if (2 * n_prefixed < n_lines)
        r->prefix.size = 0;
    r->end = end;
    for (size_t i = at, next; i < end; i = next) {
        if (read_line(cs_plain_line(d, i, &next), &l))
            note(r, &l);
    }
    return r->title.size > 0;
}

size_t cs_plain_record_end(const struct cs_document *document, size_t at)
{
    struct record r;
    size_t next;
    if (!find(NULL, document, at, &r))
        return at;
    struct cs_span rule = {document->bytes + r.end, 0};
    if (r.end < document->n_bytes)
        rule = cs_span_trim(cs_plain_line(document, r.end, &next));
    bool is_rule = cs_span_equals(rule, "--") || cs_span_equals(rule, "---");
    return is_rule ? next : r.end;
}

/* ---- reading ---- */

static size_t byte_of(const struct record *r, struct cs_span text)
{
    return (size_t)(text.start - r->build->document->bytes);
}

/* The dates lead a table of facts. */
static void begin_facts(struct record *r)
{
    cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
    if (r->year.size)
        cs_plain_put(r->build, r->year);
    if (r->year.size && r->span.size)
        cs_build_put(r->build, ", ", 2, byte_of(r, r->year));
    if (r->span.size)
        cs_plain_put(r->build, r->span);
    cs_build_table_begin(r->build, true);
}

static void begin_section(struct record *r, struct cs_span title, int level)
{
    cs_build_table_end(r->build);
    cs_build_begin(r->build, CS_BLOCK_HEADING, level);
    cs_plain_put(r->build, title);
    if (level == 2 && r->code.size) {
        cs_build_put(r->build, " (", 2, byte_of(r, title) + title.size - 1);
        cs_build_put(r->build, r->code.start, CODE, byte_of(r, title) + title.size - 1);
        cs_build_put(r->build, ")", 1, byte_of(r, title) + title.size - 1);
    }
    begin_facts(r);
}

/* "state_wage_pct10": "Arizona wage 10th percentile". */
static void put_key(const struct record *r, struct cs_span key)
{
    struct cs_build *build = r->build;
    for (size_t i = 0, end; i < key.size; i = end + 1) {
        size_t at = byte_of(r, key) + i;
        for (end = i; end < key.size && !is_mark(key.start[end]);)
            end++;
        struct cs_span word = {key.start + i, end - i};
        size_t n = word.size > 3 && !strncmp(word.start, "pct", 3) ? 3 : word.start[0] == 'p';
        bool is_rank =
            word.size == n + 2 && n && cs_is_digit(word.start[n]) && cs_is_digit(word.start[n + 1]);
        if (i)
            cs_build_put(build, " ", 1, at - 1);
        if (is_rank) {
            cs_build_put(build, word.start + n, 2, at);
            cs_build_put(build, "th percentile", strlen("th percentile"), at);
        } else if (r->state.size && cs_span_equals_nocase(word, "state")) {
            cs_build_put(build, r->state.start, r->state.size, at);
        } else {
            cs_build_put(build, word.start, word.size, at);
        }
    }
}

/* Words of some length are prose, with or without tags. */
static void put_prose(struct record *r, struct cs_span text)
{
    size_t at = byte_of(r, text), end = at + text.size;
    cs_build_table_end(r->build);
    while (at < end && !r->build->failed) {
        const char *bytes = r->build->document->bytes;
        const char *close = bytes[at] == '<' ? memchr(bytes + at, '>', end - at) : NULL;
        size_t stop = at + 1;
        while (stop < end && bytes[stop] != '<')
            stop++;
        if (!close)
            cs_plain_put(r->build, (struct cs_span){bytes + at, stop - at});
        at = close ? (size_t)(close - bytes) + 1 : stop;
    }
    begin_facts(r);
}

static void put_fact(struct record *r, const struct line *l)
{
    struct cs_span key = own_key(r, l->key);
    bool is_part = names_title(key) && stem_of(key).size && l->value.size;
    if (is_part) {
        r->part = stem_of(key);
        begin_section(r, l->value, 3);
        return;
    }
    if (r->part.size && !begins_with(key, r->part)) {
        r->part.size = 0;
        begin_section(r, r->title, 2);
    }
    if (r->part.size)
        key = (struct cs_span){key.start + r->part.size, key.size - r->part.size};
    if (l->value.size > LONGEST_FACT) {
        put_prose(r, l->value);
        return;
    }
    if (!l->value.size || names_title(key) || is_code(l->value))
        return;
    cs_build_row(r->build);
    cs_build_cell(r->build, true, 1, 1);
    put_key(r, key);
    cs_build_cell(r->build, false, 1, 1);
    cs_plain_put(r->build, l->value);
}

void cs_plain_record_read(struct cs_build *build, const struct cs_plain_table *table)
{
    struct record r;
    struct line l;
    if (!find(build, build->document, table->start, &r))
        return;
    begin_section(&r, r.title, 2);
    for (size_t i = r.start, next; i < r.end && !build->failed; i = next) {
        if (read_line(cs_plain_line(build->document, i, &next), &l))
            put_fact(&r, &l);
    }
    cs_build_table_end(build);
}
