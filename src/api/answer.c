/* What a question gave: its document, and the lists made of it. The lists are filled once, before
 * the answer is handed out; from then on it is only read. */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "api/careerstat.h"
#include "api/figures.h"
#include "api/handle.h"
#include "api/wording.h"
#include "base/arena.h"
#include "base/diag.h"
#include "cli/frame/command.h"

static const char *text_of(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static uint64_t whole_of(const cJSON *object, const char *name)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(number) && number->valuedouble > 0 ? (uint64_t)number->valuedouble : 0;
}

/* A text of the document, kept as long as the answer; NULL stays NULL. */
static const char *keep(struct careerstat_answer *answer, const char *text)
{
    return text ? cs_arena_strdup(&answer->arena, text) : NULL;
}

static struct careerstat_message *add_message(struct careerstat_answer *answer, size_t *capacity)
{
    return cs_api_grow(&answer->arena, (void **)&answer->messages, &answer->n_messages, capacity,
                       sizeof *answer->messages);
}

static enum cs_status add_diag(struct careerstat_answer *answer, const struct cs_command *command,
                               size_t *capacity)
{
    for (size_t i = 0; i < answer->diag.n_messages; i++) {
        const struct cs_message *from = &answer->diag.messages[i];
        struct careerstat_message *to = add_message(answer, capacity);
        if (!to)
            return CS_INTERNAL;
        *to = (struct careerstat_message){
            .severity = (enum careerstat_severity)from->severity,
            .file = from->file,
            .sheet = from->sheet,
            .cell = from->cell,
            .line = from->line,
            .column = from->column,
            .text = cs_api_reword(command, from->text ? from->text : "", &answer->arena),
            .hint = cs_api_reword(command, from->hint, &answer->arena)};
        if (!to->text || (from->hint && !to->hint))
            return CS_INTERNAL;
    }
    return CS_OK;
}

static enum careerstat_severity severity_of(const char *word)
{
    for (int i = CS_NOTE; word && i < CS_ERROR; i++)
        if (strcmp(word, cs_severity_name((enum cs_severity)i)) == 0)
            return (enum careerstat_severity)i;
    return CAREERSTAT_ERROR;
}

/* The findings of an audit, which its document has by guide. */
static enum cs_status add_findings(struct careerstat_answer *answer, const cJSON *document,
                                   size_t *capacity)
{
    const cJSON *guide, *finding;
    cJSON_ArrayForEach(guide, cJSON_GetObjectItemCaseSensitive(document, "guides"))
    {
        cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(guide, "findings"))
        {
            struct careerstat_message *to = add_message(answer, capacity);
            if (!to)
                return CS_INTERNAL;
            *to = (struct careerstat_message){.severity = severity_of(text_of(finding, "severity")),
                                              .file = keep(answer, text_of(guide, "file")),
                                              .line = whole_of(finding, "line"),
                                              .column = whole_of(finding, "column"),
                                              .text = keep(answer, text_of(finding, "message")),
                                              .hint = keep(answer, text_of(finding, "hint")),
                                              .rule = keep(answer, text_of(finding, "rule"))};
        }
    }
    return CS_OK;
}

/* Of "find", whose hits name their dimension, and of "keys", which is of one. */
static enum cs_status add_keys(struct careerstat_answer *answer, const cJSON *document)
{
    const char *dimension = text_of(document, "dimension");
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(document, dimension ? "keys" : "hits");
    const cJSON *key;
    cJSON_ArrayForEach(key, list)
    {
        struct careerstat_key *to =
            cs_api_grow(&answer->arena, (void **)&answer->keys, &answer->n_keys,
                        &answer->keys_capacity, sizeof *answer->keys);
        if (!to)
            return CS_INTERNAL;
        to->dimension = keep(answer, dimension ? dimension : text_of(key, "kind"));
        to->code = keep(answer, text_of(key, "code"));
        to->title = keep(answer, text_of(key, "title"));
    }
    return CS_OK;
}

enum cs_status cs_api_answer_fill(struct careerstat_answer *answer,
                                  const struct cs_command *command)
{
    size_t capacity = 0;
    cJSON *document = cJSON_Parse(answer->json);
    enum cs_status status = document ? CS_OK : CS_INTERNAL;
    if (status == CS_OK)
        status = add_diag(answer, command, &capacity);
    if (status == CS_OK)
        status = add_findings(answer, document, &capacity);
    if (status == CS_OK)
        status = add_keys(answer, document);
    if (status == CS_OK)
        status = cs_api_add_figures(answer, document);
    cJSON_Delete(document);
    return status;
}

void careerstat_answer_free(struct careerstat_answer *answer)
{
    if (!answer)
        return;
    free(answer->json);
    cs_diag_clear(&answer->diag);
    cs_arena_clear(&answer->arena);
    free(answer);
}

const char *careerstat_answer_json(const struct careerstat_answer *answer)
{
    return answer->json;
}

size_t careerstat_answer_n_figures(const struct careerstat_answer *answer)
{
    return answer->n_figures;
}

const struct careerstat_figure *careerstat_answer_figure(const struct careerstat_answer *answer,
                                                         size_t i)
{
    return i < answer->n_figures ? &answer->figures[i] : NULL;
}

size_t careerstat_answer_n_keys(const struct careerstat_answer *answer)
{
    return answer->n_keys;
}

const struct careerstat_key *careerstat_answer_key(const struct careerstat_answer *answer, size_t i)
{
    return i < answer->n_keys ? &answer->keys[i] : NULL;
}

size_t careerstat_answer_n_messages(const struct careerstat_answer *answer)
{
    return answer->n_messages;
}

const struct careerstat_message *careerstat_answer_message(const struct careerstat_answer *answer,
                                                           size_t i)
{
    return i < answer->n_messages ? &answer->messages[i] : NULL;
}
