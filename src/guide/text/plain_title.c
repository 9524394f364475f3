/* Titles of plain text: a line of capitals with an occupation's code in it or on the line below,
 * "HEATING AND COOLING MECHANICS" over "SOC 49-9021". It heads what follows up to the next. Apart
 * from headings that markup tells: here only the code does. */
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/plain_part.h"

enum { LONGEST = 120, FEWEST_LETTERS = 5, CODE = 7, CODE_WITHIN = 24 };

/* The first "49-9021" of a line; size 0 for none. */
static struct cs_span code_in(struct cs_span line)
{
    for (size_t i = 0; i + CODE <= line.size; i++) {
        const char *c = line.start + i;
        bool is_code = (i == 0 || !cs_is_alnum(c[-1])) && cs_is_digit(c[0]) && cs_is_digit(c[1]) &&
                       c[2] == '-' && (i + CODE == line.size || !cs_is_alnum(c[CODE]));
        for (size_t k = 3; is_code && k < CODE; k++)
            is_code = cs_is_digit(c[k]);
        if (is_code)
            return (struct cs_span){c, CODE};
    }
    return (struct cs_span){line.start, 0};
}

/* "SOC 49-9021", "(O*NET-SOC Code: 49-9021.00)". */
static bool says_code(struct cs_span line)
{
    static const char *const words[] = {"SOC", "O*NET", "ONET", "Code", "Occupation code", NULL};
    size_t n_open = line.size && line.start[0] == '(';
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        if (line.size > n_open + n &&
            cs_span_equals_nocase((struct cs_span){line.start + n_open, n}, *w))
            return true;
    }
    return false;
}

/* Capitals, and no number but a code. */
static bool is_capital_title(struct cs_span line, struct cs_span code)
{
    size_t n_letters = 0, n_digits = 0;
    if (!line.size || line.size > LONGEST || strchr("#>*|<-+", line.start[0]))
        return false;
    for (size_t i = 0; i < line.size; i++) {
        if (line.start[i] >= 'a' && line.start[i] <= 'z')
            return false;
        bool is_suffix = code.size && line.start + i >= code.start + CODE;
        n_letters += cs_is_alpha(line.start[i]);
        n_digits += cs_is_digit(line.start[i]) && !is_suffix;
    }
    return n_letters >= FEWEST_LETTERS && n_digits == (code.size ? CODE - 1u : 0u);
}

static bool is_rule(struct cs_span line)
{
    size_t n = 0;
    while (n < line.size && strchr("=-~", line.start[n]))
        n++;
    return n > 2 && n == line.size;
}

/* Finds the title at `at` and its code; false when there is none. */
static bool find(const struct cs_document *d, size_t at, struct cs_span *title,
                 struct cs_span *code, size_t *end)
{
    size_t next;
    *title = cs_span_trim(cs_plain_line(d, at, end));
    *code = code_in(*title);
    if (!is_capital_title(*title, *code))
        return false;
    struct cs_span below = {d->bytes + *end, 0};
    next = *end;
    if (*end < d->n_bytes)
        below = cs_span_trim(cs_plain_line(d, *end, &next));
    if (code->size)
        return !is_rule(below); /* else markup has a word for it */
    *code = code_in(below);
    *end = next;
    return code->size && (size_t)(code->start - below.start) <= CODE_WITHIN &&
           (says_code(below) || code->start == below.start);
}

size_t cs_plain_title_end(const struct cs_document *document, size_t at)
{
    struct cs_span title, code;
    size_t end;
    return find(document, at, &title, &code, &end) ? end : at;
}

void cs_plain_title_read(struct cs_build *build, const struct cs_plain_table *table)
{
    struct cs_span title, code;
    size_t end;
    if (!find(build->document, table->start, &title, &code, &end))
        return;
    cs_build_begin(build, CS_BLOCK_HEADING, 2);
    cs_plain_put(build, title);
    if (code.start < title.start || code.start >= title.start + title.size) {
        size_t at = (size_t)(code.start - build->document->bytes);
        cs_build_put(build, " (", 2, at);
        cs_plain_put(build, code);
        cs_build_put(build, ")", 1, at + CODE - 1);
    }
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}
