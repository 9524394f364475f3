/* The report's figures as schema.org's Occupation, for search engines. Apart from report_json.c,
 * whose form is our own. */
#include <math.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/buf.h"
#include "render/report/report_parts.h"
#include "render/write/json.h"

static const char *duration(enum cs_per per)
{
    static const char *const durations[] = {"", "P1Y", "P1M", "P1W", "P1D", "PT1H"};
    return durations[per];
}

static void put_number(struct cs_json *json, const char *name, const struct cs_found *found)
{
    if (found->estimate && found->quantity.presence == CS_PRESENT)
        cs_json_put_number(json, name, found->quantity.value, cs_unit_decimals(found->unit));
}

static void put_salary(struct cs_json *json, const struct cs_outlook *o)
{
    const struct cs_unit unit = o->pay.median.now.unit;
    char currency[4] = "";
    memcpy(currency, unit.currency, 3);
    cs_json_put_array(json, "estimatedSalary");
    cs_json_begin_object(json);
    cs_json_put_string(json, "@type", "MonetaryAmountDistribution");
    cs_json_put_string(json, "name", unit.per == CS_PER_HOUR ? "pay per hour" : "pay per year");
    cs_json_put_string(json, "currency", currency);
    cs_json_put_string(json, "duration", duration((enum cs_per)unit.per));
    put_number(json, "percentile10", &o->pay.percentiles[0]);
    put_number(json, "percentile25", &o->pay.percentiles[1]);
    put_number(json, "median", &o->pay.percentiles[2]);
    put_number(json, "percentile75", &o->pay.percentiles[3]);
    put_number(json, "percentile90", &o->pay.percentiles[4]);
    cs_json_end_object(json);
    cs_json_end_array(json);
}

/* A script element ends at the first "</": '<' is written as an escape. */
static void put_for_script(struct cs_buf *out, const char *text)
{
    for (; *text; text++)
        if (*text == '<')
            cs_buf_puts(out, "\\u003c");
        else
            cs_buf_putc(out, *text);
}

enum cs_status cs_report_put_jsonld(const struct cs_outlook *o, struct cs_buf *out,
                                    struct cs_diag *diag)
{
    struct cs_buf text;
    struct cs_json json;
    cs_buf_init(&text);
    cs_json_init(&json, &text, CS_JSON_PRETTY);
    cs_json_begin_object(&json);
    cs_json_put_string(&json, "@context", "https://schema.org");
    cs_json_put_string(&json, "@type", "Occupation");
    cs_json_put_visible(&json, "name", o->about.title);
    cs_json_put_visible(&json, "occupationalCategory", o->about.code);
    cs_json_put_array(&json, "occupationLocation");
    cs_json_begin_object(&json);
    cs_json_put_string(&json, "@type",
                       strlen(o->pay.region_code) == 2 && strcmp(o->pay.region_code, "US") != 0
                           ? "State"
                           : "Country");
    cs_json_put_visible(&json, "name", o->pay.region);
    cs_json_end_object(&json);
    cs_json_end_array(&json);
    if (!isnan(cs_found_number(&o->pay.median.now)))
        put_salary(&json, o);
    if (o->entry.education.text)
        cs_json_put_visible(&json, "educationRequirements", o->entry.education.text);
    cs_json_end_object(&json);
    enum cs_status status = cs_json_finish(&json, diag);
    if (status == CS_OK)
        put_for_script(out, cs_buf_text(&text));
    cs_buf_clear(&text);
    return status;
}
