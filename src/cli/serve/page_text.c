/* What the pages are made of: templates filled with words, options, messages. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "cli/serve/serve.h"
#include "render/report/report.h"
#include "render/report/template.h"

struct filling {
    const struct cs_serve *serve;
    const struct cs_serve_word *words;
    size_t n_words;
};

static enum cs_status put_word(void *context, struct cs_span call, struct cs_buf *out,
                               bool *is_present, struct cs_diag *diag)
{
    const struct filling *filling = context;
    (void)diag;
    *is_present = false;
    for (size_t i = 0; i < filling->n_words; i++)
        if (cs_span_equals(call, filling->words[i].name) && filling->words[i].html) {
            *is_present = *filling->words[i].html != '\0';
            if (out)
                cs_buf_puts(out, filling->words[i].html);
        }
    return CS_OK;
}

static const char *page_file(void *context, const char *name)
{
    const struct filling *filling = context;
    return cs_report_kit_file(&filling->serve->pages, name);
}

void cs_serve_fill(const struct cs_serve *serve, const char *page,
                   const struct cs_serve_word *words, size_t n_words, struct cs_buf *out)
{
    struct filling filling = {serve, words, n_words};
    struct cs_template_host host = {&filling, put_word, page_file};
    const char *text = cs_report_kit_file(&serve->pages, page);
    struct cs_diag ignored;
    cs_diag_init(&ignored);
    if (!text || cs_template_fill(text, page, &host, out, &ignored) != CS_OK)
        out->failed = 1;
    cs_diag_clear(&ignored);
}

void cs_serve_fail(const struct cs_serve *serve, unsigned status, const char *title,
                   const struct cs_diag *diag, struct cs_answer *answer)
{
    struct cs_buf messages, name;
    cs_buf_init(&messages);
    cs_buf_init(&name);
    for (size_t i = 0; i < diag->n_messages; i++) {
        const struct cs_message *message = &diag->messages[i];
        if (message->severity == CS_NOTE)
            continue;
        cs_buf_puts(&messages, "<p class=\"notice\">");
        cs_html_put(&messages, message->text ? message->text : "out of memory");
        if (message->hint) {
            cs_buf_puts(&messages, "<br><span class=\"hint\">");
            cs_html_put(&messages, message->hint);
            cs_buf_puts(&messages, "</span>");
        }
        cs_buf_puts(&messages, "</p>\n");
    }
    cs_html_put(&name, title);
    const struct cs_serve_word words[] = {{"title", cs_buf_text(&name)},
                                          {"body", cs_buf_text(&messages)}};
    answer->status = status;
    cs_serve_fill(serve, "message.html", words, 2, &answer->body);
    cs_buf_clear(&name);
    cs_buf_clear(&messages);
}

void cs_serve_put_token(const struct cs_serve *serve, struct cs_buf *out)
{
    cs_buf_printf(out, "<input type=\"hidden\" name=\"token\" value=\"%s\">", serve->token);
}
