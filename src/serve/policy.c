/* Only styles that can do nothing but color may stand in a page: they are looked at letter by
 * letter, so that no text which has found its way into a page is blessed along with them.
 * Reference: Content Security Policy Level 3, 2.3.1 (hash-source). */
#include "serve/policy.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/text.h"

/* Rules of colors by theme, as charts have them: no address, no import, no other element. */
static bool is_of_colors(struct cs_span style)
{
    static const char media[] = "@media screen and (prefers-color-scheme:dark){";
    size_t n = sizeof media - 1;
    if (style.size < n || memcmp(style.start, media, n) != 0)
        return false;
    for (; n < style.size; n++)
        if (!cs_is_alnum(style.start[n]) && !strchr(".#{}:;-", style.start[n]))
            return false;
    return true;
}

static unsigned value_of(char digit)
{
    return (unsigned)(cs_is_digit(digit) ? digit - '0' : digit - 'a' + 10);
}

/* " 'sha256-BASE64'" of a style. */
static void put_hash(struct cs_span style, struct cs_buf *out)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char hex[CS_DIGEST_TEXT_BYTES];
    cs_digest_of(style.start, style.size, hex);
    size_t n = strlen(hex);
    cs_buf_puts(out, " 'sha256-");
    for (size_t i = 0; i < n; i += 6) { /* six digits are three bytes are four letters */
        unsigned bits = 0;
        for (size_t k = i; k < i + 6; k++)
            bits = bits << 4 | (k < n ? value_of(hex[k]) : 0);
        for (size_t k = 0; k < 4; k++)
            cs_buf_putc(out, (n - i) * 4 > k * 6 ? letters[bits >> (18 - 6 * k) & 63] : '=');
    }
    cs_buf_putc(out, '\'');
}

static void hash_styles(const char *html, struct cs_buf *styles)
{
    static const char open[] = "<style>", close[] = "</style>";
    for (const char *at = html; (at = strstr(at, open)) != NULL;) {
        at += sizeof open - 1;
        const char *end = strstr(at, close);
        struct cs_span style = {at, end ? (size_t)(end - at) : 0};
        struct cs_buf hash;
        cs_buf_init(&hash);
        if (is_of_colors(style))
            put_hash(style, &hash);
        if (!strstr(cs_buf_text(styles), cs_buf_text(&hash)))
            cs_buf_puts(styles, cs_buf_text(&hash));
        cs_buf_clear(&hash);
    }
}

/* Appends what stands before the first `wanted`, then `instead`. Returns where to go on; without
 * one, nothing happens. */
static const char *replace(const char *html, const char *wanted, const char *instead,
                           struct cs_buf *out)
{
    const char *at = strstr(html, wanted);
    if (!at)
        return html;
    cs_buf_put(out, html, (size_t)(at - html));
    cs_buf_puts(out, instead);
    return at + strlen(wanted);
}

/* The same for an element around a text. */
static const char *replace_element(const char *html, const char *name, const char *text,
                                   const char *instead, struct cs_buf *out)
{
    struct cs_buf whole;
    cs_buf_init(&whole);
    cs_buf_printf(&whole, "<%s>\n%s\n</%s>", name, text, name);
    const char *rest = replace(html, cs_buf_text(&whole), instead, out);
    cs_buf_clear(&whole);
    return rest;
}

/* The policy that a saved page carries would keep the server's own files out. */
static const char *drop_meta(const char *html, struct cs_buf *out)
{
    const char *at = strstr(html, "<meta http-equiv=\"Content-Security-Policy\"");
    const char *end = at ? strchr(at, '>') : NULL;
    if (!end)
        return html;
    cs_buf_put(out, html, (size_t)(at - html));
    return end + 1;
}

void cs_policy_fit(const struct cs_policy_page *page, struct cs_buf *out, struct cs_buf *styles)
{
    const char *rest = drop_meta(page->html, out);
    rest = replace_element(rest, "style", page->css, page->css_link, out);
    const char *body = strstr(rest, "<div class=\"page\">");
    if (body) {
        cs_buf_put(out, rest, (size_t)(body - rest));
        cs_buf_puts(out, page->body);
        rest = body;
    }
    rest = replace_element(rest, "script", page->js, page->js_link, out);
    cs_buf_puts(out, rest);
    hash_styles(page->html, styles);
}
