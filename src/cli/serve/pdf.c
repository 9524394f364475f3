/* The page on paper: printed by the Chromium that is installed, without a window and without a
 * network. Apart, as it is the one thing that another program has to do. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "cli/serve/guide.h"
#include "cli/serve/program.h"
#include "cli/serve/serve.h"
#include "serve/upload.h"

enum { PRINT_SECONDS = 60, MOST_PDF_BYTES = 64 << 20 };

static const char *const browsers[] = {"chromium", "chromium-browser", "google-chrome", NULL};

/* Runs the browser in a folder that holds guide.html; guide.pdf is there then. */
static int run_browser(const struct cs_serve *serve, const char *browser, const char *folder,
                       struct cs_buf *said)
{
    struct cs_buf profile;
    cs_buf_init(&profile);
    cs_buf_printf(&profile, "--user-data-dir=%s/profile", folder);
    const char *words[] = {browser, "--headless", "--disable-gpu", "--no-first-run",
                           "--disable-extensions", "--disable-background-networking",
                           "--no-pdf-header-footer", "--print-to-pdf=guide.pdf",
                           cs_buf_text(&profile),
                           /* root cannot have its sandbox; the page is our own */
                           geteuid() == 0 ? "--no-sandbox" : "--disable-sync", "guide.html", NULL};
    struct cs_program program = {.words = words,
                                 .folder = folder,
                                 .limit_seconds = PRINT_SECONDS,
                                 .stops = &serve->is_ending};
    int code = cs_program_run(&program, said);
    cs_buf_clear(&profile);
    return code;
}

static enum cs_status print_in(const struct cs_serve *serve, const char *folder,
                               struct cs_diag *diag)
{
    static const char by_hand[] = "print the page with your browser and choose “Save as PDF”";
    struct cs_buf said;
    int code = CS_PROGRAM_MISSING;
    cs_buf_init(&said);
    for (size_t i = 0; browsers[i] && code == CS_PROGRAM_MISSING; i++)
        code = run_browser(serve, browsers[i], folder, &said);
    cs_buf_clear(&said);
    if (code == CS_PROGRAM_MISSING)
        return cs_fail(diag, CS_IO, NULL, by_hand,
                       "a PDF is printed by Chromium, which is not installed here (Debian: "
                       "chromium)");
    return code == 0 ? CS_OK
                     : cs_fail(diag, CS_IO, NULL, by_hand, "Chromium did not print the page");
}

static enum cs_status read_pdf(const char *folder, struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_buf path;
    char *bytes;
    size_t n_bytes;
    cs_buf_init(&path);
    cs_buf_printf(&path, "%s/guide.pdf", folder);
    enum cs_status status =
        cs_read_file(cs_buf_text(&path), MOST_PDF_BYTES, &bytes, &n_bytes, diag);
    if (status == CS_OK) {
        cs_buf_put(out, bytes, n_bytes);
        free(bytes);
    }
    cs_buf_clear(&path);
    return status;
}

enum cs_status cs_serve_print(struct cs_serve *serve, const struct cs_buf *html, struct cs_buf *out,
                              struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    struct cs_upload *folder = cs_upload_new(serve->spool);
    bool is_written = folder && !cs_upload_begin(folder, "guide.html") &&
                      !cs_upload_put(folder, cs_buf_text(html), html->size);
    if (!is_written)
        status = cs_fail(diag, CS_IO, NULL, NULL, "the temporary folder cannot be written to");
    if (folder)
        cs_upload_end(folder);
    if (status == CS_OK) {
        pthread_mutex_lock(&serve->print_lock);
        status = print_in(serve, cs_upload_folder(folder), diag);
        pthread_mutex_unlock(&serve->print_lock);
    }
    if (status == CS_OK)
        status = read_pdf(cs_upload_folder(folder), out, diag);
    cs_upload_free(folder);
    return status;
}
