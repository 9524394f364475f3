/* The parts of a gap as JSON and as a table; people get the meaning of the parts below it. */
#include "render/result/gap.h"

#include <math.h>
#include <stdbool.h>

#include "analysis/observed/gap.h"
#include "base/buf.h"
#include "base/number.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "render/result/keys.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"
#include "render/write/wrap.h"
#include "stats/absence.h"
#include "stats/interval.h"

static struct cs_interval interval_of(const struct cs_gap_view *view,
                                      const struct cs_gap_pair *pair,
                                      const struct cs_gap_part *part)
{
    return pair->has_intervals ? cs_interval_normal(part->value, part->se, view->confidence)
                               : cs_interval_missing(view->confidence);
}

/* A part of a pair's gap. */
struct shown {
    const struct cs_gap_view *view;
    const struct cs_gap_pair *pair;
};

static void put_part(struct cs_json *json, const char *name, const struct shown *of,
                     const struct cs_gap_part *part)
{
    struct cs_interval interval = interval_of(of->view, of->pair, part);
    cs_json_put_object(json, name);
    cs_json_put_number_or_null(json, "value", part->value, 6);
    cs_json_put_number_or_null(json, "se", part->se, 6);
    cs_json_put_number_or_null(json, "lower", interval.lower, 6);
    cs_json_put_number_or_null(json, "upper", interval.upper, 6);
    cs_json_end_object(json);
}

static void put_oaxaca(struct cs_json *json, const struct shown *of)
{
    const struct cs_gap_view *view = of->view;
    const struct cs_gap_pair *pair = of->pair;
    cs_json_put_object(json, "oaxaca_blinder");
    put_part(json, "explained", of, &of->pair->gap.explained);
    cs_json_put_object(json, "explained_by");
    for (size_t f = 0; f < view->options->n_factors; f++)
        put_part(json, cs_dim_name(view->options->factors[f]), of, &pair->gap.factors[f]);
    cs_json_end_object(json);
    put_part(json, "unexplained", of, &pair->gap.unexplained);
    if (pair->gap.lack)
        cs_json_put_string(json, "absent", cs_absence_name(pair->gap.lack));
    if (pair->missing)
        cs_json_put_visible(json, "in_one_group_only", pair->missing);
    cs_json_end_object(json);
    cs_json_put_object(json, "kitagawa");
    cs_json_put_number_or_null(json, "composition", pair->gap.composition.value, 6);
    cs_json_put_number_or_null(json, "rates", pair->gap.rates.value, 6);
    cs_json_put_number_or_null(json, "composition_se", pair->gap.composition.se, 6);
    cs_json_put_number_or_null(json, "rates_se", pair->gap.rates.se, 6);
    if (pair->gap.kitagawa_lack)
        cs_json_put_string(json, "absent", cs_absence_name(pair->gap.kitagawa_lack));
    cs_json_end_object(json);
}

/* Quantiles of both, and of b with the mix of a. */
static void put_reweighted(struct cs_json *json, const struct cs_gap_pair *pair)
{
    cs_json_put_object(json, "reweighted");
    cs_json_put_array(json, "quantiles");
    for (size_t k = 0; k < CS_GAP_SHARES; k++) {
        const double *found = pair->quantiles[k];
        cs_json_begin_object(json);
        cs_json_put_number(json, "share", cs_gap_shares[k], 6);
        cs_json_put_number_or_null(json, "a", found[0], 6);
        cs_json_put_number_or_null(json, "b", found[1], 6);
        cs_json_put_number_or_null(json, "b_with_the_mix_of_a", found[2], 6);
        cs_json_put_number_or_null(json, "gap", found[0] - found[1], 6);
        cs_json_put_number_or_null(json, "composition", found[2] - found[1], 6);
        cs_json_put_number_or_null(json, "structure", found[0] - found[2], 6);
        cs_json_put_number_or_null(json, "b_with_the_mix_of_a_se", pair->errors[k].reweighted, 6);
        cs_json_put_number_or_null(json, "composition_se", pair->errors[k].composition, 6);
        cs_json_put_number_or_null(json, "structure_se", pair->errors[k].structure, 6);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    if (pair->reweighted_lack)
        cs_json_put_string(json, "absent", cs_absence_name(pair->reweighted_lack));
    if (pair->errors_lack)
        cs_json_put_string(json, "errors_absent", cs_absence_name(pair->errors_lack));
    cs_json_end_object(json);
}

static void put_pair(struct cs_json *json, const struct cs_gap_view *view,
                     const struct cs_gap_pair *pair)
{
    cs_json_begin_object(json);
    cs_json_put_key(json, "a", cs_dataset_key(view->dataset, view->by, pair->a));
    cs_json_put_key(json, "b", cs_dataset_key(view->dataset, view->by, pair->b));
    cs_json_put_integer(json, "n_a", (int64_t)pair->n[0]);
    cs_json_put_integer(json, "n_b", (int64_t)pair->n[1]);
    cs_json_put_number(json, "mean_a", pair->mean[0], 6);
    cs_json_put_number(json, "mean_b", pair->mean[1], 6);
    struct shown of = {view, pair};
    put_part(json, "gap", &of, &pair->gap.gap);
    put_oaxaca(json, &of);
    put_reweighted(json, pair);
    cs_json_end_object(json);
}

enum cs_status cs_gap_json(const struct cs_gap_view *view, struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_json json;
    char unit[CS_UNIT_TEXT_BYTES];
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "gap", 1);
    cs_json_put_string(&json, "by", cs_dim_name(view->by));
    cs_json_put_string(&json, "unit", cs_unit_format(view->result->counts.unit, unit));
    cs_json_put_number(&json, "confidence", view->confidence, 6);
    cs_json_put_integer(&json, "used", (int64_t)view->result->counts.n_observations);
    cs_json_put_integer(&json, "without_key", (int64_t)view->result->counts.n_without_key);
    cs_json_put_integer(&json, "groups_withheld", (int64_t)view->result->n_withheld);
    cs_json_put_array(&json, "pairs");
    for (size_t i = 0; i < view->result->n_pairs; i++)
        put_pair(&json, view, &view->result->pairs[i]);
    cs_json_end_array(&json);
    cs_envelope_sources(&json, view->dataset, NULL);
    cs_envelope_end(&json, diag);
    return cs_json_finish(&json, diag);
}

/* ---- the table ---- */

static const struct cs_table_column columns[] = {
    {"b", "compared with", 0, -1},
    {"a", "group", 0, -1},
    {"gap", "gap of means", 1, 0},
    {"explained", "explained", 1, 0},
    {"explained_lower", "from", 1, 0},
    {"explained_upper", "to", 1, 0},
    {"unexplained", "unexplained", 1, 0},
    {"unexplained_lower", "from", 1, 0},
    {"unexplained_upper", "to", 1, 0},
    {"n_a", "n", 1, 0},
    {"n_b", "n", 1, 0},
    {"mean_a", "mean", 1, 0},
    {"mean_b", "mean", 1, 0},
    {"gap_se", "se", 1, 0},
    {"explained_se", "se", 1, 0},
    {"unexplained_se", "se", 1, 0},
    {"composition", "composition (Kitagawa)", 1, 0},
    {"rates", "rates (Kitagawa)", 1, 0},
};
enum { N_COLUMNS = sizeof columns / sizeof *columns, N_FOR_PEOPLE = 9 };

static void add_part(struct cs_table *table, const struct shown *of, const struct cs_gap_part *part)
{
    struct cs_interval interval = interval_of(of->view, of->pair, part);
    cs_table_add_number(table, part->value, 6);
    cs_table_add_number(table, interval.lower, 6);
    cs_table_add_number(table, interval.upper, 6);
}

static void add_pair(struct cs_table *table, const struct cs_gap_view *view,
                     const struct cs_gap_pair *pair, bool is_for_people)
{
    const struct cs_key *a = cs_dataset_key(view->dataset, view->by, pair->a);
    const struct cs_key *b = cs_dataset_key(view->dataset, view->by, pair->b);
    const struct cs_gap *gap = &pair->gap;
    cs_table_add_text(table, is_for_people ? cs_key_words(b) : b->code);
    cs_table_add_text(table, is_for_people ? cs_key_words(a) : a->code);
    cs_table_add_number(table, gap->gap.value, 6);
    struct shown of = {view, pair};
    add_part(table, &of, &gap->explained);
    add_part(table, &of, &gap->unexplained);
    if (is_for_people)
        return;
    const double rest[] = {
        (double)pair->n[0], (double)pair->n[1], pair->mean[0],       pair->mean[1],
        gap->gap.se,        gap->explained.se,  gap->unexplained.se, gap->composition.value,
        gap->rates.value};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        cs_table_add_number(table, rest[i], 6);
}

static void put_amount(struct cs_buf *text, double amount)
{
    char number[64];
    cs_number_format_grouped(fabs(amount), 0, number, sizeof number);
    cs_buf_printf(text, "%s%s", amount < 0 ? "-" : "", number);
}

static const char *name_of(const struct cs_gap_view *view, uint32_t key)
{
    return cs_key_words(cs_dataset_key(view->dataset, view->by, key));
}

/* One pair in a sentence or two. */
static void put_sentence(struct cs_buf *out, const struct cs_gap_view *view,
                         const struct cs_gap_pair *pair)
{
    struct cs_buf text;
    cs_buf_init(&text);
    cs_buf_printf(&text, "%s: ", name_of(view, pair->a));
    if (pair->gap.lack) {
        cs_buf_printf(&text, "the gap cannot be taken apart: %s%s%s.",
                      pair->missing ? pair->missing : cs_absence_words(pair->gap.lack),
                      pair->missing ? " is in one of the groups only" : "", "");
    } else {
        cs_buf_puts(&text, "of the gap ");
        put_amount(&text, pair->gap.explained.value);
        cs_buf_puts(&text, " comes with the other mix (");
        for (size_t f = 0; f < view->options->n_factors; f++) {
            cs_buf_printf(&text, "%s%s ", f ? ", " : "", cs_dim_name(view->options->factors[f]));
            put_amount(&text, pair->gap.factors[f].value);
        }
        cs_buf_puts(&text, "), ");
        put_amount(&text, pair->gap.unexplained.value);
        cs_buf_puts(&text, " stays between people of the same categories.");
    }
    if (!pair->reweighted_lack) {
        cs_buf_printf(&text, " Median: ");
        put_amount(&text, pair->quantiles[1][0]);
        cs_buf_printf(&text, " against ");
        put_amount(&text, pair->quantiles[1][1]);
        cs_buf_printf(&text, "; %s with this mix would have ", name_of(view, pair->b));
        put_amount(&text, pair->quantiles[1][2]);
        if (!pair->errors_lack) {
            cs_buf_puts(&text, " (standard error ");
            put_amount(&text, pair->errors[1].reweighted);
            cs_buf_puts(&text, ")");
        }
        cs_buf_puts(&text, ".");
    }
    cs_put_wrapped(out, cs_buf_text(&text), 0, 0);
    cs_buf_clear(&text);
}

enum cs_status cs_gap_table(const struct cs_gap_view *view, enum cs_table_format format,
                            struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    struct cs_table table;
    cs_table_init(&table, arena, columns, is_for_people ? N_FOR_PEOPLE : N_COLUMNS);
    for (size_t i = 0; i < view->result->n_pairs; i++)
        add_pair(&table, view, &view->result->pairs[i], is_for_people);
    if (is_for_people) {
        cs_put_pay_words(out, view->result->counts.unit);
        cs_buf_puts(out, ", individual observations\n\n");
    }
    enum cs_status status = cs_table_print(&table, format, out, diag);
    if (status != CS_OK || !is_for_people)
        return status;
    cs_buf_puts(out, "\n");
    for (size_t i = 0; i < view->result->n_pairs; i++)
        put_sentence(out, view, &view->result->pairs[i]);
    cs_buf_puts(out, "\n");
    cs_put_wrapped(out,
                   "Explained: what the gap would be if both groups were paid as the one compared "
                   "with, and differed in their mix only (Oaxaca-Blinder). Unexplained: the rest, "
                   "which is not by itself a proof of unequal treatment. The sentence on medians "
                   "gives people other weights instead (DiNardo, Fortin and Lemieux).",
                   0, 0);
    return CS_OK;
}
