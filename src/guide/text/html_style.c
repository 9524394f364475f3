/* The few rules of CSS that say what is not said. Apart from tags: a rule is met long before the
 * elements it hides. */
#include "guide/text/html_style.h"

#include <string.h>

#include "base/text.h"

enum { MOST_SEARCHES = 64 };

static bool has(struct cs_span text, const char *word)
{
    return memmem(text.start, text.size, word, strlen(word)) != NULL;
}

/* "display : none" without its blanks would be found too; nobody writes it with more than one. */
static bool is_hiding(struct cs_span declarations)
{
    return has(declarations, "line-through") || has(declarations, "display:none") ||
           has(declarations, "display: none") || has(declarations, "visibility:hidden") ||
           has(declarations, "visibility: hidden");
}

static bool is_name_byte(char c)
{
    return cs_is_alnum(c) || c == '-' || c == '_';
}

/* ".old" or "p.old": the class; empty for any other selector. */
static struct cs_span class_of(struct cs_span selector)
{
    selector = cs_span_trim(selector);
    const char *dot = memchr(selector.start, '.', selector.size);
    struct cs_span none = {selector.start, 0};
    if (!dot)
        return none;
    for (size_t i = 0; i < selector.size; i++) {
        if (selector.start + i != dot && !is_name_byte(selector.start[i]))
            return none;
    }
    return (struct cs_span){dot + 1, (size_t)(selector.start + selector.size - dot - 1)};
}

/* Whether the page names the class but for one rule and its attributes: ".old" elsewhere, or in a
 * script's quotes. */
static bool is_spoken_of(struct cs_span page, struct cs_span name)
{
    int n_rules = 0;
    const char *end = page.start + page.size;
    for (const char *p = page.start; p < end; p++) {
        p = memmem(p, (size_t)(end - p), name.start, name.size);
        if (!p)
            break;
        char before = p > page.start ? p[-1] : ' ';
        const char *behind = p + name.size;
        if (behind < end && is_name_byte(*behind))
            continue;
        n_rules += before == '.';
        bool is_quoted = (before == '\'' || before == '"') && behind < end && *behind == before;
        if (is_quoted && p - page.start > 1 && p[-2] != '=')
            return true;
    }
    return n_rules != 1;
}

static void add_classes(struct cs_html_style *style, struct cs_span page, struct cs_span selectors)
{
    for (size_t i = 0, end; i <= selectors.size; i = end + 1) {
        for (end = i; end < selectors.size && selectors.start[end] != ',';)
            end++;
        struct cs_span name = class_of((struct cs_span){selectors.start + i, end - i});
        if (!name.size || style->n >= CS_HTML_HIDDEN_CLASSES ||
            style->n_looked_for++ >= MOST_SEARCHES)
            continue;
        if (!is_spoken_of(page, name))
            style->classes[style->n++] = name;
    }
}

void cs_html_style_read(struct cs_html_style *style, struct cs_span page, struct cs_span rules)
{
    size_t start = 0;
    int depth = 0;
    for (size_t i = 0; i < rules.size && style->n < CS_HTML_HIDDEN_CLASSES; i++) {
        char c = rules.start[i];
        if (c == '{' && depth++ == 0) {
            const char *close = memchr(rules.start + i, '}', rules.size - i);
            size_t end = close ? (size_t)(close - rules.start) : rules.size;
            if (is_hiding((struct cs_span){rules.start + i, end - i}))
                add_classes(style, page, (struct cs_span){rules.start + start, i - start});
        }
        if (c == '}' && --depth <= 0) {
            depth = 0;
            start = i + 1;
        }
    }
}

bool cs_html_style_hides(const struct cs_html_style *style, struct cs_span classes)
{
    for (size_t i = 0, end; style->n && i < classes.size; i = end + 1) {
        for (end = i; end < classes.size && !cs_is_space(classes.start[end]);)
            end++;
        for (size_t k = 0; k < style->n; k++) {
            if (style->classes[k].size == end - i &&
                !memcmp(style->classes[k].start, classes.start + i, end - i))
                return true;
        }
    }
    return false;
}
