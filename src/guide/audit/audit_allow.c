/* The list of findings that an author accepts: reading it, and which findings its lines match. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "guide/audit/audit.h"
#include "guide/text/document.h"

struct allowed {
    char *file;  /* NULL: any */
    char *quote; /* NULL: any */
    enum cs_rule rule;
};
struct cs_allow_list {
    struct cs_arena arena;
    struct allowed *items;
    size_t n, capacity;
};

static bool find_rule(struct cs_span name, enum cs_rule *rule)
{
    for (int i = 0; i < CS_N_RULES; i++) {
        if (cs_span_equals(name, cs_rule_info((enum cs_rule)i)->name)) {
            *rule = (enum cs_rule)i;
            return true;
        }
    }
    return false;
}

static struct cs_span next_word(struct cs_span *rest)
{
    *rest = cs_span_trim(*rest);
    size_t n = 0;
    while (n < rest->size && !cs_is_space(rest->start[n]))
        n++;
    struct cs_span word = {rest->start, n};
    *rest = cs_span_trim((struct cs_span){rest->start + n, rest->size - n});
    return word;
}

static enum cs_status read_line(struct cs_allow_list *list, struct cs_span line,
                                const struct cs_place *place, struct cs_diag *diag)
{
    struct cs_span rest = line;
    struct cs_span word = next_word(&rest), file = {NULL, 0};
    struct allowed item = {NULL, NULL, CS_RULE_CONTRADICTED};
    if (!find_rule(word, &item.rule)) {
        struct cs_shown shown;
        file = word;
        if (!find_rule(next_word(&rest), &item.rule))
            return cs_fail(diag, CS_USAGE, place, "a line is [FILE] RULE [QUOTED TEXT]",
                           "'%s' is not a rule", cs_show(&shown, line.start, line.size));
    }
    item.file = file.start ? cs_arena_copy(&list->arena, file.start, file.size) : NULL;
    item.quote = rest.size ? cs_arena_copy(&list->arena, rest.start, rest.size) : NULL;
    struct allowed *grown = cs_grown(list->items, list->n, &list->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(diag);
    list->items = grown;
    list->items[list->n++] = item;
    return CS_OK;
}

enum cs_status cs_allow_list_read(const char *file, const char *text, struct cs_allow_list **out,
                                  struct cs_diag *diag)
{
    struct cs_allow_list *list = calloc(1, sizeof *list);
    *out = NULL;
    if (!list)
        return cs_fail_memory(diag);
    cs_arena_init(&list->arena);
    struct cs_place place = {.file = file, .line = 0};
    enum cs_status status = CS_OK;
    for (const char *p = text; *p && status == CS_OK;) {
        size_t n = strcspn(p, "\n");
        struct cs_span line = cs_span_trim((struct cs_span){p, n});
        place.line++;
        if (line.size && line.start[0] != '#')
            status = read_line(list, line, &place, diag);
        p += n + (p[n] == '\n');
    }
    if (status == CS_OK)
        *out = list;
    else
        cs_allow_list_free(list);
    return status;
}

void cs_allow_list_free(struct cs_allow_list *list)
{
    if (!list)
        return;
    cs_arena_clear(&list->arena);
    free(list->items);
    free(list);
}

static bool is_allowed(const struct cs_audit *audit, const struct cs_finding *finding,
                       const struct allowed *item)
{
    const struct cs_document *d = &audit->document;
    struct cs_span line = cs_document_line(d, finding->start);
    return item->rule == finding->rule &&
           (!item->file || (d->file && cs_ends_with_nocase(d->file, item->file))) &&
           (!item->quote || memmem(line.start, line.size, item->quote, strlen(item->quote)));
}

void cs_audit_allow(struct cs_audit *audit, const struct cs_allow_list *list)
{
    for (size_t i = 0; i < audit->n_findings; i++) {
        for (size_t k = 0; k < list->n; k++)
            audit->findings[i].is_allowed |=
                is_allowed(audit, &audit->findings[i], &list->items[k]);
    }
}
