/* The names of a site's files. They come from codes, and codes come from data: two that differ only
 * in case, in a slash or beyond some length must not become one file, on no file system, nor may a
 * code be "index" or "..". A name depends on its own page only, not on what other pages there are,
 * so that runs over different lists can share a folder. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/text.h"
#include "render/report/site.h"
#include "render/report/site_parts.h"

enum { MOST_OCCUPATION = 40, MOST_REGION = 20, N_DIGITS = 16 };

/* "43-6013", "15-1252.00": what the systems of occupations use. */
static bool is_plain_occupation(const char *code)
{
    size_t n = strspn(code, "0123456789-.");
    return cs_is_digit(code[0]) && code[n] == '\0' && n <= MOST_OCCUPATION;
}

/* "TX": begins with a letter, so that where it begins is clear. */
static bool is_plain_region(const char *code)
{
    size_t n = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return cs_is_alpha(code[0]) && code[n] == '\0' && n <= MOST_REGION;
}

static bool is_nation(const struct cs_site_page *page)
{
    return strcmp(page->region, "US") == 0;
}

/* Letters and digits in lower case, with one dash for all else between them. */
static void put_slug(struct cs_buf *name, const char *text, size_t most)
{
    size_t end = name->size + most;
    for (bool is_apart = false; *text && name->size < end; text++) {
        if (cs_is_alnum(*text)) {
            if (is_apart && name->size > 0)
                cs_buf_putc(name, '-');
            cs_buf_putc(name, cs_to_lower(*text));
        }
        is_apart = !cs_is_alnum(*text);
    }
}

/* No plain name holds an underscore, and no code chooses the digits behind it. */
static void put_told_apart(struct cs_buf *name, const struct cs_site_page *page)
{
    struct cs_buf pair;
    char digest[CS_DIGEST_TEXT_BYTES];
    cs_buf_init(&pair);
    cs_buf_put(&pair, page->occupation, strlen(page->occupation) + 1);
    cs_buf_puts(&pair, page->region);
    cs_digest_of(cs_buf_text(&pair), pair.size, digest);
    put_slug(name, page->occupation, MOST_OCCUPATION);
    if (!is_nation(page)) {
        cs_buf_puts(name, name->size ? "-" : "");
        put_slug(name, page->region, MOST_REGION);
    }
    cs_buf_printf(name, "_%.*s", (int)N_DIGITS, digest);
    name->failed |= pair.failed;
    cs_buf_clear(&pair);
}

char *cs_site_page_name(const struct cs_site_page *page)
{
    struct cs_buf name;
    cs_buf_init(&name);
    if (!is_plain_occupation(page->occupation) ||
        (!is_nation(page) && !is_plain_region(page->region)))
        put_told_apart(&name, page);
    else if (is_nation(page))
        cs_buf_puts(&name, page->occupation);
    else
        cs_buf_printf(&name, "%s-%s", page->occupation, page->region);
    return cs_buf_take(&name);
}

/* As file systems that ignore case have it. */
static int order_names(const void *a, const void *b)
{
    const struct cs_site_entry *const *x = a, *const *y = b;
    const char *p = (*x)->name, *q = (*y)->name;
    for (; *p && cs_to_lower(*p) == cs_to_lower(*q); p++, q++)
        ;
    return (unsigned char)cs_to_lower(*p) - (unsigned char)cs_to_lower(*q);
}

enum cs_status cs_site_check_names(const struct cs_site_entry *entries, size_t n,
                                   struct cs_diag *diag)
{
    const struct cs_site_entry **sorted = calloc(n + 1, sizeof *sorted);
    enum cs_status status = sorted ? CS_OK : cs_fail_memory(diag);
    for (size_t i = 0; i < n && sorted; i++)
        sorted[i] = &entries[i];
    if (sorted)
        qsort(sorted, n, sizeof *sorted, order_names);
    for (size_t i = 1; i < n && status == CS_OK; i++) {
        const struct cs_site_entry *a = sorted[i - 1], *b = sorted[i];
        struct cs_shown one, other;
        if (order_names(&sorted[i - 1], &sorted[i]) == 0)
            status = cs_fail(diag, CS_IO, NULL, "write them to two folders, with --list",
                             "the pages of '%s' and '%s' would both be %s.html",
                             cs_show(&one, a->code, strlen(a->code)),
                             cs_show(&other, b->code, strlen(b->code)), a->name);
    }
    free(sorted);
    return status;
}
