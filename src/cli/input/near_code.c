/* Apart from names, of which the nearest is found by its letters: numbers are near by where they
 * stand, and nothing is nearly the same number. */
#include "cli/input/near_code.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/input/spoken.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "data/reference.h"

enum { SOC_DIGITS = 6, MOST_DIGITS = 8, CODE_BYTES = 8, MOST_NEAR = 3, FEWEST_ALIKE = 5 };

/* "O" is written for 0, "l" and "I" for 1. NUL: none of these. */
static char digit_of(char c)
{
    return cs_is_digit(c) ? c : c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : '\0';
}

/* The digits of a word. */
static size_t read_digits(const char *word, char digits[MOST_DIGITS + 1])
{
    size_t n = 0;
    for (; *word && n < MOST_DIGITS; word++)
        if (digit_of(*word))
            digits[n++] = digit_of(*word);
    digits[n] = '\0';
    return n;
}

/* Behind "SOC". */
static const char *without_system(const char *word)
{
    bool is_said = strncmp(word, "SOC", 3) == 0 || strncmp(word, "soc", 3) == 0;
    return word + (is_said ? 3 : 0);
}

bool cs_near_code_is_meant(const char *word)
{
    char digits[MOST_DIGITS + 1];
    size_t n = read_digits(without_system(word), digits), n_letters = 0;
    for (const char *p = without_system(word); *p; p++)
        n_letters += cs_is_alpha(*p) && !digit_of(*p);
    return n >= SOC_DIGITS - 2 && n_letters == 0 && (n >= SOC_DIGITS || strchr(word, '-'));
}

/* "29-1141" of the first six digits, or of as many as there are. */
static void write_code(const char *digits, char code[CODE_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; digits[i] && i < SOC_DIGITS; i++) {
        if (i == 2)
            code[n++] = '-';
        code[n++] = digits[i];
    }
    code[n] = '\0';
}

static size_t n_alike(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

static bool is_detailed(const char *code)
{
    size_t n = strlen(code);
    return n == CODE_BYTES - 1 && code[2] == '-' && code[n - 1] != '0';
}

/* Appends "29-1141 (Registered nurses), …": the code itself, else those that begin alike. */
static void put_near(const struct cs_name_hit *hits, size_t n_hits, const char *code,
                     struct cs_buf *out)
{
    size_t most = 0, n = 0;
    for (size_t i = 0; i < n_hits; i++)
        if (is_detailed(hits[i].code) && n_alike(hits[i].code, code) > most)
            most = n_alike(hits[i].code, code);
    for (size_t i = 0; i < n_hits && most >= FEWEST_ALIKE && n < MOST_NEAR; i++)
        if (is_detailed(hits[i].code) && n_alike(hits[i].code, code) == most)
            cs_buf_printf(out, "%s%s (%s)", n++ ? ", " : "", hits[i].code, hits[i].title);
}

/* Appends "29-1111 became 29-1141, 29-1151 in the SOC of 2010". */
static bool put_successors(const struct cs_reference *reference, const char *code,
                           struct cs_buf *out)
{
    const char *revision = NULL;
    for (size_t i = 0; i < reference->n_soc_changes; i++) {
        const struct cs_soc_change *change = &reference->soc_changes[i];
        if (strcmp(change->from, code) != 0 || strcmp(change->to, code) == 0 ||
            strcmp(change->revision, "combined") == 0)
            continue;
        cs_buf_printf(out, revision ? ", %s%s" : "%s became %s", revision ? "" : code, change->to);
        revision = change->revision;
    }
    if (revision)
        cs_buf_printf(out, " in the SOC of %s", revision);
    return revision != NULL;
}

const char *cs_near_code_hint(const struct cs_spoken_names *names, const char *word,
                              struct cs_arena *arena)
{
    char digits[MOST_DIGITS + 1], code[CODE_BYTES];
    struct cs_buf text, near;
    struct cs_diag quiet;
    struct cs_name_search *search = cs_name_search_new(NULL);
    size_t n_hits = 0;
    cs_buf_init(&text);
    cs_buf_init(&near);
    cs_diag_init(&quiet);
    read_digits(without_system(word), digits);
    write_code(digits, code);
    if (!put_successors(names->reference, code, &text) && search &&
        cs_spoken_offer(names, CS_DIM_OCCUPATION, search, &quiet) == CS_OK) {
        const struct cs_name_hit *hits = cs_name_search_rank(search, &n_hits);
        put_near(hits, n_hits, code, &near);
        if (near.size)
            cs_buf_printf(&text, "near it: %s", cs_buf_text(&near));
    }
    const char *copy = text.size ? cs_arena_strdup(arena, cs_buf_text(&text)) : NULL;
    cs_name_search_free(search);
    cs_diag_clear(&quiet);
    cs_buf_clear(&near);
    cs_buf_clear(&text);
    return copy;
}
