/* The chart that all columns of a comparison share: their pay on one scale. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/text.h"
#include "data/quantity.h"
#include "guide/figure/figure_words.h"
#include "render/beside/beside_parts.h"
#include "render/chart/chart.h"
#include "render/report/report_parts.h"

static struct cs_quantity cell_of(const struct cs_beside_section *section, enum cs_measure measure,
                                  size_t column)
{
    for (size_t r = 0; r < section->n_rows; r++) {
        const struct cs_beside_row *row = &section->rows[r];
        if (row->info->ask.measure == measure && row->info->ask.per == CS_PER_YEAR &&
            !row->info->ask.is_of_all && row->info->way == CS_BESIDE_AS_FOUND &&
            row->cells[column].lack == CS_BESIDE_THERE)
            return row->cells[column].found.quantity;
    }
    return cs_quantity_missing(CS_NOT_REPORTED);
}

static bool is_known(struct cs_quantity quantity)
{
    return quantity.presence <= CS_AT_LEAST && !isnan(quantity.value);
}

bool cs_beside_chart(struct cs_beside *beside, struct cs_chart *out)
{
    const struct cs_beside_section *pay = cs_beside_section_named(beside, cs_span_of("pay"));
    struct cs_chart_item *items = cs_arena_alloc(&beside->arena, CS_MOST_BESIDE * sizeof *items);
    size_t n = 0;
    for (size_t c = 0; items && pay->n_rows && c < pay->n_columns; c++) {
        struct cs_chart_item *item = &items[n];
        cs_chart_item_init(item, cs_beside_column_name(beside, c));
        item->p10 = cell_of(pay, CS_WAGE_P10, c);
        item->p25 = cell_of(pay, CS_WAGE_P25, c);
        item->value = cell_of(pay, CS_WAGE_MEDIAN, c);
        item->p75 = cell_of(pay, CS_WAGE_P75, c);
        item->p90 = cell_of(pay, CS_WAGE_P90, c);
        item->is_emphasised = 1;
        n += is_known(item->p25) && is_known(item->p75);
    }
    if (n < 2)
        return false;
    const struct cs_found *basis = &pay->rows[0].vintage.basis;
    *out = (struct cs_chart){
        .kind = CS_CHART_RANGE,
        .title = "Who earns how much",
        .subtitle = "Pay a year: 10th to 90th percentile, middle half, median",
        .unit = basis->unit,
        .value_words = "median",
        .items = items,
        .n_items = n,
        .caption = cs_report_caption(basis, &beside->arena),
    };
    return true;
}
