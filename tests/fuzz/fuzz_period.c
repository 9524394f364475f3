/* Periods, units and plain numbers: what is read is written so that it reads as the same. */
#include <string.h>

#include "base/number.h"
#include "ingest/source/date.h"
#include "data/period.h"
#include "data/quantity.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct cs_span text = {(const char *)bytes, size};
    struct cs_period period, again;
    char written[CS_PERIOD_TEXT_BYTES], unit_text[CS_UNIT_TEXT_BYTES];
    if (cs_period_parse(text, &period)) {
        cs_period_format(period, written);
        PROMISE(cs_period_parse(cs_span_of(written), &again));
        PROMISE(cs_period_compare(period, again) == 0);
        PROMISE(period.start_year <= period.end_year);
    }
    struct cs_period date;
    if (cs_date_read(text, CS_ALL_ORDERS, &date) == CS_DATE_READ) {
        PROMISE(cs_period_parse(cs_span_of(cs_period_format(date, written)), &again));
        PROMISE(cs_period_compare(date, again) == 0);
    }
    struct cs_unit unit, same;
    if (cs_unit_parse(text, &unit)) {
        PROMISE(cs_unit_parse(cs_span_of(cs_unit_format(unit, unit_text)), &same));
        PROMISE(cs_unit_equals(unit, same));
    }
    double value, back;
    char digits[CS_NUMBER_TEXT_BYTES];
    if (cs_number_parse(text, &value)) {
        cs_number_format(value, digits);
        PROMISE(cs_number_parse(cs_span_of(digits), &back) && back == value);
    }
    return 0;
}
