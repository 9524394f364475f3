/* Which files a page becomes. Apart from the commands, because a guide and a comparison are written
 * alike. */
#include "cli/frame/documents.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fileset.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "render/draw/chromium.h"

enum kind { IN_FOLDER, HTML, MARKDOWN, JSON, PDF, REFUSED };

static const struct {
    const char *ending;
    enum kind kind;
} endings[] = {
    {".html", HTML},   {".htm", HTML},     {".md", MARKDOWN},  {".json", JSON},
    {".pdf", PDF},     {".jpg", REFUSED},  {".jpeg", REFUSED}, {".png", REFUSED},
    {".gif", REFUSED}, {".svg", REFUSED},  {".docx", REFUSED}, {".doc", REFUSED},
    {".odt", REFUSED}, {".xlsx", REFUSED}, {".csv", REFUSED},  {".txt", REFUSED},
};

static enum kind kind_of(const char *path)
{
    const char *dot = path ? strrchr(path, '.') : NULL;
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i].ending) == 0)
            return endings[i].kind;
    return IN_FOLDER;
}

enum cs_status cs_documents_check(const struct cs_call *call)
{
    const char *path = cs_call_text(call, "out");
    return kind_of(path) != REFUSED
               ? CS_OK
               : cs_fail(call->diag, CS_USAGE, NULL,
                         "name it .html, .pdf, .md or .json, or a folder for all",
                         "-o %s: '%s' writes no such file", path, call->command->name);
}

static enum cs_status add(struct cs_fileset *files, struct cs_call *call, const char *path,
                          const struct cs_buf *bytes)
{
    if (!path)
        return cs_fail_memory(call->diag);
    if (!call->is_quiet && !cs_call_has(call, "json"))
        cs_buf_printf(call->out, "%s\n", path);
    return cs_fileset_add(files, path, cs_buf_text(bytes), bytes->size, call->diag);
}

static enum cs_status add_in(struct cs_fileset *files, struct cs_call *call, const char *folder,
                             const char *name, const struct cs_buf *bytes)
{
    return add(files, call, cs_arena_printf(call->arena, "%s/%s", folder, name), bytes);
}

/* The charts come first, so that no page points at a missing one. */
static enum cs_status add_charts(struct cs_fileset *files, struct cs_call *call, const char *folder,
                                 const struct cs_documents *d)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; status == CS_OK && i < d->n_charts; i++)
        if (d->charts[i].name)
            status = add_in(files, call, folder,
                            cs_arena_printf(call->arena, "%s.svg", d->charts[i].name),
                            &d->charts[i].svg);
    return status;
}

static enum cs_status add_all(struct cs_fileset *files, struct cs_call *call, const char *folder,
                              const struct cs_documents *d)
{
    const char *charts = cs_arena_printf(call->arena, "%s/charts", folder);
    enum cs_status status =
        charts ? add_charts(files, call, charts, d) : cs_fail_memory(call->diag);
    if (status == CS_OK)
        status = add_in(files, call, folder, d->html_name, d->html);
    if (status == CS_OK)
        status = add_in(files, call, folder, d->md_name, d->markdown);
    return status == CS_OK ? add_in(files, call, folder, d->json_name, d->json) : status;
}

/* A folder's name as the address of a link. */
static void put_address(const char *name, struct cs_buf *out)
{
    for (; *name; name++)
        if (cs_is_alnum(*name) || strchr("-_.", *name))
            cs_buf_putc(out, *name);
        else
            cs_buf_printf(out, "%%%02X", (unsigned char)*name);
}

/* Appends the page with its links "](charts/pay.svg)" into `folder`. */
static void put_linked(const struct cs_documents *d, const char *folder, struct cs_buf *out)
{
    static const char start[] = "](charts/";
    const char *text = cs_buf_text(d->markdown), *link;
    for (; (link = strstr(text, start)); text = link + strlen(start)) {
        cs_buf_put(out, text, (size_t)(link - text));
        cs_buf_puts(out, "](");
        put_address(folder, out);
        cs_buf_putc(out, '/');
    }
    cs_buf_puts(out, text);
}

/* Markdown has its charts in a folder beside it that no other page writes to: NAME-charts. */
static enum cs_status add_markdown(struct cs_fileset *files, struct cs_call *call, const char *path,
                                   const struct cs_documents *d)
{
    struct cs_buf page;
    size_t n = (size_t)(strrchr(path, '.') - path);
    const char *charts = cs_arena_printf(call->arena, "%.*s-charts", (int)n, path);
    if (!charts)
        return cs_fail_memory(call->diag);
    const char *slash = strrchr(charts, '/');
    cs_buf_init(&page);
    put_linked(d, slash ? slash + 1 : charts, &page);
    enum cs_status status = add_charts(files, call, charts, d);
    if (status == CS_OK)
        status = add(files, call, path, &page);
    cs_buf_clear(&page);
    return status;
}

static enum cs_status add_pdf(struct cs_fileset *files, struct cs_call *call, const char *path,
                              const struct cs_documents *d)
{
    struct cs_buf pdf;
    const char *folder = cs_call_variable(call, "TMPDIR");
    cs_buf_init(&pdf);
    enum cs_status status =
        cs_chromium_print(d->html, folder && *folder ? folder : "/tmp", &pdf, call->diag);
    if (status == CS_OK)
        status = add(files, call, path, &pdf);
    cs_buf_clear(&pdf);
    return status;
}

static enum cs_status add_named(struct cs_fileset *files, struct cs_call *call, const char *path,
                                const struct cs_documents *d)
{
    switch (kind_of(path)) {
    case HTML:
        return add(files, call, path, d->html);
    case MARKDOWN:
        return add_markdown(files, call, path, d);
    case JSON:
        return add(files, call, path, d->json);
    case PDF:
        return add_pdf(files, call, path, d);
    default:
        return add_all(files, call, path ? path : d->folder, d);
    }
}

enum cs_status cs_documents_write(struct cs_call *call, const struct cs_documents *documents)
{
    struct cs_fileset files;
    const char *path = cs_call_text(call, "out");
    bool is_json = cs_call_has(call, "json");
    enum cs_status status = CS_OK;
    cs_fileset_init(&files);
    if (path || !is_json)
        status = add_named(&files, call, path, documents);
    if (status == CS_OK)
        status = cs_fileset_commit(&files, call->diag);
    if (status == CS_OK && is_json)
        cs_buf_put(call->out, documents->json->data, documents->json->size);
    cs_fileset_clear(&files);
    return status;
}
