/* Collects a request within its limits; see exchange.h. */
#include "serve/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "serve/guard.h"
#include "serve/upload.h"

void cs_answer_init(struct cs_answer *answer)
{
    *answer = (struct cs_answer){.status = 200};
    cs_buf_init(&answer->styles);
    cs_buf_init(&answer->file_name);
    cs_buf_init(&answer->location);
    cs_buf_init(&answer->body);
}

void cs_answer_clear(struct cs_answer *answer)
{
    cs_buf_clear(&answer->styles);
    cs_buf_clear(&answer->file_name);
    cs_buf_clear(&answer->location);
    cs_buf_clear(&answer->body);
}

struct cs_exchange *cs_exchange_new(const struct cs_exchange_limits *limits, const char *path,
                                    bool is_post)
{
    struct cs_exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange)
        return NULL;
    exchange->limits = limits;
    exchange->is_post = is_post;
    cs_arena_init(&exchange->arena);
    cs_buf_init(&exchange->file_name);
    exchange->path = cs_arena_strdup(&exchange->arena, path);
    if (exchange->path)
        return exchange;
    cs_exchange_free(exchange);
    return NULL;
}

void cs_exchange_free(struct cs_exchange *exchange)
{
    if (!exchange)
        return;
    for (size_t i = 0; i < exchange->n_fields; i++)
        cs_buf_clear(&exchange->fields[i].value);
    cs_upload_free(exchange->upload);
    cs_buf_clear(&exchange->file_name);
    cs_arena_clear(&exchange->arena);
    free(exchange);
}

void cs_exchange_refuse(struct cs_exchange *exchange, unsigned status, const char *words)
{
    if (exchange->refused)
        return;
    exchange->refused = status;
    exchange->words = words;
}

static struct cs_field *begin_field(struct cs_exchange *exchange, const char *name)
{
    if (exchange->n_fields == CS_EXCHANGE_MOST_FIELDS || strlen(name) > CS_EXCHANGE_FIELD_BYTES) {
        cs_exchange_refuse(exchange, 400,
                           "The request has too many fields, or fields that are too long.");
        return NULL;
    }
    struct cs_field *field = &exchange->fields[exchange->n_fields];
    cs_buf_init(&field->value);
    field->name = cs_arena_strdup(&exchange->arena, name);
    if (!field->name) {
        cs_exchange_refuse(exchange, 500, "Out of memory.");
        return NULL;
    }
    exchange->n_fields++;
    return field;
}

void cs_exchange_take_field(struct cs_exchange *exchange, const char *name, const char *bytes,
                            uint64_t offset, size_t n_bytes)
{
    if (exchange->refused)
        return;
    struct cs_field *field = offset && exchange->n_fields
                                 ? &exchange->fields[exchange->n_fields - 1]
                                 : begin_field(exchange, name);
    if (!field)
        return;
    if (field->value.size + n_bytes > CS_EXCHANGE_FIELD_BYTES || memchr(bytes, '\0', n_bytes)) {
        cs_exchange_refuse(exchange, 400,
                           "The request has too many fields, or fields that are too long.");
        return;
    }
    cs_buf_put(&field->value, bytes, n_bytes);
}

/* Of the form, not of the address: an address is written to histories. */
static bool has_token(const struct cs_exchange *exchange)
{
    for (size_t i = exchange->n_in_address; i < exchange->n_fields; i++)
        if (strcmp(exchange->fields[i].name, "token") == 0)
            return cs_guard_is_token(cs_buf_text(&exchange->fields[i].value),
                                     exchange->limits->token);
    return false;
}

/* Whether a piece goes on with the part under way: one at offset 0 does after an empty piece. */
static bool goes_on(const struct cs_exchange *exchange, const char *file_name, uint64_t offset)
{
    return offset || (exchange->file_name.size && !exchange->has_file_bytes &&
                      strcmp(cs_buf_text(&exchange->file_name), file_name) == 0);
}

static void begin_file(struct cs_exchange *exchange, const char *file_name)
{
    if (!exchange->upload)
        exchange->upload = cs_upload_new(exchange->limits->spool_folder);
    const char *fault = exchange->upload ? cs_upload_begin(exchange->upload, file_name)
                                         : "The temporary folder cannot be written to.";
    if (fault)
        cs_exchange_refuse(exchange, 400, fault);
    cs_buf_reset(&exchange->file_name);
    cs_buf_puts(&exchange->file_name, file_name);
    exchange->has_file_bytes = false;
}

void cs_exchange_take_file(struct cs_exchange *exchange, const char *file_name, const char *bytes,
                           uint64_t offset, size_t n_bytes)
{
    if (exchange->refused || !*file_name)
        return; /* a form without a file has a part without a name */
    if (!has_token(exchange)) {
        cs_exchange_refuse(exchange, 403, "The form is out of date: reload the page.");
        return;
    }
    if (!goes_on(exchange, file_name, offset))
        begin_file(exchange, file_name);
    if (exchange->refused || !n_bytes)
        return;
    const char *fault = cs_upload_put(exchange->upload, bytes, n_bytes);
    exchange->has_file_bytes = true;
    if (fault)
        cs_exchange_refuse(exchange, 507, fault);
}

void cs_exchange_count(struct cs_exchange *exchange, size_t n_bytes)
{
    exchange->n_body_bytes += n_bytes;
    if (exchange->n_body_bytes > exchange->limits->most_body_bytes)
        cs_exchange_refuse(exchange, 413, "Together, these files are too large.");
}

void cs_exchange_finish(struct cs_exchange *exchange)
{
    if (exchange->upload)
        cs_upload_end(exchange->upload);
    if (exchange->is_post && !has_token(exchange))
        cs_exchange_refuse(exchange, 403, "The form is out of date: reload the page.");
}

const char *cs_exchange_value(const struct cs_exchange *exchange, const char *name, size_t i)
{
    for (size_t k = 0; k < exchange->n_fields; k++)
        if (strcmp(exchange->fields[k].name, name) == 0 && i-- == 0)
            return cs_buf_text(&exchange->fields[k].value);
    return NULL;
}
