/* Two occupations side by side, as `compare` tells them. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "serve/exchange.h"

void cs_serve_compare(struct cs_serve *serve, const struct cs_exchange *exchange,
                      struct cs_answer *answer)
{
    struct cs_serve_question question;
    struct cs_buf title, body;
    cs_serve_question_of(exchange, &question);
    const char *with = cs_exchange_value(exchange, "with");
    const char *words[12 + CS_SERVE_MOST_FILES];
    const char *fixed[] = {"--by",         "occupation",
                           "--format",     "table",
                           "--occupation", question.occupation ? question.occupation : "",
                           "--occupation", with ? with : "",
                           "--region",     question.place};
    size_t n = sizeof fixed / sizeof *fixed;
    memcpy(words, fixed, sizeof fixed);
    for (size_t i = 0; i < serve->n_files && i < CS_SERVE_MOST_FILES; i++)
        words[n++] = serve->files[i];
    struct cs_serve_call own;
    cs_buf_init(&title);
    cs_buf_init(&body);
    enum cs_status status = cs_serve_call_begin(serve, "compare", words, n, &own);
    if (status == CS_OK)
        status = own.call.command->run(&own.call);
    if (status == CS_OK) {
        cs_buf_puts(&body, "<pre class=\"said\" tabindex=\"0\">");
        cs_html_put(&body, cs_buf_text(&own.out));
        cs_buf_puts(&body, "</pre>\n");
        const struct cs_serve_word page[] = {{"title", "Comparison"}, {"body", cs_buf_text(&body)}};
        cs_serve_fill(serve, "message.html", page, 2, &answer->body);
    } else {
        cs_serve_fail_run(serve, status, &own.diag, answer);
    }
    cs_serve_call_end(&own);
    cs_buf_clear(&body);
    cs_buf_clear(&title);
}
