/* The browser as a program that is given files and ends by itself. */
#include "render/draw/chromium.h"

#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "render/draw/program.h"

enum { LIMIT_SECONDS = 60, MOST_PDF_BYTES = 256 << 20, OPEN_FOLDERS = 16 };

/* By the names that distributions give it. */
static const char *const programs[] = {"chromium", "chromium-browser", "google-chrome"};

struct printing {
    struct cs_arena arena;
    const char *folder, *page, *pdf; /* of this run */
    struct cs_diag *diag;
};

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)at;
    return kind == FTW_DP ? rmdir(path) : unlink(path);
}

static enum cs_status prepare(struct printing *p, const struct cs_buf *html, const char *folder)
{
    char *room = cs_arena_printf(&p->arena, "%s/careerstat-XXXXXX", folder);
    if (!room)
        return cs_fail_memory(p->diag);
    if (!mkdtemp(room))
        return cs_fail(p->diag, CS_IO, &(struct cs_place){.file = folder}, NULL,
                       "a temporary folder cannot be made: %s", strerror(errno));
    p->folder = room;
    p->page = cs_arena_printf(&p->arena, "%s/page.html", room);
    p->pdf = cs_arena_printf(&p->arena, "%s/page.pdf", room);
    return p->page && p->pdf ? cs_outfile_write(p->page, cs_buf_text(html), html->size, p->diag)
                             : cs_fail_memory(p->diag);
}

static enum cs_status run(struct printing *p)
{
    const char *profile = cs_arena_printf(&p->arena, "--user-data-dir=%s/profile", p->folder);
    const char *target = cs_arena_printf(&p->arena, "--print-to-pdf=%s", p->pdf);
    const char *page = cs_arena_printf(&p->arena, "file://%s", p->page);
    if (!profile || !target || !page)
        return cs_fail_memory(p->diag);
    int how = CS_PROGRAM_MISSING;
    struct cs_buf said;
    cs_buf_init(&said);
    for (size_t i = 0; how == CS_PROGRAM_MISSING && i < sizeof programs / sizeof *programs; i++) {
        const char *words[] = {programs[i],
                               "--headless",
                               "--disable-gpu",
                               "--no-first-run",
                               "--disable-extensions",
                               "--disable-background-networking",
                               "--no-pdf-header-footer",
                               profile,
                               target,
                               page,
                               geteuid() == 0 ? "--no-sandbox" : NULL, /* it starts none for root */
                               NULL};
        how = cs_program_run(&(struct cs_program){.words = words, .limit_seconds = LIMIT_SECONDS},
                             &said);
    }
    cs_buf_clear(&said);
    if (how == CS_PROGRAM_MISSING)
        return cs_fail(p->diag, CS_IO, NULL,
                       "install it (Debian: chromium), or write the page with -o NAME.html and "
                       "print it from a browser",
                       "a PDF is made by Chromium, which is not installed");
    if (how == CS_PROGRAM_ENDED)
        return cs_fail(p->diag, CS_IO, NULL, NULL, "Chromium made no PDF in %d seconds",
                       LIMIT_SECONDS);
    return CS_OK;
}

static enum cs_status take_pdf(struct printing *p, struct cs_buf *pdf)
{
    char *bytes;
    size_t n_bytes;
    if (access(p->pdf, R_OK) != 0)
        return cs_fail(p->diag, CS_IO, NULL,
                       "write the page with -o NAME.html and print it from a browser",
                       "Chromium made no PDF of the page");
    enum cs_status status = cs_read_file(p->pdf, MOST_PDF_BYTES, &bytes, &n_bytes, p->diag);
    if (status != CS_OK)
        return status;
    cs_buf_put(pdf, bytes, n_bytes);
    free(bytes);
    return pdf->failed ? cs_fail_memory(p->diag) : CS_OK;
}

enum cs_status cs_chromium_print(const struct cs_buf *html, const char *folder, struct cs_buf *pdf,
                                 struct cs_diag *diag)
{
    struct printing p = {.diag = diag};
    cs_arena_init(&p.arena);
    enum cs_status status = prepare(&p, html, folder);
    if (status == CS_OK)
        status = run(&p);
    if (status == CS_OK)
        status = take_pdf(&p, pdf);
    if (p.folder)
        (void)nftw(p.folder, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    cs_arena_clear(&p.arena);
    return status;
}
