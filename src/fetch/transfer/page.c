/* A publisher's "access denied" is a page under the name of the file that was asked for. */
#include "fetch/transfer/page.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static const char *find(const char *start, const char *end, const char *word)
{
    size_t n = strlen(word);
    for (; start + n <= end; start++)
        if (strncasecmp(start, word, n) == 0)
            return start;
    return NULL;
}

static void copy_title(const char *start, const char *end, char *title, size_t capacity)
{
    const char *open = find(start, end, "<title");
    const char *begin = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
    const char *close = begin ? find(begin, end, "</title") : NULL;
    title[0] = '\0';
    if (!close)
        return;
    struct cs_span words = cs_span_trim((struct cs_span){begin + 1, (size_t)(close - begin - 1)});
    size_t n = words.size < capacity ? words.size : capacity - 1;
    memcpy(title, words.start, n);
    title[n] = '\0';
}

bool cs_page_is_html(const char *bytes, size_t n_bytes, char *title, size_t capacity)
{
    static const char mark[] = "\xef\xbb\xbf";
    static const char *const openings[] = {"<!doctype html", "<html", "<head", "<!--", "<body"};
    const char *start = bytes, *end = bytes + n_bytes;
    if (n_bytes >= 3 && memcmp(bytes, mark, 3) == 0)
        start += 3;
    while (start < end && cs_is_space(*start))
        start++;
    title[0] = '\0';
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t n = strlen(openings[i]);
        if ((size_t)(end - start) >= n && strncasecmp(start, openings[i], n) == 0) {
            copy_title(start, end, title, capacity);
            return true;
        }
    }
    return false;
}
