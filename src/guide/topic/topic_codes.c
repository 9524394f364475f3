/* Names that a table with codes defines: "Nurses, all" beside 29-1141, and a row for all of its
 * codes together. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

static struct cs_span block_text(const struct cs_block *block)
{
    return (struct cs_span){block->text, block->size};
}

static bool contains_nocase(struct cs_span text, struct cs_span part)
{
    for (size_t i = 0; i + part.size <= text.size; i++) {
        if (!strncasecmp(text.start + i, part.start, part.size))
            return true;
    }
    return false;
}

/* Of the rows of a table with codes: a row whose code cell is a dash is all others together. */
enum { PROFILE_ROWS = 64 };
struct profile {
    struct cs_span dash_name, first_name;
    struct cs_span codes[PROFILE_ROWS];
    struct cs_subject parts[PROFILE_ROWS];
    size_t n_rows;
};

/* Whether a code stands above another of the table: it is no part beside it. */
static bool is_above(struct cs_span code, struct cs_span other)
{
    enum { BROAD = 6 };
    return code.start[BROAD] == '0' && other.start[BROAD] != '0' &&
           !strncmp(code.start, other.start, BROAD);
}

/* The occupations of all rows, each once. Returns 0 when one is unknown or there are too many. */
static bool take_together(const struct profile *profile, struct cs_subject *out)
{
    *out = (struct cs_subject){0};
    for (size_t i = 0; i < profile->n_rows; i++) {
        const struct cs_subject *part = &profile->parts[i];
        bool is_covered = false;
        for (size_t k = 0; k < profile->n_rows; k++)
            is_covered |= is_above(profile->codes[i], profile->codes[k]);
        if (is_covered)
            continue;
        if (part->is_unknown || out->n_keys + part->n_keys > CS_SUBJECT_KEYS)
            return false;
        for (size_t n = 0; n < part->n_keys; n++) {
            size_t k = 0;
            while (k < out->n_keys && out->keys[k] != part->keys[n])
                k++;
            if (k == out->n_keys)
                out->keys[out->n_keys++] = part->keys[n];
        }
    }
    return out->n_keys > 1;
}

/* Whether the code beside a title is another occupation's: the title holds. */
static bool contradicts_title(const struct cs_topic *topic, struct cs_span label,
                              const struct cs_subject *by_code)
{
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    struct cs_subject by_name = cs_names_subject(topic->names, label);
    if (by_name.n_keys != 1 || by_code->n_keys != 1 || by_name.is_all || by_name.is_ambiguous ||
        by_name.is_alias || by_name.keys[0] == by_code->keys[0])
        return false;
    const struct cs_key *a = cs_dataset_key(data, CS_DIM_OCCUPATION, by_name.keys[0]);
    const struct cs_key *b = cs_dataset_key(data, CS_DIM_OCCUPATION, by_code->keys[0]);
    return strcasecmp(a->title ? a->title : "", b->title ? b->title : "") != 0 &&
           !cs_code_is_under(a->code, b->code) && !cs_code_is_under(b->code, a->code);
}

static void read_code_row(struct cs_topic *topic, const struct cs_block *label,
                          const struct cs_block *code, struct profile *profile)
{
    struct cs_span text = cs_span_trim(block_text(code));
    if (!cs_is_occupation_code(text)) {
        if (cs_span_equals(text, "-") && !profile->dash_name.size)
            profile->dash_name = block_text(label);
        return;
    }
    struct cs_subject subject = cs_names_subject(topic->names, text);
    if (contradicts_title(topic, block_text(label), &subject))
        return;
    cs_topic_define(topic, block_text(label),
                    &subject); /* also when the data do not know the code */
    if (!profile->first_name.size)
        profile->first_name = block_text(label);
    if (profile->n_rows == PROFILE_ROWS)
        return;
    profile->codes[profile->n_rows] = text;
    profile->parts[profile->n_rows++] = subject;
}

/* "Employment projections data for broadcast, sound, and video technicians, 2024-34" over a table
 * whose first row is "Broadcast, sound, and lighting technicians": one occupation, two names. */
static void define_page_name(struct cs_topic *topic, const struct cs_block_table *table,
                             struct cs_span first)
{
    const struct cs_document *d = topic->document;
    struct cs_subject subject, own;
    if (table->lead == CS_NO_BLOCK || !first.size || !cs_topic_label(topic, first, &subject))
        return;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_span lead = block_text(&d->blocks[table->lead]);
        bool is_name = b->kind == CS_BLOCK_HEADING && b->level == 1 && b->size > 3 &&
                       contains_nocase(lead, block_text(b));
        if (is_name && !cs_topic_label(topic, block_text(b), &own))
            cs_topic_define(topic, block_text(b), &subject);
    }
}

/* The column of a table that holds occupation codes; 0 when none does. */
static uint32_t code_column(const struct cs_document *d, const struct cs_block_table *table)
{
    for (uint32_t i = table->first; i < table->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->kind == CS_BLOCK_CELL && b->column > 0 &&
            cs_is_occupation_code(cs_span_trim(block_text(b))))
            return b->column;
    }
    return 0;
}

static void read_code_table(struct cs_topic *topic, uint32_t index)
{
    const struct cs_document *d = topic->document;
    const struct cs_block_table *table = &d->tables[index];
    uint32_t column = code_column(d, table);
    struct profile profile = {0};
    const struct cs_block *label = NULL;
    for (uint32_t i = table->first; column && i < table->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->kind != CS_BLOCK_CELL || b->table != index)
            continue;
        if (b->column == 0)
            label = b;
        else if (b->column == column && label && label->row == b->row)
            read_code_row(topic, label, b, &profile);
    }
    struct cs_subject together;
    if (profile.dash_name.size && take_together(&profile, &together))
        cs_topic_define(topic, profile.dash_name, &together);
    define_page_name(topic, table, profile.dash_name.size ? profile.dash_name : profile.first_name);
}

void cs_topic_define_codes(struct cs_topic *topic)
{
    for (size_t i = 0; i < topic->document->n_tables; i++)
        read_code_table(topic, (uint32_t)i);
}
