/* Cells → a key. Apart from keys.c, which remembers what every text became, because this is what is
 * worked out once a text. */
#include "ingest/intake/key_draft.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "data/level/bands.h"
#include "data/occupation/system.h"
#include "data/period.h"
#include "data/reference.h"
#include "ingest/intake/spelling.h"
#include "ingest/profile/profile.h"
#include "ingest/source/date.h"

/* A code that a spreadsheet has turned into a date: undone where that is certain. Returns 0 where
 * it is not. */
static bool undo_date(struct cs_key_draft *draft, enum cs_from_date from, const char *vague)
{
    if (from == CS_DATE_IS_VAGUE)
        draft->remark.problem = vague;
    if (from != CS_DATE_IS_CODE)
        return from == CS_NOT_A_DATE;
    draft->parts[CS_PART_CODE] = cs_span_of(draft->text);
    draft->remark.doubt = "is a date that a spreadsheet made of a code; it is read as";
    return true;
}

/* What is no SOC code, where one was said: undone where a spreadsheet made it of one, refused where
 * that lost digits, doubted where the column has SOC codes. */
static bool settle_strange_code(const struct cs_keys *keys, struct cs_key_draft *draft)
{
    struct cs_span *code = &draft->parts[CS_PART_CODE];
    if (cs_spell_lacks_digits(*code)) {
        draft->remark.problem = "is a number in powers of ten, which has lost digits of its code";
        draft->remark.hint =
            "format the column as text, fill in the codes, and save the file again";
        return false;
    }
    if (keys->has_soc_codes && cs_spell_soc_point(*code, draft->text)) {
        *code = cs_span_of(draft->text);
        draft->remark.doubt = "is taken for a SOC code, as the others of the column are:";
        return true;
    }
    if (!undo_date(draft, cs_spell_soc_date(*code, draft->text),
                   "is a date where a code belongs: a spreadsheet has turned it into one"))
        return false;
    if (keys->has_soc_codes && !draft->remark.doubt)
        draft->remark.doubt = "is no SOC code, as the others of the column are; it stays as";
    return true;
}

/* "43-6013.00" is 43-6013; "43-6013.02" is a part of it where the layout says so. */
static bool normalize_soc(const struct cs_keys *keys, struct cs_key_draft *draft)
{
    struct cs_span *code = &draft->parts[CS_PART_CODE], *title = &draft->parts[CS_PART_TITLE];
    if (!draft->is_code_said) {
        *title = cs_spell_title(*title, code);
        *code = cs_spell_soc(*code, draft->text);
        return true;
    }
    struct cs_span spelled = cs_spell_soc(*code, draft->text);
    if (spelled.start == draft->text)
        *code = spelled;
    if (!cs_is_soc_code(*code) && !settle_strange_code(keys, draft))
        return false;
    const char *s = code->start;
    bool is_onet = code->size == 10 && s[2] == '-' && s[7] == '.';
    if (is_onet && memcmp(s + 8, "00", 2) != 0 && draft->cuts_to_soc) {
        code->size = 7;
        if (!draft->parts[CS_PART_ALIASES].size)
            draft->parts[CS_PART_ALIASES] = draft->parts[CS_PART_TITLE];
        draft->parts[CS_PART_TITLE] = draft->parts[CS_PART_DEFINITION] = cs_span_of("");
    }
    return true;
}

/* "North East, Managers" in the part of a table headed "North East" is "Managers". */
static struct cs_span without_section(const struct cs_key_draft *draft, struct cs_span title)
{
    size_t n = draft->section.size;
    if (n == 0 || title.size <= n || title.start[n] != ',' ||
        memcmp(title.start, draft->section.start, n) != 0)
        return title;
    return cs_span_trim((struct cs_span){title.start + n + 1, title.size - n - 1});
}

/* A code of another system is written with the system's name, a title alone too: neither then meets
 * a code or a title of the SOC by chance. */
static bool normalize_in_system(const struct cs_keys *keys, struct cs_key_draft *draft)
{
    struct cs_span *code = &draft->parts[CS_PART_CODE], *title = &draft->parts[CS_PART_TITLE], rest;
    char filled[CS_SYSTEM_CODE_BYTES];
    if (draft->is_code_said)
        *code = cs_occupation_system_fill(*code, draft->n_digits, filled);
    struct cs_system_clues clues = {keys->file, draft->year, *code};
    const struct cs_occupation_system *system =
        keys->reference ? cs_occupation_system_choose(keys->reference, draft->system, clues) : NULL;
    if (!system) {
        draft->remark.problem = "is a code of which nothing says in what edition of its system";
        draft->remark.hint = "give the year with --period";
        return false;
    }
    if (draft->is_code_said)
        *title = without_section(draft, *title);
    *code = cs_occupation_system_write(system, *code, draft->system_text, &rest);
    bool is_total = cs_occupation_system_tier(keys->reference, code->start) == CS_TIER_TOTAL;
    bool lacks_title = !draft->is_code_said || title->size == 0;
    if (rest.size && lacks_title)
        *title = rest;
    else if (is_total && title->size == 0)
        *title = cs_span_of("All occupations");
    return true;
}

/* "Title    * alias* alias" → title and aliases. */
static void split_aliases(struct cs_key_draft *draft)
{
    struct cs_span *title = &draft->parts[CS_PART_TITLE];
    const char *mark = draft->alias_mark && *draft->alias_mark
                           ? memchr(title->start, *draft->alias_mark, title->size)
                           : NULL;
    if (!mark)
        return;
    size_t before = (size_t)(mark - title->start);
    draft->parts[CS_PART_ALIASES] = (struct cs_span){mark + 1, title->size - before - 1};
    *title = cs_span_trim((struct cs_span){title->start, before});
}

/* The kind of region that the column speaks of: by the layout, else by its other cells. */
static const char *kind_of_regions(const struct cs_keys *keys, const struct cs_key_draft *draft)
{
    const char *said = draft->regions ? draft->regions : keys->regions;
    return said && strcmp(said, "code") == 0 ? NULL : said;
}

/* The region that a name or code means, among those the column speaks of. */
static const struct cs_region *find_region(const struct cs_keys *keys,
                                           const struct cs_key_draft *draft, struct cs_span name)
{
    return keys->reference && name.size
               ? cs_reference_region_of_kind(keys->reference, kind_of_regions(keys, draft), name)
               : NULL;
}

/* Whether the name is one of a state and of a country, and nothing says which is meant. */
static bool is_either(const struct cs_keys *keys, const struct cs_key_draft *draft,
                      struct cs_span name)
{
    if (!keys->reference || !keys->has_habits || draft->regions || keys->regions)
        return false;
    const struct cs_region *state = cs_reference_region_of_kind(keys->reference, "state", name);
    const struct cs_region *country = cs_reference_region_of_kind(keys->reference, "country", name);
    return state && country && state != country;
}

/* Whether a code in a column of countries is none that is known, but a state's: it would pass for
 * that state. */
static bool passes_for_a_state(const struct cs_keys *keys, const char *kind, struct cs_span code)
{
    if (!keys->reference || !kind || strcmp(kind, "country") != 0 || code.size != 2)
        return false;
    const struct cs_region *state = cs_reference_region_of_kind(keys->reference, "state", code);
    return state && strcmp(state->kind, "state") == 0 && cs_span_equals_nocase(code, state->code);
}

/* The country that an answer in people's own words means, where that is certain: the parts of
 * "England, UK" and "United Kingdom (England)" that are known agree, or the name is a known one but
 * for a slip. */
static const struct cs_region *guess_country(const struct cs_keys *keys,
                                             const struct cs_key_draft *draft, struct cs_span name)
{
    const char *kind = kind_of_regions(keys, draft);
    if (!keys->reference || !kind || strcmp(kind, "country") != 0)
        return NULL;
    return cs_reference_country_in_words(keys->reference, name);
}

/* Whether a name is a country's where the other cells of the column, not the layout, made states of
 * its codes. */
static bool is_country_among_states(const struct cs_keys *keys, const struct cs_key_draft *draft,
                                    struct cs_span name)
{
    bool is_guess = !draft->regions && keys->regions && strcmp(keys->regions, "state") == 0;
    const struct cs_region *country =
        is_guess && keys->reference && name.size > 3
            ? cs_reference_region_of_kind(keys->reference, "country", name)
            : NULL;
    return country && strcmp(country->kind, "country") == 0 && strcmp(country->code, "US") != 0;
}

static bool normalize_region(const struct cs_keys *keys, struct cs_key_draft *draft)
{
    struct cs_span *code = &draft->parts[CS_PART_CODE], *title = &draft->parts[CS_PART_TITLE];
    const char *kind = kind_of_regions(keys, draft);
    struct cs_span behind = cs_span_of("");
    struct cs_span name = cs_spell_title(title->size ? *title : *code, &behind);
    *code = cs_spell_fips(*code, kind && strcmp(kind, "state") == 0, draft->text);
    const struct cs_region *region = title->size ? find_region(keys, draft, name) : NULL;
    if (!region)
        region = find_region(keys, draft, *code);
    if (!region && behind.size)
        region = find_region(keys, draft, name);
    if (!region && draft->is_own_words && title->size + code->size > 0) {
        region = guess_country(keys, draft, title->size ? name : *code);
        if (region)
            draft->remark.doubt = "is taken to mean";
        else
            draft->remark.doubt = "is not a country known for certain; it stays as";
    }
    if (!region && is_country_among_states(keys, draft, title->size ? name : *code))
        draft->remark.doubt = "is a country in a column that is taken for US states, where 'DE' is "
                              "Delaware; it stays as";
    if (region && is_either(keys, draft, title->size ? name : *code)) {
        draft->remark.problem = "is a state and a country, and nothing in the file says which";
        draft->remark.hint = "call the column state or country, or say \"regions\": \"state\" or "
                             "\"country\" in a layout";
        return false;
    }
    if (!region && passes_for_a_state(keys, kind, *code)) {
        const char letters[2] = {code->start[0], code->start[1]};
        snprintf(draft->text, sizeof draft->text, "%.2s (country)", letters);
        *code = cs_span_of(draft->text);
    }
    if (!region && behind.size && !code->size) { /* "Abilene, TX(0010180)" */
        *code = cs_spell_fips(behind, false, draft->text);
        *title = name;
    }
    if (region) {
        *code = cs_span_of(region->code);
        *title = cs_span_of(region->name);
        draft->is_named_here = true;
    }
    return true;
}

/* Years of experience → their band; years below the first have none. Returns whether the cell held
 * years that are done with. */
static bool put_into_band(const struct cs_keys *keys, struct cs_key_draft *draft)
{
    enum cs_in_bands answer;
    const struct cs_level_band *band =
        cs_level_bands_find(keys->bands, draft->parts[CS_PART_CODE], &answer);
    if (answer != CS_IN_BAND && answer != CS_BEFORE_BANDS) {
        draft->remark.doubt = answer == CS_NO_YEARS
                                  ? "is not a number of years; it is kept outside the bands as"
                                  : "does not fit into one band; it is kept outside them as";
        return false;
    }
    draft->parts[CS_PART_CODE] = cs_span_of(band ? band->code : "");
    draft->parts[CS_PART_TITLE] = cs_span_of(band ? band->title : "");
    draft->parts[CS_PART_DEFINITION] = cs_span_of(band ? band->definition : "");
    draft->order = band ? (int)(band - keys->bands->bands) + 1 : 0;
    draft->is_named_here = true;
    return true;
}

static bool normalize_level(const struct cs_keys *keys, struct cs_key_draft *draft)
{
    struct cs_span *code = &draft->parts[CS_PART_CODE];
    *code = cs_spell_number(*code, draft->text);
    if (!undo_date(draft, cs_spell_range_date(*code, draft->text),
                   "is a date where a level belongs: a spreadsheet has turned it into one"))
        return false;
    if (keys->bands && code->size && put_into_band(keys, draft))
        return true;
    if (!keys->reference || !draft->scale || draft->order)
        return true;
    const char *scale = strcmp(draft->scale, "any") == 0 ? NULL : draft->scale;
    const struct cs_level *level =
        cs_reference_level(keys->reference, scale, draft->parts[CS_PART_CODE]);
    if (!level)
        return true;
    draft->parts[CS_PART_CODE] = cs_span_of(level->code);
    draft->parts[CS_PART_TITLE] = cs_span_of(level->title);
    draft->parts[CS_PART_DEFINITION] = cs_span_of(level->definition);
    draft->order = level->order;
    draft->is_named_here = true;
    return true;
}

/* "45047": what a spreadsheet counts days with. */
static bool is_serial(struct cs_span cell)
{
    double days;
    return cell.size >= 5 && cs_number_parse(cell, &days) && days > 20000 && days < 80000;
}

/* A day between March and December of 1905: the numbers 1900 to 2192 under a format of dates. */
static bool is_year_as_date(const struct cs_period *period)
{
    return period->start_year == 1905 && period->day && period->month > 2;
}

static bool fail_period(struct cs_key_draft *draft, const char *problem, const char *hint)
{
    draft->remark.problem = problem;
    draft->remark.hint = hint;
    return false;
}

/* A year and two digits that may be a month, by what the column holds. */
static bool settle_short(const struct cs_keys *keys, struct cs_key_draft *draft,
                         struct cs_period *period)
{
    struct cs_period span;
    struct cs_span code = draft->parts[CS_PART_CODE];
    bool is_short = code.size == 7 && cs_is_digit(code.start[3]) && !cs_is_digit(code.start[4]);
    if (!is_short || keys->shorts == CS_SHORT_MONTH || !cs_period_as_span(*period, &span))
        return true;
    if (keys->shorts == CS_SHORT_UNSETTLED)
        return fail_period(draft, "can be a month or a span of years",
                           "nothing in the column says which: write 2002-2012 or 2002-12-01");
    *period = span;
    return true;
}

static bool read_period(const struct cs_keys *keys, struct cs_key_draft *draft,
                        struct cs_period *period)
{
    struct cs_span code = draft->parts[CS_PART_CODE];
    if (cs_period_parse(code, period) && is_year_as_date(period))
        return fail_period(draft, "seems to be a year that a spreadsheet shows as a date",
                           "format the column as numbers, and save the file again");
    if (cs_period_parse(code, period))
        return settle_short(keys, draft, period);
    enum cs_date_reading reading = cs_date_read(code, keys->date_orders, period);
    if (reading == CS_DATE_UNCLEAR && !(draft->resolution == CS_TO_YEAR && period->start_year))
        return fail_period(draft, "can be read with the day or the month first",
                           "nothing in the column says which order it is: write 2023-05-31, or "
                           "keep the year alone: \"resolution\": \"year\" in a layout");
    if (reading == CS_DATE_NONE && is_serial(code))
        return fail_period(draft, "is a spreadsheet's serial number for a date",
                           "format the column as dates, and save the file again");
    return reading != CS_DATE_NONE;
}

/* The year that ends a span of years. */
static bool take_until(struct cs_span until, struct cs_period *period)
{
    struct cs_period last;
    if (!until.size)
        return true;
    if (!cs_period_parse(until, &last) || last.end_year <= period->start_year || period->month)
        return false;
    period->end_year = last.end_year;
    return true;
}

/* "M05" of a year is its May, "Q01" the quarter that ends in March, "S01" the half that ends in
 * June; "M13", "Q05", "S03" and "A01" are the year. Returns 0 for anything else. */
static bool take_within(struct cs_span within, struct cs_period *period)
{
    static const struct {
        char letter;
        int n_months, n_parts;
    } kinds[] = {{'M', 1, 12}, {'Q', 3, 4}, {'S', 6, 2}, {'A', 12, 0}};
    double number;
    struct cs_span digits = {within.start + 1, within.size - 1};
    if (!within.size)
        return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (cs_to_lower(within.start[0]) != cs_to_lower(kinds[i].letter))
            continue;
        if (!cs_number_parse(digits, &number) || number < 1 || number > kinds[i].n_parts + 1)
            return false;
        period->month = number <= kinds[i].n_parts ? (int)number * kinds[i].n_months : 0;
        return true;
    }
    return false;
}

/* Writes the period in its canonical form; 0 when the text is none. */
static bool normalize_period(const struct cs_keys *keys, struct cs_key_draft *draft)
{
    struct cs_period period;
    struct cs_span *code = &draft->parts[CS_PART_CODE];
    if (!read_period(keys, draft, &period))
        return false;
    if (!take_until(draft->parts[CS_PART_UNTIL], &period))
        return fail_period(draft, "is not followed by a later year", NULL);
    if (!take_within(draft->parts[CS_PART_WITHIN], &period))
        return fail_period(draft, "names an unknown part of the year", NULL);
    if (draft->resolution >= CS_TO_MONTH)
        period.day = 0;
    if (draft->resolution == CS_TO_YEAR)
        period.month = 0;
    *code = cs_span_of(cs_period_format(period, draft->text));
    draft->parts[CS_PART_TITLE] = *code;
    return true;
}

bool cs_key_draft_normalize(const struct cs_keys *keys, enum cs_dim dim, struct cs_key_draft *draft)
{
    struct cs_span *code = &draft->parts[CS_PART_CODE];
    if (draft->remark.problem) /* the cell itself is at fault */
        return false;
    split_aliases(draft);
    if (dim == CS_DIM_REGION && !normalize_region(keys, draft))
        return false;
    draft->is_code_said = code->size > 0;
    if (code->size == 0)
        *code = draft->parts[CS_PART_TITLE];
    if (dim == CS_DIM_OCCUPATION && draft->system && code->size)
        return normalize_in_system(keys, draft);
    if (dim == CS_DIM_OCCUPATION)
        return normalize_soc(keys, draft);
    if (dim == CS_DIM_LEVEL)
        return normalize_level(keys, draft);
    if (dim == CS_DIM_PERIOD)
        return normalize_period(keys, draft);
    if (dim == CS_DIM_INDUSTRY)
        *code = cs_spell_number(*code, draft->text);
    return true;
}
