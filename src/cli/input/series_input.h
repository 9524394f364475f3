/* The yearly series a call is about. Answers for: plain tables and datasets alike, --measure,
 * --tier, --per and the filters. */
#ifndef CS_CLI_SERIES_INPUT_H
#define CS_CLI_SERIES_INPUT_H

#include <stdbool.h>
#include "analysis/published/backtest.h"
#include "cli/input/workspace.h"
#include "data/series.h"

struct cs_series_input {
    struct cs_call *call;
    struct cs_workspace workspace; /* data NULL for plain tables */
    struct cs_selection among;
    struct cs_series_set set;
    bool is_plain;
    enum cs_measure measure; /* of a dataset's */
    const char *caveat;      /* of a dataset's sources; NULL none */
};

/* Reads the operands: one plain table of series, or files and packages of figures. With
 * allows_none a dataset with published projections may have no series. Errors: as of reading,
 * CS_NO_ANSWER without series. Ownership: cs_series_input_close, also after a failure. */
CS_MUST_USE enum cs_status cs_series_input_open(struct cs_series_input *input, struct cs_call *call,
                                                int allows_none);
/* The dataset's series once more, into another set, to be changed. */
CS_MUST_USE enum cs_status cs_series_input_again(struct cs_series_input *input,
                                                 struct cs_series_set *set);
void cs_series_input_close(struct cs_series_input *input);

/* Forecasting methods named by a list option; every one when it is not given. */
CS_MUST_USE enum cs_status cs_request_methods(const struct cs_call *call, const char *option,
                                              enum cs_forecast_method *methods, size_t *n);

#endif
