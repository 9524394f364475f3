/* What one sentence states: labels and ratios are read here, everything else by the claim_*.c it
 * calls. */
#include "guide/claim/claim_sentence.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/topic.h"

static void read_ratio(const struct cs_sentence *s)
{
    struct cs_claim claim = cs_sentence_claim(s, CS_CLAIM_RATIO, NULL);
    if (!cs_ratio_in(&s->all, &claim) || s->has_label)
        return;
    struct cs_said when_said = claim.when_said;
    struct cs_period when = claim.when;
    claim.amount.end = 0; /* no yardstick: the sentence's own subject */
    cs_sentence_locate(s, &claim);
    claim.when = when;
    claim.when_said = when_said;
    if (!claim.subject.is_all)
        cs_claims_add(s->reader->claims, &claim);
}

/* ---- the sentence ---- */

/* "Median pay: …", "- Job outlook, 2024-34: 4%". */
static void read_label(struct cs_sentence *s)
{
    const struct cs_stretch *a = &s->all;
    for (size_t i = a->start; i < a->end && i < a->start + 60; i++) {
        if (a->text[i] != ':' || (i + 1 < a->end && cs_is_digit(a->text[i + 1])))
            continue;
        static const char *const verbs[] = {"is",   "are", "was",  "were",
                                            "will", "not", "earn", NULL};
        struct cs_stretch label = {a->block, a->text, a->start, i};
        if (cs_find_any(a->text, a->start, i, verbs))
            return;
        s->label = cs_label_kind(&label);
        s->has_label = s->label != CS_CLAIM_NONE;
        return;
    }
}

void cs_claims_of_sentence(struct cs_claim_reader *reader, const struct cs_stretch *sentence)
{
    struct cs_sentence s = {.reader = reader, .all = *sentence};
    cs_amounts_of(sentence, &s.amounts);
    cs_topic_read(reader->topic, sentence->text, sentence->start, sentence->end, &s.names);
    s.asked = reader->asked.block != CS_NO_BLOCK ? reader->asked_kind : CS_CLAIM_NONE;
    read_label(&s);
    size_t before = reader->claims->n_items;
    for (size_t i = 0; i < s.amounts.n; i++) {
        const struct cs_amount *amount = &s.amounts.items[i];
        if (cs_sentence_is_pay(&s, amount))
            cs_sentence_read_pay(&s, amount);
        else if (cs_sentence_is_growth(&s, amount))
            cs_sentence_read_growth(&s, amount);
        else if (amount->kind == CS_AMOUNT_NUMBER)
            cs_sentence_read_count(&s, amount);
    }
    cs_sentence_read_growth_words(&s);
    read_ratio(&s);
    int has_claims = reader->claims->n_items > before;
    if (has_claims)
        reader->before = &reader->before_storage;
    cs_context_end(reader, &s, has_claims);
}
