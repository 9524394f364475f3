/* Findings in a compiler's form and as JSON. The form for code hosts is in sarif.c. */
#include "render/result/audit.h"

#include <math.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/audit/audit.h"
#include "guide/judge/judge.h"
#include "guide/claim/claim.h"
#include "guide/text/document.h"
#include "render/result/fix.h"
#include "render/write/json.h"

/* ---- text ---- */

enum { SHOWN_COLUMNS = 96, LEAD_COLUMNS = 44 };

/* A long line is cut to a window around the place; never inside a character. */
static struct cs_span window_of(struct cs_span line, size_t at)
{
    size_t start = at > LEAD_COLUMNS ? at - LEAD_COLUMNS : 0;
    if (line.size <= SHOWN_COLUMNS)
        start = 0;
    while (start < at && (cs_is_space(line.start[start]) || (line.start[start] & 0xC0) == 0x80))
        start++;
    size_t end = start + SHOWN_COLUMNS < line.size ? start + SHOWN_COLUMNS : line.size;
    while (end < line.size && end > at && (line.start[end] & 0xC0) == 0x80)
        end--;
    return (struct cs_span){line.start + start, end - start};
}

/* Tabs as one blank, so that the caret stands where it should. */
static void put_plain(struct cs_buf *out, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t length = cs_utf8_length(bytes + i, n - i);
        if (bytes[i] == '\t')
            cs_buf_putc(out, ' ');
        else if (length && !cs_utf8_is_control(bytes + i, length) && (unsigned char)bytes[i] >= 32)
            cs_buf_put(out, bytes + i, length);
        else
            cs_buf_putc(out, '?');
        i += length ? length : 1;
    }
}

static void put_excerpt(struct cs_buf *out, const struct cs_document *d,
                        const struct cs_finding *finding)
{
    struct cs_span line = cs_document_line(d, finding->start);
    size_t at = finding->start - (size_t)(line.start - d->bytes);
    struct cs_span window = window_of(line, at);
    size_t before = at - (size_t)(window.start - line.start);
    if (before > window.size)
        return;
    cs_buf_puts(out, "    ");
    put_plain(out, window.start, window.size);
    cs_buf_puts(out, "\n    ");
    for (size_t i = cs_utf8_width(window.start, before); i > 0; i--)
        cs_buf_putc(out, ' ');
    size_t size = finding->end - finding->start;
    size_t width = cs_utf8_width(d->bytes + finding->start,
                                 size < window.size - before ? size : window.size - before);
    cs_buf_putc(out, '^');
    for (size_t i = 1; i < width; i++)
        cs_buf_putc(out, '~');
    cs_buf_putc(out, '\n');
}

static void put_finding(struct cs_buf *out, const struct cs_audit *audit,
                        const struct cs_finding *finding)
{
    const struct cs_document *d = &audit->document;
    const struct cs_rule_info *rule = cs_rule_info(finding->rule);
    struct cs_place place = cs_document_place(d, finding->start);
    cs_buf_put_visible(out, d->file, strlen(d->file), 4096);
    cs_buf_printf(out, ":%llu:%llu: %s: %s [%s]\n", (unsigned long long)place.line,
                  (unsigned long long)place.column, cs_severity_name(rule->severity),
                  finding->message, rule->name);
    put_excerpt(out, d, finding);
    if (finding->hint)
        cs_buf_printf(out, "  hint: %s\n", finding->hint);
    for (size_t i = 0; i < finding->n_edits; i++)
        cs_buf_printf(out, "%s%s", i ? ", " : "  right: ", finding->edits[i].text);
    if (finding->n_edits)
        cs_buf_putc(out, '\n');
}

void cs_audit_put_text(struct cs_buf *out, const struct cs_audit *audit)
{
    for (size_t i = 0; i < audit->n_findings; i++) {
        if (!audit->findings[i].is_allowed)
            put_finding(out, audit, &audit->findings[i]);
    }
}

/* ---- JSON ---- */

static size_t byte_of(const struct cs_audit *audit, struct cs_said at, size_t *size)
{
    struct cs_span source =
        cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start, at.end);
    *size = source.size;
    return (size_t)(source.start - audit->document.bytes);
}

static void put_place(struct cs_json *json, const struct cs_audit *audit, size_t byte)
{
    struct cs_place place = cs_document_place(&audit->document, byte);
    cs_json_put_integer(json, "line", (int64_t)place.line);
    cs_json_put_integer(json, "column", (int64_t)place.column);
}

static void put_quote(struct cs_json *json, const char *name, const struct cs_audit *audit,
                      struct cs_said at)
{
    const struct cs_block *b = &audit->document.blocks[at.block];
    cs_json_name(json, name);
    struct cs_span text = cs_span_trim((struct cs_span){b->text + at.start, at.end - at.start});
    cs_json_string_n(json, text.start, text.size);
}

static void put_subject(struct cs_json *json, const struct cs_audit *audit,
                        const struct cs_claim *claim)
{
    const struct cs_dataset *data = cs_lookup_dataset(audit->topic.names->lookup);
    cs_json_put_array(json, "occupations");
    for (size_t i = 0; i < claim->subject.n_keys; i++)
        cs_json_string(json, cs_dataset_key(data, CS_DIM_OCCUPATION, claim->subject.keys[i])->code);
    cs_json_end_array(json);
    cs_json_put_string(json, "region", claim->region ? claim->region->code : "US");
    if (claim->flags & CS_CLAIM_HAS_LEVEL) {
        const struct cs_key *level = cs_dataset_key(data, CS_DIM_LEVEL, claim->level);
        cs_json_put_string_or_null(json, "level", level ? level->code : NULL);
    }
}

static void put_stated(struct cs_json *json, const struct cs_claim *claim)
{
    char period[CS_PERIOD_TEXT_BYTES];
    if (claim->word) {
        cs_json_put_string(json, "word", claim->word);
    } else {
        cs_json_put_number(json, "value", claim->amount.low, 4);
        if (!isnan(claim->amount.high))
            cs_json_put_number(json, "high", claim->amount.high, 4);
    }
    if (claim->kind == CS_CLAIM_PAY) {
        cs_json_put_string(json, "statistic", cs_statistic_name(claim->statistic));
        cs_json_put_string(json, "currency", claim->amount.currency);
        cs_json_put_string_or_null(json, "per",
                                   claim->per == CS_PER_NONE ? NULL : cs_per_name(claim->per));
    }
    cs_json_put_string_or_null(
        json, "period", claim->when.start_year ? cs_period_format(claim->when, period) : NULL);
}

static void put_vintage(struct cs_json *json, const char *name, const struct cs_vintage *v)
{
    if (!v->source) {
        cs_json_put_null(json, name);
        return;
    }
    char unit[CS_UNIT_TEXT_BYTES];
    cs_json_put_object(json, name);
    cs_json_put_string(json, "measure", cs_measure_info(v->measure)->name);
    cs_json_put_number_or_null(json, "value", v->is_missing ? NAN : v->value,
                               cs_unit_decimals(v->unit));
    cs_json_put_string(json, "unit", cs_unit_format(v->unit, unit));
    cs_json_put_string(json, "presence", cs_presence_name(v->presence));
    cs_json_put_string_or_null(json, "period", v->period.start_year ? v->period_text : NULL);
    cs_json_put_visible(json, "source", v->source->id);
    cs_json_put_bool(json, "derived", v->is_derived);
    cs_json_end_object(json);
}

static void put_claim(struct cs_json *json, const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *claim = &audit->claims.items[i];
    const struct cs_judgment *j = &audit->judgments[i];
    size_t size;
    cs_json_begin_object(json);
    put_place(json, audit, byte_of(audit, claim->value, &size));
    cs_json_put_string(json, "kind", cs_claim_kind_name(claim->kind));
    put_quote(json, "quote", audit, claim->value);
    put_quote(json, "sentence", audit, claim->sentence);
    put_stated(json, claim);
    put_subject(json, audit, claim);
    cs_json_put_string(json, "verdict", cs_verdict_name(j->verdict));
    cs_json_put_string(json, "fault", cs_fault_name(j->fault));
    cs_json_put_string_or_null(json, "why", j->why);
    cs_json_put_string_or_null(json, "figure", j->figure);
    put_vintage(json, "fact", &j->fact);
    put_vintage(json, "newest", &j->newest);
    cs_json_end_object(json);
}

static void put_json_finding(struct cs_json *json, const struct cs_audit *audit,
                             const struct cs_finding *finding)
{
    const struct cs_rule_info *rule = cs_rule_info(finding->rule);
    cs_json_begin_object(json);
    cs_json_put_string(json, "rule", rule->name);
    cs_json_put_string(json, "severity", cs_severity_name(rule->severity));
    put_place(json, audit, finding->start);
    cs_json_put_visible(json, "message", finding->message);
    cs_json_put_string_or_null(json, "hint", finding->hint);
    if (finding->claim == CS_NO_CLAIM)
        cs_json_put_null(json, "claim");
    else
        cs_json_put_integer(json, "claim", (int64_t)finding->claim);
    cs_json_put_bool(json, "allowed", finding->is_allowed);
    cs_json_put_array(json, "edits");
    for (size_t i = 0; i < finding->n_edits; i++) {
        cs_json_begin_object(json);
        put_place(json, audit, finding->edits[i].start);
        cs_json_put_integer(json, "bytes",
                            (int64_t)(finding->edits[i].end - finding->edits[i].start));
        cs_json_put_visible(json, "text", finding->edits[i].text);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
}

void cs_audit_put_json(struct cs_json *json, const struct cs_audit *audit, const struct cs_fix *fix)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "file", audit->document.file);
    cs_json_put_object(json, "verdicts");
    for (int i = 0; i < CS_N_VERDICTS; i++)
        cs_json_put_integer(json, cs_verdict_name((enum cs_verdict)i),
                            (int64_t)audit->n_verdicts[i]);
    cs_json_end_object(json);
    cs_json_put_array(json, "claims");
    for (size_t i = 0; i < audit->claims.n_items; i++)
        put_claim(json, audit, i);
    cs_json_end_array(json);
    cs_json_put_array(json, "findings");
    for (size_t i = 0; i < audit->n_findings; i++)
        put_json_finding(json, audit, &audit->findings[i]);
    cs_json_end_array(json);
    if (fix)
        cs_fix_put_json(json, audit, fix);
    cs_json_end_object(json);
}
