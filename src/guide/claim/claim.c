/* From blocks to sentences and cells: walks a guide and hands each piece to the file that reads
 * its kind of claim. */
#include "guide/claim/claim.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/period.h"
#include "guide/claim/claim_read.h"
#include "guide/topic/topic.h"
#include "guide/topic/cue.h"
#include "guide/text/find.h"
#include "guide/topic/phrase.h"

enum { LONGEST_SENTENCE = 1500 }; /* bytes; nobody reads longer ones, and time grows with them */
enum { LONGEST_CELL = 120 };      /* bytes; what is longer is prose in a table used for layout */

/* ---- sentences ---- */

static bool ends_abbreviation(const char *text, size_t start, size_t dot)
{
    static const char *const abbreviations[] = {
        "U.S", "e.g",  "i.e", "vs",   "approx", "No",   "St",   "Dr",  "Mr",
        "Ms",  "Mrs",  "Inc", "etc",  "D.C",    "est",  "avg",  "Jan", "Feb",
        "Aug", "Sept", "Dec", "incl", "dept",   "govt", "assoc"};
    for (size_t i = 0; i < sizeof abbreviations / sizeof abbreviations[0]; i++) {
        size_t n = strlen(abbreviations[i]);
        if (dot >= start + n && !memcmp(text + dot - n, abbreviations[i], n) &&
            (dot == start + n || !cs_is_alnum(text[dot - n - 1])))
            return true;
    }
    return false;
}

/* Whether a sentence ends at a row of dots that only leads to a number: "Jobs ..... 2,235,100". */
static size_t dots_end(const struct cs_block *block, size_t i)
{
    size_t k = i;
    while (k < block->size && (block->text[k] == '.' || block->text[k] == ' '))
        k++;
    return k > i + 2 && block->text[i + 1] == '.' ? k : i;
}

/* Whether a full word stands before the stop: some begin sentences with small letters. */
static bool ends_word(const char *text, size_t start, size_t stop)
{
    enum { FEWEST = 4 };
    size_t n = 0;
    while (stop > start + n && text[stop - n - 1] >= 'a' && text[stop - n - 1] <= 'z')
        n++;
    return n >= FEWEST || text[stop] != '.';
}

size_t cs_sentence_end(const struct cs_block *block, size_t start)
{
    const char *text = block->text;
    for (size_t i = start; i < block->size; i++) {
        if (text[i] == '\n' || (text[i] == ' ' && i - start > LONGEST_SENTENCE))
            return i + 1;
        if (!strchr(".?!", text[i]))
            continue;
        if (dots_end(block, i) > i) {
            i = dots_end(block, i) - 1;
            continue;
        }
        size_t next = i + 1;
        while (next < block->size && strchr("\")'", text[next]))
            next++;
        if (next >= block->size)
            return block->size;
        bool goes_on = next + 1 < block->size && text[next + 1] >= 'a' && text[next + 1] <= 'z' &&
                       !ends_word(text, start, i);
        if (text[next] == ' ' && next + 1 < block->size && !goes_on &&
            !ends_abbreviation(text, start, i))
            return next + 1;
    }
    return block->size;
}

static bool may_hold_claims(const struct cs_topic *topic, const struct cs_block *block)
{
    struct cs_word words[CS_READ_WORDS];
    struct cs_cue cues[32];
    for (size_t i = 0; i < block->size; i++) {
        if (cs_is_digit(block->text[i]))
            return true;
    }
    static const char *const numbers[] = {"twice",   "double",  "half the", "triple",
                                          "percent", "million", "thousand", NULL};
    if (cs_find_any(block->text, 0, block->size, numbers))
        return true;
    size_t n = cs_words_of(block->text, 0, block->size, words, CS_READ_WORDS);
    size_t n_cues = cs_cues_read(&topic->names->cues, block->text, words, n, 0, cues, 32);
    for (size_t i = 0; i < n_cues; i++) {
        if (cues[i].kind == CS_CUE_WORD || (cues[i].kind == CS_CUE_GROWTH && cues[i].value != 0))
            return true;
    }
    return false;
}

static void read_prose(struct cs_claim_reader *reader, uint32_t index)
{
    const struct cs_block *block = &reader->topic->document->blocks[index];
    cs_context_begin(reader, index);
    for (size_t at = 0; at < block->size;) {
        size_t end = cs_sentence_end(block, at);
        struct cs_stretch sentence = {index, block->text, at, end};
        cs_claims_of_sentence(reader, &sentence);
        at = end;
    }
}

/* Whether a claim counts for the date that the guide's figures share. */
static bool is_dated_of(const struct cs_claim *c, int projections)
{
    return !(c->flags & CS_CLAIM_IS_OTHERS) && c->when.start_year &&
           (projections ? cs_period_is_span(c->when) : c->kind == CS_CLAIM_PAY);
}

/* The date that nearly all dated claims of a sort share; zero when there is no such date. */
static struct cs_period shared_date(const struct cs_claims *claims, int projections)
{
    struct cs_period best = {0, 0, 0};
    size_t n_best = 0, n_dated = 0;
    for (size_t i = 0; i < claims->n_items; i++) {
        const struct cs_claim *c = &claims->items[i];
        if (!is_dated_of(c, projections))
            continue;
        n_dated++;
        size_t n = 0;
        for (size_t k = 0; k < claims->n_items && k < 400; k++)
            n += claims->items[k].kind == c->kind &&
                 !cs_period_compare(claims->items[k].when, c->when);
        if (n > n_best) {
            n_best = n;
            best = c->when;
        }
        if (n_dated > 60)
            break;
    }
    size_t n_same = 0;
    bool is_newest = true;
    n_dated = 0;
    for (size_t i = 0; i < claims->n_items; i++) {
        const struct cs_claim *c = &claims->items[i];
        bool is_dated = is_dated_of(c, projections);
        n_dated += is_dated;
        n_same += is_dated && !cs_period_compare(c->when, best);
        is_newest &= !is_dated || cs_period_compare(c->when, best) <= 0;
    }
    /* an older edition beside the newest is looked back on */
    bool is_shared = n_same * 5 >= n_dated * 4 || (is_newest && n_same * 3 >= n_dated * 2);
    return n_dated && is_shared ? best : (struct cs_period){0, 0, 0};
}

/* The place of the note is not kept: what is rewritten for one value would hold for all. */
static void date_by_note(struct cs_claim *claim, struct cs_period when)
{
    claim->when = when;
    claim->flags |= CS_CLAIM_DATE_CARRIED;
}

/* The date of a note, unless another note or nearly all the dated figures say otherwise. */
static struct cs_period date_of_note(const struct cs_claim_note *note, struct cs_period shared)
{
    bool differs = shared.start_year && cs_period_compare(note->when, shared) != 0;
    return note->is_disputed || differs ? (struct cs_period){0, 0, 0} : note->when;
}

/* A guide that dates its pay or its projections once, or says in a note of what date its figures
 * are, likely means that date throughout. */
static void date_undated(struct cs_claim_reader *reader)
{
    struct cs_claims *claims = reader->claims;
    struct cs_period pay = shared_date(claims, 0), projection = shared_date(claims, 1);
    struct cs_period note_pay = date_of_note(&reader->note_pay, pay);
    struct cs_period note_span = date_of_note(&reader->note_span, projection);
    claims->pay_date = note_pay.start_year ? note_pay : pay;
    claims->projection_date = note_span.start_year ? note_span : projection;
    for (size_t i = 0; i < claims->n_items; i++) {
        struct cs_claim *c = &claims->items[i];
        if (c->when.start_year)
            continue;
        bool is_past = (c->flags & CS_CLAIM_IS_PAST) != 0;
        if (c->kind == CS_CLAIM_PAY && reader->note_is_median && c->statistic == CS_STAT_UNSAID &&
            isnan(c->amount.high))
            c->statistic = CS_STAT_MEDIAN;
        if (c->kind == CS_CLAIM_PAY && note_pay.start_year && !is_past)
            date_by_note(c, note_pay);
        else if (cs_claim_is_projection(c->kind) && note_span.start_year && !is_past)
            date_by_note(c, note_span);
        else if (c->kind == CS_CLAIM_PAY)
            c->likely = claims->pay_date;
        else if (cs_claim_is_projection(c->kind))
            c->likely = claims->projection_date;
    }
}

/* A card in a table used for layout: lines such as "Jobs, 2024: 116,000" under each other. */
static bool has_labelled_lines(const struct cs_block *cell)
{
    size_t n_lines = 0, n_labels = 0;
    for (size_t i = 0; i + 3 < cell->size; i++) {
        n_lines += cell->text[i] == '\n';
        n_labels += cell->text[i] == ':' && cell->text[i + 1] == ' ' &&
                    (cs_is_digit(cell->text[i + 2]) || strchr("$+-", cell->text[i + 2]));
    }
    return n_lines >= 2 && n_labels >= 2;
}

/* "up 1.2% from 2023 ($61,590)" behind "Median pay", "$62,350": what a row adds to its value, in
 * words of its own and under no header. */
static bool is_remark(const struct cs_document *d, uint32_t index)
{
    const struct cs_block *cell = &d->blocks[index];
    const struct cs_block_table *t = cell->table != CS_NO_BLOCK ? &d->tables[cell->table] : NULL;
    size_t n_letters = 0;
    if (!t || cell->column < 2 || (!t->is_list && t->n_header_rows == 0 && cell->row == 0))
        return false;
    for (size_t i = 0; i < cell->size; i++)
        n_letters += cs_is_alpha(cell->text[i]) != 0;
    for (uint32_t i = t->first; !t->is_list && i < index; i++) {
        const struct cs_block *head = &d->blocks[i];
        bool is_over = head->table == cell->table && head->row < t->n_header_rows &&
                       head->column <= cell->column &&
                       cell->column < head->column + (head->n_columns ? head->n_columns : 1);
        if (is_over && head->size)
            return false;
    }
    enum { FEWEST_LETTERS = 6 };
    return n_letters >= FEWEST_LETTERS;
}

/* "7,000 new jobs by 2034" under "Electricians": a value that says itself what it counts, beside a
 * name. */
static bool is_said_of_name(const struct cs_topic *topic, const struct cs_block *cell)
{
    const struct cs_document *d = topic->document;
    struct cs_subject subject;
    struct cs_claim_label said;
    const struct cs_block *label = cell - 1;
    const struct cs_block_table *t = cell->table != CS_NO_BLOCK ? &d->tables[cell->table] : NULL;
    if (!t || !t->is_list || t->last - t->first != 2 || cell->column != 1 || cell == d->blocks ||
        label->table != cell->table || label->column != 0 ||
        !cs_topic_label(topic, (struct cs_span){label->text, label->size}, &subject) ||
        !cs_subject_is_known(&subject))
        return false;
    struct cs_stretch own = cs_stretch_of(d, (uint32_t)(cell - d->blocks));
    cs_label_of(topic, &own, &said);
    return said.kind != CS_CLAIM_NONE || said.statistic != CS_STAT_UNSAID;
}

/* A cell that is a sentence: the answer beside a question, prose in a table used for layout. */
static bool is_prose(const struct cs_topic *topic, const struct cs_block *cell)
{
    const struct cs_document *d = topic->document;
    enum { FEWEST_WORDS = 6, MOST_WORDS = 60 };
    struct cs_word words[MOST_WORDS];
    static const char *const verbs[] = {"is",     "are",   "was",  "were",   "will",  "earn",
                                        "earned", "make",  "made", "grow",   "held",  "has",
                                        "have",   "earns", "paid", "around", "about", NULL};
    if (cell->size > LONGEST_CELL || has_labelled_lines(cell) || is_said_of_name(topic, cell))
        return true;
    bool is_list = cell->table != CS_NO_BLOCK && d->tables[cell->table].is_list;
    size_t n = cs_words_of(cell->text, 0, cell->size, words, MOST_WORDS);
    struct cs_cue cues[32];
    size_t n_cues = cs_cues_read(&topic->names->cues, cell->text, words, n, 0, cues, 32);
    enum { FEWEST_OF_CHANGE = 4 };
    for (size_t i = 0; is_list && n >= FEWEST_OF_CHANGE && i < n_cues; i++) {
        if (cues[i].kind == CS_CUE_GROWTH || cues[i].kind == CS_CUE_ADDS)
            return true; /* "Decline of 2.4 percent, a loss of about 200 jobs" */
    }
    int ends = cell->size && strchr(".!", cell->text[cell->size - 1]);
    return n > 0 && ends && (is_list || n >= FEWEST_WORDS) &&
           (is_list || cs_find_any(cell->text, 0, cell->size, verbs));
}

enum cs_status cs_claims_find(struct cs_claims *claims, const struct cs_topic *topic,
                              struct cs_diag *diag)
{
    const struct cs_document *d = topic->document;
    memset(claims, 0, sizeof *claims);
    struct cs_claim_reader reader = {.topic = topic,
                                     .claims = claims,
                                     .labels = calloc(d->n_blocks + 1, sizeof *reader.labels),
                                     .passage = malloc(sizeof *reader.passage),
                                     .section = CS_NO_BLOCK,
                                     .asked = CS_NO_BLOCK,
                                     .headers_table = CS_NO_BLOCK,
                                     .levels_table = CS_NO_BLOCK};
    claims->failed = !reader.labels || !reader.passage;
    for (uint32_t i = 0; i < d->n_blocks && !claims->failed; i++) {
        const struct cs_block *block = &d->blocks[i];
        cs_context_lead(&reader, i);
        if (block->kind == CS_BLOCK_TITLE || !may_hold_claims(topic, block))
            continue;
        if (block->kind == CS_BLOCK_CELL && !is_prose(topic, block) && !is_remark(d, i))
            cs_claims_of_cell(&reader, i);
        else
            read_prose(&reader, i);
    }
    date_undated(&reader);
    free(reader.labels);
    free(reader.passage);
    return claims->failed ? cs_fail_memory(diag) : CS_OK;
}
