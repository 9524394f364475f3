/* The options that several commands share, and which of all a command understands. Apart from the
 * parser, which reads whatever a row names. */
#include "cli/frame/options.h"

#include <stddef.h>

#include "base/text.h"
#include "cli/frame/command.h"

struct shared_option {
    unsigned bit; /* 0: of every row */
    struct cs_option option;
};

#define FORMATS "json,table,csv,csv-guarded,ndjson,markdown,xlsx"
static const struct shared_option shared_options[] = {
    {CS_SHARED_FILTERS,
     {"occupation", 0, CS_OPTION_TEXTS, "CODE|TITLE",
      "only this occupation, by code or title (may be repeated)", NULL}},
    {CS_SHARED_FILTERS,
     {"region", 0, CS_OPTION_TEXTS, "NAME",
      "only this region, by name, abbreviation or code (may be repeated)", NULL}},
    {CS_SHARED_FILTERS,
     {"level", 0, CS_OPTION_TEXTS, "NAME",
      "only this experience level, by code or title (may be repeated)", NULL}},
    {CS_SHARED_FILTERS,
     {"period", 0, CS_OPTION_LIST, "YEAR|SPAN",
      "only these periods: 2024, 2024-05, 2024-34, 2010..2020, all; none: figures "
      "without one",
      NULL}},
    {CS_SHARED_INPUT,
     {"layout", 0, CS_OPTION_TEXTS, "FILE",
      "also recognize tables by this layout file (may be repeated)", NULL}},
    {CS_SHARED_INPUT,
     {"experience-bands", 0, CS_OPTION_LIST, "YEARS",
      "years of experience become levels: 0,1,3,6 makes 0–1, 1–3, 3–6 and 6+", NULL}},
    {CS_SHARED_INPUT,
     {"distinct", 0, CS_OPTION_FLAG, NULL, "drop rows that repeat an earlier row exactly", NULL}},
    {CS_SHARED_INPUT,
     {"allow-rejects", 0, CS_OPTION_FLAG, NULL,
      "read files without the rows that cannot be read (each is still reported)", NULL}},
    {CS_SHARED_INPUT,
     {"only-currency", 0, CS_OPTION_TEXT, "CODE",
      "keep only the individual observations in this currency", NULL}},
    {CS_SHARED_LIBRARY,
     {"library", 0, CS_OPTION_TEXT, "PATH", "the library to use instead of your own", NULL}},
    {CS_SHARED_FOLLOW,
     {"soc", 0, CS_OPTION_CHOICE, "YEAR",
      "follow the occupations back through the revisions of the SOC", "2018"}},
    {CS_SHARED_FOLLOW,
     {"crosswalk", 0, CS_OPTION_LIST, "FILES",
      "also published figures for what the occupations correspond to in other classifications, "
      "each by itself",
      NULL}},
    {CS_SHARED_INPUT,
     {"reader", 0, CS_OPTION_CHOICE, "READER", "read text with libcsv alone: slower, same result",
      "auto,libcsv"}},
    {CS_SHARED_STATISTICS,
     {"unweighted", 0, CS_OPTION_FLAG, NULL, "count every observation once, whatever its weight",
      NULL}},
    {CS_SHARED_STATISTICS,
     {"replicates", 0, CS_OPTION_TEXT, "SCHEME",
      "how replicate weights were made, if the layout does not say: acs, jk1, jk2, brr, fay:K, "
      "bootstrap, other:SCALE:R1,R2,…",
      NULL}},
    {CS_SHARED_STATISTICS,
     {"strata", 0, CS_OPTION_TEXT, "COLUMN",
      "the sample was drawn within the strata of this column; none: not, whatever the layout says",
      NULL}},
    {CS_SHARED_STATISTICS,
     {"cluster", 0, CS_OPTION_TEXT, "COLUMN",
      "the sample was drawn by the clusters (PSU) of this column; none: not", NULL}},
    {CS_SHARED_STATISTICS,
     {"quantile-rule", 0, CS_OPTION_CHOICE, "RULE",
      "how quantiles are computed from observations (default: hf7, or hf2 with "
      "weights)",
      "hf1,hf2,hf3,hf4,hf5,hf6,hf7,hf8,hf9,math,school"}},
    {CS_SHARED_STATISTICS,
     {"confidence", 0, CS_OPTION_TEXT, "SHARE",
      "confidence level of intervals: 0.95, 90% (default: 95%)", NULL}},
    {CS_SHARED_STATISTICS,
     {"resamples", 0, CS_OPTION_WHOLE, "N", "resamples of bootstrap intervals (default: 2000)",
      NULL}},
    {CS_SHARED_STATISTICS,
     {"seed", 0, CS_OPTION_WHOLE, "N", "seed of the resamples (default: 1)", NULL}},
    {CS_SHARED_STATISTICS,
     {"minimum-n", 0, CS_OPTION_WHOLE, "N", "withhold groups with fewer observations (default: 3)",
      NULL}},
    {CS_SHARED_MONEY,
     {"real", 0, CS_OPTION_WHOLE, "YEAR", "in the prices of YEAR, by the consumer price index",
      NULL}},
    {CS_SHARED_MONEY,
     {"cost-of-living", 0, CS_OPTION_FLAG, NULL,
      "at national prices, using the price parity of each state", NULL}},
    {CS_SHARED_MONEY,
     {"parity-year", 0, CS_OPTION_WHOLE, "YEAR",
      "year of the price parities (default: that of the pay)", NULL}},
    {CS_SHARED_MONEY,
     {"currency", 0, CS_OPTION_TEXT, "CODE",
      "in this currency (USD, EUR, …), at the exchange rate of the year", NULL}},
    {CS_SHARED_MONEY,
     {"ppp", 0, CS_OPTION_FLAG, NULL, "convert by purchasing power parity instead", NULL}},
    {CS_SHARED_MONEY,
     {"prices", 0, CS_OPTION_TEXTS, "FILE",
      "prices, parities and rates from this file in addition to the shipped ones (may be "
      "repeated)",
      NULL}},
    {CS_SHARED_MONEY,
     {"rate-year", 0, CS_OPTION_WHOLE, "YEAR",
      "year of the exchange rate (default: that of the pay)", NULL}},
    {CS_SHARED_MEMORY,
     {"memory", 0, CS_OPTION_TEXT, "SIZE",
      "memory for observations, such as 500M or 2G; the rest goes to temporary files in TMPDIR "
      "(default: half of the machine's)",
      NULL}},
    {CS_SHARED_FORMAT,
     {"format", 0, CS_OPTION_CHOICE, "FORMAT",
      "how to print the result (default: by the ending of -o; else a table on a terminal, JSON in "
      "a pipe)",
      FORMATS}},
    {CS_SHARED_FORMAT_OF_LIST,
     {"format", 0, CS_OPTION_CHOICE, "FORMAT",
      "how to print the result (default: by the ending of -o; else a table)", FORMATS}},
    {CS_SHARED_JSON, {"json", 0, CS_OPTION_FLAG, NULL, "print JSON", NULL}},
    {CS_SHARED_OUTPUT,
     {"output", 'o', CS_OPTION_TEXT, "FILE", "write the result to FILE, whole or not at all",
      NULL}},
    {CS_SHARED_THREADS,
     {"threads", 0, CS_OPTION_WHOLE, "N", "processors to use; the result does not depend on it",
      NULL}},
    {0, {"quiet", 'q', CS_OPTION_FLAG, NULL, "print errors only", NULL}},
    {0, {"verbose", 'v', CS_OPTION_FLAG, NULL, "also print notes", NULL}},
    {0, {"help", 'h', CS_OPTION_FLAG, NULL, "print the help of this command", NULL}},
};
enum { N_SHARED = sizeof shared_options / sizeof *shared_options };

const struct cs_option *cs_command_option(const struct cs_command *command, size_t i)
{
    if (i < command->n_options)
        return &command->options[i];
    i -= command->n_options;
    for (size_t k = 0; k < N_SHARED; k++) {
        const struct shared_option *shared = &shared_options[k];
        if ((shared->bit == 0 || (command->shared & shared->bit)) && i-- == 0)
            return &shared->option;
    }
    return NULL;
}

const struct cs_option *cs_command_option_named(const struct cs_command *command,
                                                struct cs_span name)
{
    for (size_t i = 0; i < command->n_options; i++)
        if (cs_span_equals(name, command->options[i].name))
            return &command->options[i];
    for (size_t i = 0; i < N_SHARED; i++) {
        const struct shared_option *shared = &shared_options[i];
        if ((shared->bit == 0 || (command->shared & shared->bit)) &&
            cs_span_equals(name, shared->option.name))
            return &shared->option;
    }
    return NULL;
}
