/* Puts a draft together: the columns' meanings, the profile of those that are taken, their units,
 * and what the lines above say. Guesses stay in this room: what a layout says is followed to the
 * letter elsewhere. */
#include "ingest/draft/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dim.h"
#include "data/measure.h"
#include "ingest/profile/header_fold.h"
#include "ingest/draft/apart.h"
#include "ingest/draft/choices.h"
#include "ingest/draft/header_words.h"
#include "ingest/draft/pay_unit.h"
#include "ingest/draft/sample.h"
#include "ingest/draft/titles.h"
#include "ingest/profile/profile.h"

enum { HEADER_BYTES = 256 };

struct drafting {
    struct cs_layout_draft *draft;
    struct cs_draft_sample sample;
    struct cs_titles titles;
    struct cs_choices choices;
    struct cs_diag *diag;
};

/* ---- the profile ---- */

/* The rule that a choice will be in the layout, as far as the profile asks. */
static void make_rule(const struct drafting *drafting, size_t i, struct cs_layout_column *rule)
{
    const struct cs_choice *choice = &drafting->choices.items[i];
    double factor;
    enum cs_dim dim;
    rule->multiplier = choice->multiply > 0 ? choice->multiply : 1;
    if (cs_choice_is(choice, "key", NULL)) {
        rule->role = CS_ROLE_KEY;
        if (cs_dim_parse(cs_span_of(choice->meaning->value), &dim))
            rule->dim = dim;
        return;
    }
    rule->role = CS_ROLE_VALUE;
    if (cs_choice_is(choice, "measure", NULL)) {
        rule->role = CS_ROLE_ESTIMATE;
        (void)cs_measure_parse(cs_span_of(choice->meaning->value), &rule->measure);
        rule->unit.kind = (unsigned char)cs_measure_info(rule->measure)->unit;
    }
    if (cs_choice_is(choice, "role", "value") || rule->unit.kind == CS_UNIT_MONEY)
        rule->unit = cs_pay_unit_said(&drafting->choices, i, &factor);
    if (rule->unit.kind == CS_UNIT_MONEY && rule->unit.per == CS_PER_NONE)
        rule->unit.per = CS_PER_YEAR;
}

static bool is_taken(const struct cs_choice *choice)
{
    return cs_choice_is(choice, "key", NULL) || cs_choice_is(choice, "measure", NULL) ||
           cs_choice_is(choice, "role", "value") || cs_choice_is(choice, "role", "weight");
}

/* Looks at the columns together, those that are taken as what they are taken for. */
static enum cs_status make_profile(struct drafting *drafting)
{
    static const struct cs_layout none;
    const struct cs_draft_sample *sample = &drafting->sample;
    struct cs_arena *arena = &drafting->draft->arena;
    struct cs_binding binding = {.layout = &none};
    const char **headers = cs_arena_alloc(arena, (sample->n_columns + 1) * sizeof *headers);
    struct cs_layout_column *rules = cs_arena_alloc(arena, (sample->n_columns + 1) * sizeof *rules);
    binding.columns = cs_arena_alloc(arena, (sample->n_columns + 1) * sizeof *binding.columns);
    if (!headers || !rules || !binding.columns)
        return cs_fail_memory(drafting->diag);
    for (size_t i = 0; i < sample->n_columns; i++) {
        headers[i] = sample->columns[i].words;
        if (!is_taken(&drafting->choices.items[i]))
            continue;
        make_rule(drafting, i, &rules[i]);
        binding.columns[binding.n_columns++] = (struct cs_bound_column){
            .column = &rules[i], .index = i, .unit = rules[i].unit, .factor = 1};
    }
    struct cs_profile_request request = {.binding = &binding,
                                         .n_columns = sample->n_columns,
                                         .reference = drafting->choices.reference,
                                         .headers = headers};
    return cs_profile_make(&drafting->choices.profile, &sample->rows, &request, drafting->diag);
}

/* A comma that cells prove is stated; what is told by size or custom, readers will tell of. */
static bool has_decimal_comma(const struct cs_choices *choices)
{
    size_t n_commas = 0, n_points = 0;
    for (size_t i = 0; i < choices->profile.n_columns; i++) {
        const struct cs_column_profile *column = &choices->profile.columns[i];
        if (!is_taken(&choices->items[i]) || cs_choice_is(&choices->items[i], "key", NULL))
            continue;
        n_commas += column->n_marked[CS_MARKS_COMMA] > 0;
        n_points += column->n_marked[CS_MARKS_POINT] > 0;
    }
    return n_commas > 0 && n_points == 0;
}

/* ---- columns of currencies and pay periods ---- */

/* Whether the pay that is taken leaves open what such a column says. */
static bool leaves_open(const struct cs_choices *choices, bool asks_currency)
{
    bool has_pay = false;
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        const struct cs_choice *choice = &choices->items[i];
        double factor;
        if (!choice->unit)
            continue;
        has_pay = true;
        if (asks_currency ? choice->unit[0] != '/'
                          : cs_pay_unit_said(choices, i, &factor).per != CS_PER_NONE)
            return false;
    }
    return has_pay;
}

static void take_found(struct cs_choices *choices)
{
    static const struct cs_meaning currency = {.what = "role", .value = "currency"};
    static const struct cs_meaning unit = {.what = "role", .value = "unit"};
    const struct cs_profile *profile = &choices->profile;
    bool is_open = leaves_open(choices, true);
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        if (cs_choice_is(&choices->items[i], "role", "currency") &&
            (!is_open || i != profile->currency))
            cs_choice_drop(&choices->items[i], is_open
                                                   ? "its cells name no currencies"
                                                   : "the pay column in use names its currency");
    if (profile->currency < profile->n_columns && is_open)
        choices->items[profile->currency] = (struct cs_choice){.meaning = &currency};
    if (profile->pay_period < profile->n_columns && leaves_open(choices, false))
        choices->items[profile->pay_period] = (struct cs_choice){.meaning = &unit};
}

/* A statistic in one unit and of one period is told once. */
static void drop_repeats(struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        for (size_t k = 0; k < i; k++) {
            const struct cs_choice *a = &choices->items[k];
            struct cs_choice *b = &choices->items[i];
            if (!cs_choice_is(a, "measure", NULL) ||
                !cs_choice_is(b, "measure", a->meaning->value) ||
                strcmp(a->unit ? a->unit : "", b->unit ? b->unit : "") != 0 ||
                strcmp(a->period ? a->period : "", b->period ? b->period : "") != 0)
                continue;
            cs_choice_drop(b, cs_arena_printf(choices->arena,
                                              "apparently the same statistic as column '%.60s'",
                                              choices->sample->columns[k].header));
        }
}

/* ---- writing ---- */

/* Why a column is not used where no rule of its header's words says it; NULL: nothing to say. */
static const char *common_reason(const struct cs_sample_column *column)
{
    if (!column->texts[0])
        return NULL;
    if (!column->header[0])
        return "it has no header";
    if (2 * column->n_numbers > column->n_filled)
        return "numbers whose header names no pay, jobs or other figure";
    if (2 * column->n_dates > column->n_filled)
        return "dates whose header names no period of pay";
    return "its header names no occupation, place, level, industry or period";
}

/* "left out: a bonus …; for example 'Nurse', 'Cook'": for whoever checks. */
static const char *write_comment(struct drafting *drafting, size_t i)
{
    const struct cs_sample_column *column = &drafting->sample.columns[i];
    const struct cs_choice *choice = &drafting->choices.items[i];
    struct cs_buf text;
    cs_buf_init(&text);
    const char *why = choice->why;
    if (!why && !choice->doubt && cs_choice_is(choice, "role", "ignore"))
        why = common_reason(column);
    if (why)
        cs_buf_printf(&text, "left out: %s; ", why);
    if (choice->doubt)
        cs_buf_printf(&text, "%s; ", choice->doubt);
    for (size_t t = 0; t < CS_SAMPLE_TEXTS && column->texts[t]; t++) {
        cs_buf_puts(&text, t ? ", '" : "for example '");
        cs_buf_put_visible(&text, column->texts[t], strlen(column->texts[t]), 40);
        cs_buf_putc(&text, '\'');
    }
    if (!column->texts[0])
        cs_buf_puts(&text, "empty");
    const char *copy = cs_arena_strdup(&drafting->draft->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}

/* The number of a column whose header stands twice; else 0. */
static size_t field_of(const struct cs_draft_sample *sample, size_t i)
{
    char here[HEADER_BYTES], there[HEADER_BYTES];
    cs_fold_name(cs_span_of(sample->columns[i].header), here, sizeof here);
    for (size_t k = 0; k < sample->n_columns; k++) {
        cs_fold_name(cs_span_of(sample->columns[k].header), there, sizeof there);
        if (k != i && strcmp(here, there) == 0)
            return i + 1;
    }
    return 0;
}

static const char *regions_of(const struct cs_choices *choices, size_t i)
{
    const char *words = choices->sample->columns[i].words;
    if (!cs_choice_is(&choices->items[i], "key", "region"))
        return NULL;
    return cs_header_words_have(words, "state|st|bundesland") ? "state"
           : cs_header_words_have(words, "country|cntry|nation|pais")
               ? "country"
               : choices->profile.columns[i].regions;
}

static void add_column(struct drafting *drafting, size_t i)
{
    struct cs_layout_draft *draft = drafting->draft;
    const struct cs_choices *choices = &drafting->choices;
    const struct cs_choice *choice = &choices->items[i];
    const struct cs_sample_column *column = &drafting->sample.columns[i];
    char folded[HEADER_BYTES];
    if (cs_fold_name(cs_span_of(column->header), folded, sizeof folded) == 0 || !choice->meaning)
        return;
    bool is_date = cs_choice_is(choice, "key", "period") && column->n_dates > 0;
    draft->columns[draft->n_columns++] = (struct cs_draft_column){
        /* A header that a layout would read as a pattern is named by its folded words. */
        .header = cs_arena_strdup(&draft->arena,
                                  strpbrk(column->header, "{}|\n\r") ? folded : column->header),
        .what = choice->meaning->what,
        .value = choice->meaning->value,
        .part = choice->meaning->part,
        .unit = choice->unit,
        .regions = regions_of(choices, i),
        .resolution = is_date && choices->is_observations ? "year" : NULL,
        .period = choice->period,
        .multiply = choice->multiply == 1 ? 0 : choice->multiply,
        .field = is_taken(choice) ? field_of(&drafting->sample, i) : 0,
        .comment = write_comment(drafting, i),
    };
}

/* What is doubtful, or looks like a figure and is left out, is told; of many columns the first. */
static void tell_columns(const struct drafting *drafting, const struct cs_place *place)
{
    enum { MOST_TOLD = 12 };
    const struct cs_choices *choices = &drafting->choices;
    size_t n = 0;
    for (size_t i = 0; i < drafting->sample.n_columns; i++) {
        struct cs_shown shown;
        const char *header = drafting->sample.columns[i].header;
        const struct cs_choice *choice = &choices->items[i];
        if ((choice->why || choice->doubt) && n++ < MOST_TOLD)
            cs_diag_add(drafting->diag, CS_WARNING, place, NULL, "column '%s' (field %zu)%s: %s",
                        cs_show(&shown, header, strlen(header)), i + 1,
                        choice->why ? " is left out" : "",
                        choice->why ? choice->why : choice->doubt);
    }
    if (n > MOST_TOLD)
        cs_diag_add(drafting->diag, CS_WARNING, place, NULL,
                    "and %zu more column%s: see the comments in the draft", n - MOST_TOLD,
                    n - MOST_TOLD == 1 ? "" : "s");
}

static void tell(const struct drafting *drafting)
{
    struct cs_place place = {.file = drafting->sample.file,
                             .sheet = drafting->sample.sheet,
                             .line = drafting->sample.header_line};
    for (int d = 0; d < CS_N_DIMS; d++)
        if (drafting->titles.is_doubtful[d])
            cs_diag_add(drafting->diag, CS_WARNING, &place,
                        "state it in the layout's \"constants\"",
                        "the lines above the header do not agree on one %s: none is used",
                        cs_dim_name((enum cs_dim)d));
    tell_columns(drafting, &place);
}

/* What the lines above the header say of a key that no column has. */
static void take_constants(struct drafting *drafting)
{
    for (int d = 0; d < CS_N_DIMS; d++) {
        bool has_column = false;
        for (size_t i = 0; i < drafting->sample.n_columns; i++)
            has_column |=
                cs_choice_is(&drafting->choices.items[i], "key", cs_dim_name((enum cs_dim)d));
        drafting->titles.is_doubtful[d] &= !has_column;
        if (!has_column)
            drafting->draft->constants[d] = drafting->titles.constants[d];
    }
}

/* "salaries_2024.csv" → "salaries-2024". */
static bool name_draft(struct cs_layout_draft *draft, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');
    size_t n = dot && dot > base ? (size_t)(dot - base) : strlen(base);
    char folded[HEADER_BYTES];
    draft->title = cs_arena_copy(&draft->arena, base, n);
    size_t length = cs_fold_name((struct cs_span){base, n}, folded, sizeof folded);
    for (size_t i = 0; i < length; i++)
        folded[i] = folded[i] == ' ' ? '-' : folded[i];
    draft->name = cs_arena_strdup(&draft->arena, length ? folded : "own");
    return draft->name && draft->title;
}

static enum cs_status fail_no_figure(const struct drafting *drafting)
{
    struct cs_place place = {.file = drafting->sample.file,
                             .sheet = drafting->sample.sheet,
                             .line = drafting->sample.header_line};
    struct cs_buf headers;
    enum { SHOWN = 12 };
    size_t n = 0;
    cs_buf_init(&headers);
    for (size_t i = 0; i < drafting->sample.n_columns; i++) {
        struct cs_shown shown;
        const char *header = drafting->sample.columns[i].header;
        if (*header && n++ < SHOWN)
            cs_buf_printf(&headers, "%s'%s'", n > 1 ? ", " : "",
                          cs_show(&shown, header, strlen(header)));
    }
    if (n > SHOWN)
        cs_buf_printf(&headers, " and %zu more", n - SHOWN);
    enum cs_status status =
        cs_fail(drafting->diag, CS_NO_ANSWER, &place,
                "a layout can be written by hand: see docs/layouts.md",
                "no header names a column of pay, jobs or growth; the columns are %s",
                cs_buf_text(&headers));
    cs_buf_clear(&headers);
    return status;
}

static bool has_any_figure(const struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        if (cs_choice_is(&choices->items[i], "measure", NULL) ||
            cs_choice_is(&choices->items[i], "role", "value"))
            return true;
    return false;
}

/* Why nothing was taken: of every column that holds numbers, or speaks of pay. */
static void explain(const struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        const struct cs_sample_column *column = &choices->sample->columns[i];
        struct cs_choice *choice = &choices->items[i];
        bool is_number = column->n_numbers + column->n_ranges > 9 * column->n_texts;
        if (!cs_choice_is(choice, "role", "ignore") || choice->why || !column->texts[0])
            continue;
        if (cs_header_is_pay(column->words) && !is_number)
            choice->why = cs_arena_printf(
                choices->arena, "its header names pay, but its cells are not numbers: '%.40s'",
                column->texts[0]);
        else if (is_number)
            choice->why =
                cs_arena_printf(choices->arena,
                                "it holds numbers ('%.40s'), but its header names no pay, "
                                "jobs or growth",
                                column->texts[0]);
    }
}

static enum cs_status make(struct drafting *drafting)
{
    struct cs_choices *choices = &drafting->choices;
    bool has_figure = false;
    cs_choices_make(choices);
    enum cs_status status = make_profile(drafting);
    if (status != CS_OK)
        return status;
    cs_pay_units_settle(choices);
    drop_repeats(choices);
    take_found(choices);
    take_constants(drafting);
    has_figure = has_any_figure(choices);
    if (!has_figure)
        explain(choices);
    tell(drafting);
    drafting->draft->is_observations = choices->is_observations;
    drafting->draft->has_decimal_comma = has_decimal_comma(choices);
    for (size_t i = 0; i < drafting->sample.n_columns; i++)
        add_column(drafting, i);
    if (!has_figure)
        return fail_no_figure(drafting);
    return choices->is_observations ? CS_OK : cs_draft_check_apart(choices, drafting->diag);
}

enum cs_status cs_layout_draft_make(struct cs_layout_draft *draft, const char *path,
                                    const struct cs_reference *reference, struct cs_diag *diag)
{
    struct drafting drafting = {.draft = draft, .diag = diag};
    struct cs_arena *arena = &draft->arena;
    cs_draft_sample_init(&drafting.sample);
    enum cs_status status = cs_draft_sample_read(&drafting.sample, path, diag);
    if (status == CS_OK) {
        size_t n = drafting.sample.n_columns + 1;
        draft->columns = cs_arena_alloc(arena, n * sizeof *draft->columns);
        drafting.choices =
            (struct cs_choices){.arena = arena,
                                .sample = &drafting.sample,
                                .titles = &drafting.titles,
                                .reference = reference,
                                .items = cs_arena_alloc(arena, n * sizeof *drafting.choices.items)};
        if (!draft->columns || !drafting.choices.items || !name_draft(draft, path) ||
            !cs_titles_read(&drafting.titles, &drafting.sample, reference, arena))
            status = cs_fail_memory(diag);
    }
    if (status == CS_OK)
        status = make(&drafting);
    cs_profile_clear(&drafting.choices.profile);
    cs_draft_sample_clear(&drafting.sample);
    return status;
}
