/* Patterns: the first line is the pattern, the rest the text. */
#include <string.h>

#include "fuzz.h"
#include "ingest/layout/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char pattern[256] = "", text[256] = "";
    const uint8_t *end = size ? memchr(bytes, '\n', size) : NULL;
    size_t n = end ? (size_t)(end - bytes) : size, rest = end ? size - n - 1 : 0;
    if (n)
        memcpy(pattern, bytes, n < 255 ? n : 255);
    if (rest)
        memcpy(text, end + 1, rest < 255 ? rest : 255);
    struct cs_captures exact = {0}, within = {0};
    int fits = cs_pattern_match(pattern, text, &exact);
    int is_there = cs_pattern_find(pattern, text, &within);
    PROMISE(!fits || *text == '\0' || is_there); /* what fits the whole is in it */
    PROMISE(fits || (!exact.year && !exact.base && !exact.target));
    return 0;
}
