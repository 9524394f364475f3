/* Guesses a layout from words and cells. Guesses stay in this file: what a layout says is
 * followed to the letter elsewhere. */
#include "ingest/draft.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/table_sample.h"

enum { HEADER_BYTES = 256 };

/* What the cells of a column must be for a rule to apply. */
enum wanted { ANY, TEXTS, NUMBERS, PAY };

/* Header words and what they mean; the first row that fits decides. "|" separates alternatives,
 * each a run of whole words. PAY: numbers under a header that speaks of pay. */
static const struct guess {
    const char *words;
    enum wanted wanted;
    const char *what, *value, *part;
} guesses[] = {
    {"occupation code|occ code|soc code|soc|soc 2018|onet soc code", ANY, "key", "occupation",
     NULL},
    {"currency", TEXTS, "role", "currency", NULL},
    {"10th percentile|p10|pct10|percentile 10", NUMBERS, "measure", "wage_p10", NULL},
    {"25th percentile|p25|pct25|percentile 25", NUMBERS, "measure", "wage_p25", NULL},
    {"75th percentile|p75|pct75|percentile 75", NUMBERS, "measure", "wage_p75", NULL},
    {"90th percentile|p90|pct90|percentile 90", NUMBERS, "measure", "wage_p90", NULL},
    {"median|50th percentile|p50", PAY, "measure", "wage_median", NULL},
    {"mean|average|avg", PAY, "measure", "wage_mean", NULL},
    {"entry|entry level", PAY, "measure", "wage_entry", NULL},
    {"experienced", PAY, "measure", "wage_experienced", NULL},
    {"minimum|min|low|from|lowest", PAY, "measure", "wage_low", NULL},
    {"maximum|max|high|to|highest", PAY, "measure", "wage_high", NULL},
    {"percent change|growth|change percent", NUMBERS, "measure", "percent_change", NULL},
    {"openings|annual openings", NUMBERS, "measure", "openings_annual", NULL},
    {"location quotient", NUMBERS, "measure", "location_quotient", NULL},
    {"employment|employed|jobs|workers", NUMBERS, "measure", "employment", NULL},
    {"weight|weights", NUMBERS, "role", "weight", NULL},
    {"occupation|occupation title|occ title|job title|job|position|title|role", TEXTS, "key",
     "occupation", "title"},
    {"state|region|country|area|area name|location|city|county|province", ANY, "key", "region",
     NULL},
    {"experience|experience level|seniority|level|grade", TEXTS, "key", "level", NULL},
    {"industry|sector", TEXTS, "key", "industry", NULL},
};

/* Whether one of the alternatives stands in the folded header as whole words. */
static int has_words(const char *header, const char *alternatives)
{
    char padded[HEADER_BYTES + 2], wanted[64];
    snprintf(padded, sizeof padded, " %s ", header);
    for (const char *p = alternatives; *p; p += strcspn(p, "|"), p += *p == '|') {
        snprintf(wanted, sizeof wanted, " %.*s ", (int)strcspn(p, "|"), p);
        if (strstr(padded, wanted))
            return 1;
    }
    return 0;
}

static int is_pay(const char *header)
{
    return has_words(header, "salary|salaries|wage|wages|pay|compensation|income|earnings|hourly "
                             "rate|remuneration");
}

static int is_mostly(size_t n, const struct cs_table_sample_column *column)
{
    return column->n_filled > 0 && 10 * n >= 9 * column->n_filled;
}

static int is_numeric(const struct cs_table_sample_column *column)
{
    return column->n_numbers > 9 * column->n_texts;
}

static int suits(const struct cs_table_sample_column *column, const char *header,
                 enum wanted wanted)
{
    int has_numbers = is_numeric(column);
    return wanted == ANY       ? 1
           : wanted == TEXTS   ? !has_numbers
           : wanted == NUMBERS ? has_numbers
                               : has_numbers && is_pay(header);
}

/* "EUR/hour": what the header's words and the cells' signs say; a year where nothing is said. */
static const char *guess_unit(struct cs_layout_draft *draft,
                              const struct cs_table_sample_column *column, const char *header)
{
    static const char *const codes[] = {"usd", "eur", "gbp", "cad", "aud", "chf", "inr", "jpy"};
    static const struct {
        const char *words, *per;
    } pers[] = {{"hourly|hour|per hour|hr", "hour"},
                {"monthly|month", "month"},
                {"weekly|week", "week"},
                {"daily|day", "day"}};
    char currency[4] = "";
    const char *per = "year";
    memcpy(currency, column->currency, sizeof currency);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (has_words(header, codes[i]))
            for (int k = 0; k < 3; k++)
                currency[k] = (char)(codes[i][k] - 'a' + 'A');
    for (size_t i = 0; i < sizeof pers / sizeof *pers; i++)
        if (has_words(header, pers[i].words))
            per = pers[i].per;
    return cs_arena_printf(&draft->arena, "%s/%s", currency, per);
}

/* "for example 'Nurse', 'Cook'": the cells, for whoever checks. */
static const char *show_texts(struct cs_layout_draft *draft,
                              const struct cs_table_sample_column *column)
{
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < CS_SAMPLE_TEXTS && column->texts[i]; i++) {
        cs_buf_puts(&text, i ? ", '" : "for example '");
        cs_buf_put_visible(&text, column->texts[i], strlen(column->texts[i]), 40);
        cs_buf_putc(&text, '\'');
    }
    const char *copy = cs_arena_strdup(&draft->arena, text.size ? cs_buf_text(&text) : "empty");
    cs_buf_clear(&text);
    return copy;
}

static const struct guess *find_guess(const struct cs_table_sample_column *column,
                                      const char *header)
{
    static const struct guess code = {"", ANY, "key", "occupation", NULL};
    static const struct guess period = {"", ANY, "key", "period", NULL};
    static const struct guess value = {"", PAY, "role", "value", NULL};
    static const struct guess ignore = {"", ANY, "role", "ignore", NULL};
    if (is_mostly(column->n_codes, column))
        return &code;
    if (has_words(header, "year|period|date|month|vintage|quarter") &&
        is_mostly(column->n_years, column))
        return &period;
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
        if (has_words(header, guesses[i].words) && suits(column, header, guesses[i].wanted))
            return &guesses[i];
    return suits(column, header, PAY) ? &value : &ignore;
}

static int is_used_before(const struct cs_layout_draft *draft, const struct guess *guess)
{
    for (size_t i = 0; i < draft->n_columns; i++) {
        const struct cs_draft_column *column = &draft->columns[i];
        int same_part =
            column->part ? guess->part && strcmp(column->part, guess->part) == 0 : !guess->part;
        int may_repeat = strcmp(guess->what, "measure") == 0 || strcmp(guess->value, "value") == 0;
        if (strcmp(column->what, guess->what) == 0 && strcmp(column->value, guess->value) == 0 &&
            same_part && strcmp(guess->value, "ignore") != 0 && !may_repeat)
            return 1;
    }
    return 0;
}

/* A header that a layout would read as a pattern is named by its folded words. */
static const char *header_name(struct cs_layout_draft *draft, const char *header,
                               const char *folded)
{
    return cs_arena_strdup(&draft->arena, strpbrk(header, "{}|\n\r") ? folded : header);
}

static void add_column(struct cs_layout_draft *draft, const struct cs_table_sample_column *column)
{
    static const struct guess ignore = {"", ANY, "role", "ignore", NULL};
    char header[HEADER_BYTES];
    if (cs_fold_name(cs_span_of(column->header), header, sizeof header) == 0)
        return;
    const struct guess *guess = find_guess(column, header);
    if (is_used_before(draft, guess))
        guess = &ignore;
    if (is_pay(header) && column->n_comma_decimals > 0 &&
        is_mostly(column->n_comma_decimals, column))
        draft->has_decimal_comma = 1;
    int is_money = strcmp(guess->value, "value") == 0 || strncmp(guess->value, "wage_", 5) == 0;
    draft->columns[draft->n_columns++] = (struct cs_draft_column){
        .header = header_name(draft, column->header, header),
        .what = guess->what,
        .value = guess->value,
        .part = guess->part,
        .unit = is_money ? guess_unit(draft, column, header) : NULL,
        .comment = show_texts(draft, column),
    };
}

static size_t count(const struct cs_layout_draft *draft, const char *what, const char *value)
{
    size_t n = 0;
    for (size_t i = 0; i < draft->n_columns; i++)
        n += strcmp(draft->columns[i].what, what) == 0 &&
             (!value || strcmp(draft->columns[i].value, value) == 0);
    return n;
}

static void change(struct cs_layout_draft *draft, const char *from, const char *to)
{
    for (size_t i = 0; i < draft->n_columns; i++)
        if (strcmp(draft->columns[i].value, from) == 0) {
            draft->columns[i].value = to;
            draft->columns[i].unit = NULL;
        }
}

/* Of several columns of pay the one whose header names its currency, else the first. */
static void choose_value(struct cs_layout_draft *draft)
{
    struct cs_draft_column *chosen = NULL;
    for (size_t i = 0; i < draft->n_columns; i++) {
        struct cs_draft_column *column = &draft->columns[i];
        int names_currency = column->unit && column->unit[0] != '/';
        if (strcmp(column->value, "value") != 0)
            continue;
        if (!chosen || (names_currency && chosen->unit[0] == '/'))
            chosen = column;
    }
    for (size_t i = 0; i < draft->n_columns; i++) {
        struct cs_draft_column *column = &draft->columns[i];
        int is_currency = strcmp(column->value, "currency") == 0;
        if ((strcmp(column->value, "value") == 0 && column != chosen) ||
            (is_currency && chosen && chosen->unit[0] != '/')) {
            column->value = "ignore";
            column->unit = NULL;
        }
    }
}

/* Answers have one column of pay and no published statistic; else figures are published, and a
 * column of pay that names no statistic is left to the user. */
static enum cs_status decide_kind(struct cs_layout_draft *draft, const char *path,
                                  struct cs_diag *diag)
{
    draft->is_observations = count(draft, "measure", NULL) == 0;
    if (!draft->is_observations) {
        change(draft, "value", "ignore");
        change(draft, "weight", "ignore");
        return CS_OK;
    }
    choose_value(draft);
    return count(draft, "role", "value")
               ? CS_OK
               : cs_fail(diag, CS_NO_ANSWER, &(struct cs_place){.file = path},
                         "a layout can be written by hand: see docs/layouts.md",
                         "no column of pay, jobs or growth is recognized by its header");
}

/* "salaries_2024.csv" → "salaries-2024". */
static int name_draft(struct cs_layout_draft *draft, const char *path)
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

enum cs_status cs_layout_draft_make(struct cs_layout_draft *draft, const char *path,
                                    struct cs_diag *diag)
{
    struct cs_table_sample sample;
    cs_table_sample_init(&sample);
    enum cs_status status = cs_table_sample_read(&sample, path, diag);
    if (status == CS_OK) {
        draft->columns =
            cs_arena_alloc(&draft->arena, (sample.n_columns + 1) * sizeof *draft->columns);
        if (!draft->columns || !name_draft(draft, path))
            status = cs_fail_memory(diag);
    }
    for (size_t i = 0; status == CS_OK && i < sample.n_columns; i++)
        add_column(draft, &sample.columns[i]);
    if (status == CS_OK)
        status = decide_kind(draft, path, diag);
    cs_table_sample_clear(&sample);
    return status;
}
