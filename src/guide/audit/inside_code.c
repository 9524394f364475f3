/* A code beside the title of another occupation: one finding a place. What is said there is held
 * against the title. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/audit/inside.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

/* The occupation whose own title a text is; 0 for another name, a group or none. */
static bool is_title(const struct cs_topic *topic, struct cs_span text, struct cs_subject *out)
{
    *out = cs_names_subject(topic->names, text);
    return out->n_keys == 1 && !out->is_all && !out->is_ambiguous && !out->is_alias;
}

/* Whether text [start, end) holds nothing but marks and "SOC code". */
static bool is_gap(const struct cs_block *b, size_t start, size_t end)
{
    static const char *const words[] = {"soc", "code", "o*net", "net", "o", "is", NULL};
    for (size_t i = start; i < end;) {
        size_t k = i;
        while (k < end && cs_is_alpha(b->text[k]))
            k++;
        if (k == i) {
            if (!strchr(" (:,-#*[", b->text[i]))
                return false;
            i++;
            continue;
        }
        const char *const *w = words;
        while (*w && !cs_span_equals_nocase((struct cs_span){b->text + i, k - i}, *w))
            w++;
        if (!*w)
            return false;
        i = k;
    }
    return true;
}

/* The title right before a code of the block, or right behind it. */
static bool title_in_block(const struct cs_topic *topic, const struct cs_block *b, size_t start,
                           size_t end, struct cs_subject *out)
{
    enum { AROUND = 160 };
    struct cs_read read;
    size_t from = start > AROUND ? start - AROUND : 0;
    size_t to = end + AROUND < b->size ? end + AROUND : b->size;
    cs_topic_read(topic, b->text, from, to, &read);
    for (size_t i = 0; i < read.n_mentions; i++) {
        const struct cs_mention *m = &read.mentions[i];
        size_t first = read.words[m->first].start;
        size_t last = read.words[m->first + m->n_words - 1].end;
        bool is_beside = (last <= start && is_gap(b, last, start)) ||
                         (first >= end && first < end + 4 && is_gap(b, end, first));
        if (is_beside && is_title(topic, (struct cs_span){b->text + first, last - first}, out))
            return true;
    }
    return false;
}

/* The name in the row of a code, or the heading over a line that is only a code. */
static bool title_beside(const struct cs_topic *topic, uint32_t index, struct cs_subject *out)
{
    const struct cs_document *d = topic->document;
    const struct cs_block *b = &d->blocks[index];
    if (b->table == CS_NO_BLOCK) {
        const struct cs_block *h = b->heading != CS_NO_BLOCK ? &d->blocks[b->heading] : NULL;
        return h && is_title(topic, (struct cs_span){h->text, h->size}, out);
    }
    for (uint32_t i = d->tables[b->table].first; i < d->tables[b->table].last; i++) {
        const struct cs_block *cell = &d->blocks[i];
        bool is_near = cell->column + 1 == b->column || cell->column == b->column + 1;
        if (cell->table == b->table && cell->row == b->row && is_near &&
            is_title(topic, (struct cs_span){cell->text, cell->size}, out))
            return true;
    }
    return false;
}

/* Whether a code is that of the title: the same, above or below it, or of the same title in another
 * edition of the classification. */
static bool is_code_of(const struct cs_topic *topic, const struct cs_subject *by_code,
                       const struct cs_subject *by_title)
{
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    const struct cs_key *a = cs_dataset_key(data, CS_DIM_OCCUPATION, by_code->keys[0]);
    const struct cs_key *b = cs_dataset_key(data, CS_DIM_OCCUPATION, by_title->keys[0]);
    return a == b || cs_code_is_under(a->code, b->code) || cs_code_is_under(b->code, a->code) ||
           !a->title || !strcasecmp(a->title, b->title);
}

static void check_code(struct cs_audit *audit, uint32_t block, const struct cs_amount *code)
{
    const struct cs_topic *topic = &audit->topic;
    const struct cs_block *b = &audit->document.blocks[block];
    struct cs_subject by_title,
        by_code = cs_names_subject(topic->names, (struct cs_span){b->text + code->start, 7});
    if (by_code.n_keys != 1 || by_code.is_unknown)
        return;
    bool is_alone = is_gap(b, 0, code->start) && is_gap(b, code->end, b->size);
    if (!title_in_block(topic, b, code->start, code->end, &by_title) &&
        !(is_alone && title_beside(topic, block, &by_title)))
        return;
    if (is_code_of(topic, &by_code, &by_title))
        return;
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    const struct cs_key *own = cs_dataset_key(data, CS_DIM_OCCUPATION, by_code.keys[0]);
    const struct cs_key *meant = cs_dataset_key(data, CS_DIM_OCCUPATION, by_title.keys[0]);
    struct cs_said at = {block, code->start, code->end};
    cs_audit_add(audit, CS_RULE_CODE_CONFLICT, at, CS_NO_CLAIM,
                 cs_arena_printf(&audit->arena, "%s is %s; %s is %s", own->code, own->title,
                                 meant->title, meant->code));
}

void cs_inside_codes(struct cs_audit *audit)
{
    enum { MOST = 32 };
    const struct cs_document *d = &audit->document;
    struct cs_amount amounts[MOST];
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        size_t n = cs_has_code_shape(b->text, b->size)
                       ? cs_amounts_find(b->text, b->size, amounts, MOST)
                       : 0;
        for (size_t k = 0; k < n; k++) {
            if (amounts[k].kind == CS_AMOUNT_CODE)
                check_code(audit, i, &amounts[k]);
        }
    }
}
