/* States and countries have codes in common. A neighbor that can be one of them alone tells, then
 * the header's word, then what else the rows hold: codes of the US classification of occupations,
 * names of other places, money of the country in question. US dollars tell nothing: pay of any
 * country is published in them. Where two things tell differently, nothing is told. */
#include "ingest/profile/region_form.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/currency.h"
#include "data/occupation/system.h"
#include "data/reference.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"

struct places {
    size_t n_states, n_countries, n_either;
    bool has_soc_codes; /* other columns hold some */
};

static bool is_of(const struct cs_region *region, const char *kind)
{
    return region && strcmp(region->kind, kind) == 0;
}

static void look_at_place(struct places *places, const struct cs_reference *reference,
                          struct cs_span cell)
{
    const struct cs_region *state = cs_reference_region_of_kind(reference, "state", cell);
    const struct cs_region *country = cs_reference_region_of_kind(reference, "country", cell);
    places->n_either += is_of(state, "state") && is_of(country, "country");
    places->n_states += is_of(state, "state") && !country;
    places->n_countries += is_of(country, "country") && !state;
}

/* Whether an earlier row of the sample has the same text. */
static bool is_said_before(const struct cs_profile_rows *rows, size_t row, size_t column)
{
    struct cs_span text = cs_profile_rows_cell(rows, row, column).text;
    for (size_t r = 0; r < row; r++) {
        struct cs_span other = cs_profile_rows_cell(rows, r, column).text;
        if (other.size == text.size && memcmp(other.start, text.start, text.size) == 0)
            return true;
    }
    return false;
}

/* Enough places of one kind, and none of the other: the rest need not be looked up. */
static bool is_settled(const struct places *places)
{
    enum { ENOUGH = 8 };
    return (places->n_states >= ENOUGH && !places->n_countries) ||
           (places->n_countries >= ENOUGH && !places->n_states);
}

static void look_at_column(struct places *places, const struct cs_profile_rows *rows, size_t column,
                           const struct cs_reference *reference)
{
    for (size_t r = 0; r < rows->n && !is_settled(places); r++)
        if (!is_said_before(rows, r, column))
            look_at_place(places, reference, cs_profile_rows_cell(rows, r, column).text);
}

/* "state", "country", or NULL where both or neither is told of. */
static const char *kind_of(const struct places *places)
{
    return !places->n_states == !places->n_countries ? NULL
           : places->n_states                        ? "state"
                                                     : "country";
}

/* ---- the header ---- */

static bool has_word(const char *header, const char *const *words, size_t n)
{
    char folded[128];
    cs_fold_name(cs_span_of(header), folded, sizeof folded);
    for (const char *p = folded; *p;) {
        size_t size = strcspn(p, " ");
        for (size_t i = 0; i < n; i++)
            if (strlen(words[i]) == size && memcmp(p, words[i], size) == 0)
                return true;
        p += size + (p[size] == ' ');
    }
    return false;
}

static void look_at_header(struct places *places, const char *header)
{
    static const char *const states[] = {"state", "states", "st", "usps"};
    static const char *const countries[] = {"country", "countries", "cntry", "ctry",
                                            "nation",  "iso",       "iso2",  "iso3",
                                            "land",    "pais",      "pays"};
    places->n_states += has_word(header, states, sizeof states / sizeof *states);
    places->n_countries += has_word(header, countries, sizeof countries / sizeof *countries);
}

/* ---- other columns ---- */

static bool holds_soc_codes(const struct cs_profile_rows *rows, size_t column)
{
    size_t n = 0;
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_span text = cs_profile_rows_cell(rows, r, column).text;
        if (text.size && !cs_is_soc_code(text))
            return false;
        n += text.size > 0;
    }
    return n > 0;
}

/* Whether a header is of places, so that its cells can be trusted to name some. */
static bool is_of_places(const char *header)
{
    static const char *const words[] = {"state",  "country", "region", "area",     "location",
                                        "county", "city",    "place",  "province", "geography"};
    return has_word(header, words, sizeof words / sizeof *words);
}

static bool is_home(const struct cs_currency *currency, const char *country)
{
    char wanted[8] = " ";
    size_t n = strlen(country);
    if (!currency || !currency->homes || n > 4 || strcmp(currency->code, "USD") == 0)
        return false;
    memcpy(wanted + 1, country, n);
    wanted[n + 1] = ' ';
    return strstr(currency->homes, wanted) != NULL;
}

/* The currency that a row's own cells name, by a column of currencies or by signs; NULL none. */
static const struct cs_currency *currency_of_row(const struct cs_profile *profile,
                                                 const struct cs_profile_rows *rows,
                                                 const struct cs_profile_request *request, size_t r)
{
    if (profile->currency < profile->n_columns)
        return cs_currency_named(cs_profile_rows_cell(rows, r, profile->currency).text);
    for (size_t i = 0; i < request->binding->n_columns; i++) {
        const struct cs_bound_column *bound = &request->binding->columns[i];
        enum cs_column_role role = bound->column->role;
        struct cs_span cell = cs_profile_rows_cell(rows, r, bound->index).text;
        if (role == CS_ROLE_CURRENCY)
            return cs_currency_named(cell);
        if (role != CS_ROLE_VALUE && role != CS_ROLE_ESTIMATE)
            continue;
        if (bound->unit.currency[0])
            return cs_currency_of(bound->unit.currency);
        struct cs_cell_number number = cs_cell_read(cell, CS_DECIMAL_UNTOLD, NULL, 0);
        if (number.currency[0] && !number.is_bare_dollar)
            return cs_currency_of(number.currency);
    }
    return NULL;
}

/* Rows whose pay is in the money of the country that their code may stand for. */
static void look_at_money(struct places *places, const struct cs_profile *profile,
                          const struct cs_profile_rows *rows,
                          const struct cs_profile_request *request, size_t column)
{
    for (size_t r = 0; r < rows->n; r++) {
        const struct cs_region *country = cs_reference_region_of_kind(
            request->reference, "country", cs_profile_rows_cell(rows, r, column).text);
        if (is_of(country, "country"))
            places->n_countries +=
                is_home(currency_of_row(profile, rows, request, r), country->code);
    }
}

static void look_at_others(struct places *places, const struct cs_profile *profile,
                           const struct cs_profile_rows *rows,
                           const struct cs_profile_request *request, size_t column)
{
    for (size_t c = 0; c < request->n_columns; c++) {
        if (c == column)
            continue;
        places->has_soc_codes |= holds_soc_codes(rows, c);
        if (is_of_places(request->headers[c]))
            look_at_column(places, rows, c, request->reference);
    }
    look_at_money(places, profile, rows, request, column);
}

static bool are_capitals(struct cs_span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.start[i] < 'A' || text.start[i] > 'Z')
            return false;
    return true;
}

/* "IND" in capitals is ISO's code of India before it is short for Indiana, where nothing else in
 * the file is of any place. */
static void look_at_codes(struct places *places, const struct cs_profile_rows *rows, size_t column,
                          const struct cs_reference *reference)
{
    enum { ISO_LETTERS = 3 };
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_span text = cs_span_trim(cs_profile_rows_cell(rows, r, column).text);
        const struct cs_region *region =
            text.size == ISO_LETTERS && are_capitals(text)
                ? cs_reference_region_of_kind(reference, "country", text)
                : NULL;
        places->n_countries += is_of(region, "country") && cs_span_equals(text, region->code);
    }
}

void cs_region_form_settle(struct cs_profile *profile, const struct cs_profile_rows *rows,
                           const struct cs_profile_request *request, size_t column)
{
    struct places places = {0};
    const char **regions = &profile->columns[column].regions;
    look_at_column(&places, rows, column, request->reference);
    if (places.n_states || places.n_countries) {
        *regions = kind_of(&places);
        return;
    }
    look_at_header(&places, request->headers[column]);
    look_at_others(&places, profile, rows, request, column);
    if (!places.n_states && !places.n_countries)
        look_at_codes(&places, rows, column, request->reference);
    profile->columns[column].are_states_by_codes =
        places.has_soc_codes && places.n_either > 0 && !places.n_states;
    places.n_states += places.has_soc_codes;
    *regions = kind_of(&places);
}
