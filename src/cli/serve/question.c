/* What a page is about, between its address and the report. */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "serve/exchange.h"

/* The values of a field that say something, each once. */
static size_t read_values(const struct cs_exchange *exchange, const char *name,
                          const char *values[CS_MOST_BESIDE])
{
    const char *value;
    size_t n = 0;
    for (size_t i = 0; n < CS_MOST_BESIDE && (value = cs_exchange_value(exchange, name, i)); i++) {
        bool is_known = *value == '\0';
        for (size_t k = 0; k < n; k++)
            is_known = is_known || strcmp(values[k], value) == 0;
        if (!is_known)
            values[n++] = value;
    }
    return n;
}

void cs_serve_question_of(const struct cs_exchange *exchange, struct cs_serve_question *question)
{
    *question = (struct cs_serve_question){.n_occupations = 0};
    question->n_occupations = read_values(exchange, "occupation", question->occupations);
    question->n_places = read_values(exchange, "place", question->places);
    if (question->n_places == 0)
        question->places[question->n_places++] = "US";
    question->is_short = cs_exchange_value(exchange, "short", 0) != NULL;
}

struct cs_serve_question cs_serve_question_on(const char *occupation, const char *place)
{
    return (struct cs_serve_question){.occupations = {occupation},
                                      .places = {place ? place : "US"},
                                      .n_occupations = 1,
                                      .n_places = 1};
}

bool cs_serve_question_is_plural(const struct cs_serve_question *question)
{
    return question->n_occupations > 1 || question->n_places > 1;
}

bool cs_serve_question_is_same(const struct cs_serve_question *a, const struct cs_serve_question *b)
{
    bool is_same = a->n_occupations == b->n_occupations && a->n_places == b->n_places &&
                   a->is_short == b->is_short;
    for (size_t i = 0; is_same && i < a->n_occupations; i++)
        is_same = strcmp(a->occupations[i], b->occupations[i]) == 0;
    for (size_t i = 0; is_same && i < a->n_places; i++)
        is_same = strcmp(a->places[i], b->places[i]) == 0;
    return is_same;
}

static void put_value(struct cs_buf *out, const char *text)
{
    for (; *text; text++)
        if (cs_is_alnum(*text) || strchr("-_.", *text))
            cs_buf_putc(out, *text);
        else
            cs_buf_printf(out, "%%%02X", (unsigned char)*text);
}

void cs_serve_put_address(const char *page, const struct cs_serve_question *question,
                          const char *joint, struct cs_buf *out)
{
    cs_buf_puts(out, page);
    for (size_t i = 0; i < question->n_occupations; i++) {
        cs_buf_printf(out, "%soccupation=", i ? joint : "?");
        put_value(out, question->occupations[i]);
    }
    for (size_t i = 0; i < question->n_places; i++) {
        cs_buf_printf(out, "%splace=", joint);
        put_value(out, question->places[i]);
    }
    if (question->is_short)
        cs_buf_printf(out, "%sshort=1", joint);
}
