/* Lines of a paragraph, looked at in the file. Apart from document_markdown.c, which is told about
 * line breaks but not what stands around them. */
#include "guide/text/markdown_line.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/document.h"

enum { LONGEST_PARAGRAPH = 1 << 16, LONGEST_VALUE_LINE = 40, LONGEST_FACT_LINE = 90 };

static struct cs_span line_of(const struct cs_document *d, size_t line)
{
    size_t end = cs_markdown_line_end(d, line);
    return cs_span_trim((struct cs_span){d->bytes + line, end - line});
}

size_t cs_markdown_line_end(const struct cs_document *document, size_t byte)
{
    const char *newline = memchr(document->bytes + byte, '\n', document->n_bytes - byte);
    return newline ? (size_t)(newline - document->bytes) : document->n_bytes;
}

size_t cs_markdown_next_line(const struct cs_document *document, size_t byte)
{
    size_t i = cs_markdown_line_end(document, byte);
    i += i < document->n_bytes;
    while (i < document->n_bytes && strchr(" \t>", document->bytes[i]))
        i++;
    return i;
}

size_t cs_markdown_paragraph_end(const struct cs_document *document, size_t byte)
{
    const struct cs_document *d = document;
    size_t limit = byte + LONGEST_PARAGRAPH < d->n_bytes ? byte + LONGEST_PARAGRAPH : d->n_bytes;
    for (size_t i = byte; i < limit;) {
        size_t end = cs_markdown_line_end(d, i);
        if (end >= d->n_bytes || !line_of(d, end + 1).size)
            return end;
        i = end + 1;
    }
    return limit;
}

static bool has_pipe(struct cs_span line)
{
    for (size_t i = 0; i < line.size; i++) {
        if (line.start[i] == '|' && (!i || line.start[i - 1] != '\\'))
            return true;
    }
    return false;
}

bool cs_markdown_is_rule(const struct cs_document *document, size_t line)
{
    struct cs_span text = line_of(document, line);
    size_t n_dashes = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!strchr("-:| \t", text.start[i]))
            return false;
        n_dashes += text.start[i] == '-';
    }
    return n_dashes >= 2 && has_pipe(text);
}

bool cs_markdown_begins_table(const struct cs_document *document, size_t line)
{
    size_t next = cs_markdown_next_line(document, line);
    return next < document->n_bytes && has_pipe(line_of(document, line)) &&
           cs_markdown_is_rule(document, next);
}

bool cs_markdown_is_definition(const struct cs_document *document, size_t line)
{
    const struct cs_document *d = document;
    return line + 2 < d->n_bytes && d->bytes[line] == ':' &&
           (d->bytes[line + 1] == ' ' || d->bytes[line + 1] == '\t');
}

bool cs_markdown_is_before_definition(const struct cs_document *document, size_t line)
{
    return cs_markdown_is_definition(document, cs_markdown_next_line(document, line));
}

bool cs_markdown_is_note(const struct cs_document *document, size_t line)
{
    struct cs_span text = line_of(document, line);
    const char *close = text.size > 4 ? memchr(text.start, ']', text.size - 1) : NULL;
    return close && !memcmp(text.start, "[^", 2) && close[1] == ':';
}

bool cs_markdown_is_labelled(const struct cs_document *document, size_t line)
{
    struct cs_span text = line_of(document, line);
    if (text.size < 6 || memcmp(text.start, "**", 2))
        return false;
    const char *close = memmem(text.start + 2, text.size - 3, "**", 2);
    return close && close + 2 < text.start + text.size && (close[-1] == ':' || close[2] == ':');
}

/* Nothing but a value and what belongs to it: "$40,350", "8% (as fast as average)". */
static bool is_value_line(struct cs_span text)
{
    static const char *const signs[] = {
        "$", "~", "+", "-", "\xE2\x89\x88", "\xE2\x82\xAC", "\xC2\xA3", "**", "\xE2\x88\x92"};
    size_t i = 0;
    bool is_ended = text.size && strchr(".,;:", text.start[text.size - 1]) != NULL;
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        size_t n = strlen(signs[k]);
        if (text.size > i + n && !memcmp(text.start + i, signs[k], n))
            i += n;
    }
    while (i < text.size && strchr("\\ ", text.start[i]))
        i++;
    if (is_ended || text.size > LONGEST_VALUE_LINE || i >= text.size || !cs_is_digit(text.start[i]))
        return false;
    while (i < text.size && cs_is_digit(text.start[i]))
        i++;
    return !(i + 1 < text.size && strchr(".)", text.start[i]) && text.start[i + 1] == ' ');
}

/* "........" or a wide gap within a line: bytes [*start, *end); whether there is one. */
static bool find_leader(struct cs_span line, size_t *start, size_t *end)
{
    enum { FEWEST = 3 };
    for (size_t i = 1; i < line.size; i++) {
        size_t k = i;
        while (k < line.size && (line.start[k] == '.' || line.start[k] == ' '))
            k++;
        bool is_stop = k > i + 1 && line.start[i] == '.' && line.start[i + 1] == ' ';
        bool is_ended = k == line.size || k < i + FEWEST || is_stop;
        if (!is_ended && (line.start[i] == ' ' || line.start[i] == '.')) {
            *start = i;
            *end = k;
            return true;
        }
        i = k > i ? k - 1 : i;
    }
    return false;
}

bool cs_markdown_is_columns(const struct cs_document *document, size_t line)
{
    struct cs_span text = line_of(document, line);
    size_t start, end, n_values = 0;
    for (size_t at = 0;
         find_leader((struct cs_span){text.start + at, text.size - at}, &start, &end); at += end)
        n_values += cs_is_digit(text.start[at + end]) || text.start[at + end] == '$';
    return n_values > 1;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "IL  $96,360", "MO: $71,230": a state's letters and a value, and nothing else. */
static bool is_place_line(struct cs_span line)
{
    enum { LETTERS = 2, GAP = 2 };
    size_t i = LETTERS;
    if (line.size < LETTERS + 2 || !is_capital(line.start[0]) || !is_capital(line.start[1]))
        return false;
    while (i < line.size && strchr(" \t:-", line.start[i]))
        i++;
    struct cs_span rest = {line.start + i, line.size - i};
    bool has_words = false;
    for (size_t k = 0; k < rest.size; k++)
        has_words |= cs_is_alpha(rest.start[k]);
    return i > LETTERS && is_value_line(rest) && (!has_words || i >= LETTERS + GAP);
}

/* "Jobs in 2024 ......... 129,800", "MEDIAN: $16.95 / HR": a label and what it says, in one line.
 */
static bool is_fact_line(struct cs_span line)
{
    enum { LONGEST_LABEL = 40 };
    size_t start, end;
    const char *colon = memchr(line.start, ':', line.size);
    if (!line.size || line.size > LONGEST_FACT_LINE)
        return false;
    if (is_place_line(line))
        return true;
    size_t again, past;
    if (find_leader(line, &start, &end) && end < line.size)
        return !find_leader((struct cs_span){line.start + end, line.size - end}, &again, &past) &&
               (cs_is_digit(line.start[end]) || strchr("$+-~<>(", line.start[end]) != NULL ||
                line.start[start] == '.' || line.start[start + 1] == '.');
    if (!colon || colon > line.start + LONGEST_LABEL || colon + 2 >= line.start + line.size)
        return false;
    for (const char *c = line.start; c < colon; c++) {
        if (*c >= 'a' && *c <= 'z')
            return false; /* in sentences, too, a colon goes before a value */
    }
    const char *value = colon + 1 + strspn(colon + 1, " ");
    struct cs_span rest = {value, (size_t)(line.start + line.size - value)};
    return colon[1] == ' ' && is_value_line(rest);
}

bool cs_markdown_is_capital_line(const struct cs_document *document, size_t line)
{
    enum { FEWEST = 4, LONGEST = 70 };
    struct cs_span text = line_of(document, line);
    int n_letters = 0;
    if (!text.size || text.size > LONGEST)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.start[i] >= 'a' && text.start[i] <= 'z')
            return false;
        n_letters += cs_is_alpha(text.start[i]);
        if (strchr("$%", text.start[i]))
            return false;
    }
    return n_letters >= FEWEST && !is_fact_line(text);
}

size_t cs_markdown_leader_end(const struct cs_document *document, size_t byte)
{
    const struct cs_document *d = document;
    size_t line = byte, end = byte, start, stop;
    if (!byte || d->bytes[byte - 1] == '.' || d->bytes[byte - 1] == '\n')
        return byte;
    while (line > 0 && d->bytes[line - 1] != '\n' && byte - line <= LONGEST_FACT_LINE)
        line--;
    while (end < d->n_bytes && d->bytes[end] != '\n' && end - line <= LONGEST_FACT_LINE)
        end++;
    if (end - line > LONGEST_FACT_LINE ||
        !is_fact_line(cs_span_trim((struct cs_span){d->bytes + line, end - line})))
        return byte;
    struct cs_span text = {d->bytes + byte - 1, end - byte + 1};
    return find_leader(text, &start, &stop) && start == 1 ? byte - 1 + stop : byte;
}

bool cs_markdown_are_facts(const struct cs_document *document, size_t before, size_t line,
                           bool is_card)
{
    enum { LONGEST_LINE = 80 };
    const struct cs_document *d = document;
    size_t start = before, limit = before > LONGEST_LINE ? before - LONGEST_LINE : 0;
    while (start > limit && d->bytes[start - 1] != '\n')
        start--;
    if (start && d->bytes[start - 1] != '\n')
        return false;
    struct cs_span above = line_of(d, start), below = line_of(d, line);
    if (is_fact_line(above) || is_fact_line(below) || cs_markdown_is_capital_line(d, start))
        return true;
    return above.size <= LONGEST_VALUE_LINE && below.size <= LONGEST_VALUE_LINE &&
           (is_card || is_value_line(above) || is_value_line(below));
}
