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
                            cs_arena_printf(call->arena, "charts/%s.svg", d->charts[i].name),
                            &d->charts[i].svg);
    return status;
}

static enum cs_status add_all(struct cs_fileset *files, struct cs_call *call, const char *folder,
                              const struct cs_documents *d)
{
    enum cs_status status = add_charts(files, call, folder, d);
    if (status == CS_OK)
        status = add_in(files, call, folder, d->html_name, d->html);
    if (status == CS_OK)
        status = add_in(files, call, folder, d->md_name, d->markdown);
    return status == CS_OK ? add_in(files, call, folder, d->json_name, d->json) : status;
}

/* Markdown has its charts in a folder beside it. */
static enum cs_status add_markdown(struct cs_fileset *files, struct cs_call *call, const char *path,
                                   const struct cs_documents *d)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? cs_arena_copy(call->arena, path, (size_t)(slash - path)) : ".";
    enum cs_status status =
        folder ? add_charts(files, call, folder, d) : cs_fail_memory(call->diag);
    return status == CS_OK ? add(files, call, path, d->markdown) : status;
}

static enum cs_status add_pdf(struct cs_fileset *files, struct cs_call *call, const char *path,
                              const struct cs_documents *d)
{
    struct cs_buf pdf;
    const char *folder = getenv("TMPDIR");
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
