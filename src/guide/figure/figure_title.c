/* Titles of occupations in sentences: in lower case, and the words in the order in which people say
 * them. A classification turns them round, so that they sort: "Bus Drivers, School". */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "guide/figure/figure_words.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Small words that are not capitalized in titles. */
static bool is_small(const char *word, size_t n)
{
    static const char *const words[] = {"and", "or", "of", "the", "in", "for",  "to", "except",
                                        "a",   "an", "at", "by",  "on", "with", "not"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncmp(words[i], word, n) == 0)
            return true;
    return false;
}

static bool is_name(const char *word, size_t n)
{
    return n == 7 && strncmp(word, "English", n) == 0;
}

static size_t word_length(const char *at)
{
    size_t n = 0;
    while (cs_is_alpha(at[n]) || at[n] == '\'')
        n++;
    return n;
}

/* Whether every word but small ones begins with a capital. */
static bool is_title_case(const char *title)
{
    size_t n_words = 0;
    for (const char *at = title; *at; at++) {
        size_t n = word_length(at);
        if (n == 0)
            continue;
        if (is_lower(*at) && !is_small(at, n))
            return false;
        n_words++;
        at += n - 1;
    }
    return n_words > 1;
}

static char *lower(const char *title, struct cs_arena *arena)
{
    char *copy = cs_arena_strdup(arena, title);
    int changes_all = is_title_case(title);
    for (char *at = copy; at && *at; at++) {
        size_t n = word_length(at);
        if (n == 0)
            continue;
        bool is_plain = is_upper(at[0]) && (n == 1 || is_lower(at[1]));
        if (is_plain && !is_name(at, n))
            *at = cs_to_lower(*at);
        if (!changes_all)
            break;
        at += n - 1;
    }
    return copy;
}

/* What stands behind a comma in the SOC (2000, 2010, 2018) and is said before the name. Other tails
 * end a list: "tailors, dressmakers, and sewers". */
static const char *const said_first[] = {
    "applications",
    "clerical",
    "commercial and industrial equipment",
    "construction and maintenance",
    "construction trades",
    "dispensing",
    "elementary and secondary school",
    "elementary school",
    "farm products",
    "fast food",
    "general",
    "hand",
    "institution and cafeteria",
    "kindergarten",
    "kindergarten and elementary school",
    "kindergarten through secondary",
    "machinery",
    "mechanical",
    "middle school",
    "mining",
    "nonrestaurant",
    "oil and gas",
    "postsecondary",
    "preschool",
    "private household",
    "quarry",
    "restaurant",
    "school",
    "school or special client",
    "secondary school",
    "short order",
    "short-term",
    "special education",
    "surface mining",
    "systems software",
    "theatrical and performance",
    "transit and intercity",
    "transportation equipment",
    "underground mining",
    "utilities",
    "wholesale and manufacturing",
    "wood",
    NULL,
};

/* What limits the name from behind. */
static const char *const said_last[] = {
    "agricultural products",
    "cafeteria, food concession, and coffee shop",
    "crop, nursery, and greenhouse",
    "farm and ranch animals",
    "farm, ranch, and aquacultural animals",
    "floor, ceiling, and wall",
    "metal and plastic",
    "motor vehicles",
    "oil, gas, and mining",
    "powerhouse, substation, and relay",
    "recordkeeping",
    "restaurant, lounge, and coffee shop",
    "synthetic and glass fibers",
    "technical and scientific products",
    "textile, garment, and related materials",
    "vegetation",
    NULL,
};

static bool is_first(struct cs_span tail)
{
    return cs_span_is_any(tail, said_first);
}

static bool is_last(struct cs_span tail)
{
    return cs_starts_with(tail.start, "except ") || cs_starts_with(tail.start, "including ") ||
           cs_span_is_any(tail, said_last);
}

static bool is_rest(struct cs_span tail)
{
    return cs_span_equals(tail, "all other");
}

/* Cuts the first such tail off the name and returns it; NULL when there is none. */
static const char *cut_tail(char *name, bool (*is_such)(struct cs_span tail))
{
    static const char joint[] = ", ";
    for (char *comma = strstr(name, joint); comma; comma = strstr(comma + 1, joint)) {
        const char *tail = comma + strlen(joint);
        if (is_such(cs_span_of(tail))) {
            *comma = '\0';
            return tail;
        }
    }
    return NULL;
}

const char *cs_title_in_sentence(const char *title, struct cs_arena *arena)
{
    char *name = lower(title, arena);
    if (!name || !strchr(name, ','))
        return name;
    const char *rest = cut_tail(name, is_rest), *last = cut_tail(name, is_last);
    const char *first = strstr(name, " of ") ? NULL : cut_tail(name, is_first);
    return cs_arena_printf(arena, "%s%s%s%s%s%s%s", rest ? "other " : "", first ? first : "",
                           first ? " " : "", name, last ? " (" : "", last ? last : "",
                           last ? ")" : "");
}

const char *cs_title_to_begin(const char *title, struct cs_arena *arena)
{
    char *name = cs_arena_strdup(arena, cs_title_in_sentence(title, arena));
    if (name && is_lower(*name))
        *name += 'A' - 'a';
    return name;
}
