/* Countries as people type them into a form. Apart from reference.c, which knows names as they are
 * written: here a slip is forgiven where it leaves no doubt. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "data/reference.h"

enum { NAME_BYTES = 128, SHORTEST = 5, LONG = 10, MOST_BLANKS = 5 };

/* Whether the text goes on with words of its own, as a sentence does. */
static bool is_sentence(struct cs_span text)
{
    size_t n_words = 0;
    for (size_t i = 0; i < text.size; i++)
        n_words += text.start[i] == ' ';
    return n_words > MOST_BLANKS;
}

/* The one country that the parts name. */
static const struct cs_region *agreed_by_parts(const struct cs_reference *reference,
                                               struct cs_span text)
{
    const struct cs_region *agreed = NULL;
    while (text.size) {
        size_t n = 0;
        while (n < text.size && !memchr(",/()-;", text.start[n], 6))
            n++;
        struct cs_span part = cs_span_trim((struct cs_span){text.start, n});
        const struct cs_region *region =
            part.size ? cs_reference_region_of_kind(reference, "country", part) : NULL;
        if (region && agreed && region != agreed)
            return NULL;
        agreed = region ? region : agreed;
        n += n < text.size;
        text = (struct cs_span){text.start + n, text.size - n};
    }
    return agreed;
}

static void note_near(const char *folded, struct cs_span candidate, const struct cs_region *region,
                      size_t *best, const struct cs_region **found, bool *is_tied)
{
    char name[NAME_BYTES];
    if (cs_fold_name(candidate, name, sizeof name) < SHORTEST)
        return;
    size_t distance = cs_edit_distance(folded, name, *best);
    if (distance > *best)
        return;
    *is_tied = distance == *best && *found && *found != region;
    *found = region;
    *best = distance;
}

/* The country whose name is nearest, when it is near enough and alone. */
static const struct cs_region *nearest(const struct cs_reference *reference, struct cs_span text)
{
    char folded[NAME_BYTES];
    size_t n = cs_fold_name(text, folded, sizeof folded), best = n >= LONG ? 2 : 1;
    const struct cs_region *found = NULL;
    bool is_tied = false;
    if (n < SHORTEST)
        return NULL;
    for (size_t i = 0; i < reference->n_regions; i++) {
        const struct cs_region *region = &reference->regions[i];
        if (strcmp(region->kind, "country") != 0 && strcmp(region->kind, "nation") != 0)
            continue;
        note_near(folded, cs_span_of(region->name), region, &best, &found, &is_tied);
        for (const char *p = region->aliases; *p;) {
            size_t length = strcspn(p, "|");
            note_near(folded, (struct cs_span){p, length}, region, &best, &found, &is_tied);
            p += length + (p[length] == '|');
        }
    }
    return is_tied ? NULL : found;
}

const struct cs_region *cs_reference_country_in_words(const struct cs_reference *reference,
                                                      struct cs_span text)
{
    if (is_sentence(text))
        return NULL;
    if (text.size > 4 && cs_span_equals_nocase((struct cs_span){text.start, 4}, "the "))
        text = (struct cs_span){text.start + 4, text.size - 4};
    const struct cs_region *region = cs_reference_region_of_kind(reference, "country", text);
    if (!region)
        region = agreed_by_parts(reference, text);
    return region ? region : nearest(reference, text);
}
