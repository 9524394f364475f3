/* Speaks with the child: its version, one script at a time, the answer, the picture. Apart from the
 * process itself (gnuplot_child.c). */
#include "render/draw/gnuplot.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "render/draw/gnuplot_child.h"

enum {
    DEFAULT_LIMIT_MS = 20000,
    EXIT_LIMIT_MS = 5000,
    ANSWER_BYTES = 16384,
    MAX_PICTURE_BYTES = 256 << 20,
};
static const double oldest_version = 5.2;
/* With its line end, or that would be left to begin the next answer. */
static const char end_mark[] = "careerstat-done\n";
static const char no_error[] = "errno 0\n";

struct cs_gnuplot {
    const char *program;
    unsigned limit_ms;
    struct cs_gnuplot_child child;
    bool is_asked;   /* the child has not said yet what it is */
    size_t n_answer; /* bytes of the answer read so far */
    char answer[ANSWER_BYTES + 1];
};

struct cs_gnuplot *cs_gnuplot_new(const char *program, unsigned limit_ms)
{
    struct cs_gnuplot *gnuplot = calloc(1, sizeof *gnuplot);
    if (!gnuplot)
        return NULL;
    gnuplot->program = program ? program : "gnuplot";
    gnuplot->limit_ms = limit_ms ? limit_ms : DEFAULT_LIMIT_MS;
    gnuplot->child = cs_no_gnuplot_child;
    return gnuplot;
}

void cs_gnuplot_free(struct cs_gnuplot *gnuplot, struct cs_diag *diag)
{
    if (!gnuplot)
        return;
    if (gnuplot->is_asked) /* it was begun in vain */
        cs_gnuplot_child_kill(&gnuplot->child);
    unsigned limit = gnuplot->limit_ms < EXIT_LIMIT_MS ? gnuplot->limit_ms : EXIT_LIMIT_MS;
    if (!cs_gnuplot_child_leave(&gnuplot->child, limit))
        cs_diag_add(diag, CS_WARNING, NULL, NULL,
                    "'%s' drew its charts but did not exit within %g s: it was killed",
                    gnuplot->program, limit / 1000.0);
    free(gnuplot);
}

enum outcome { ANSWERED, TIMED_OUT, ENDED };

/* Reads what the child says until the end mark stands in it. Past the buffer, the middle is lost,
 * not the end. */
static enum outcome read_answer(struct cs_gnuplot *gnuplot)
{
    long deadline = cs_now_ms() + (long)gnuplot->limit_ms;
    gnuplot->n_answer = 0;
    for (;;) {
        gnuplot->answer[gnuplot->n_answer] = '\0';
        if (strstr(gnuplot->answer, end_mark))
            return ANSWERED;
        if (gnuplot->n_answer == ANSWER_BYTES) {
            memmove(gnuplot->answer + ANSWER_BYTES / 4, gnuplot->answer + ANSWER_BYTES * 3 / 4,
                    ANSWER_BYTES / 4);
            gnuplot->n_answer = ANSWER_BYTES / 2;
        }
        struct pollfd ready = {gnuplot->child.answers, POLLIN, 0};
        long left = deadline - cs_now_ms();
        int n_ready = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (n_ready == 0)
            return TIMED_OUT;
        ssize_t n = n_ready < 0 ? -1
                                : read(gnuplot->child.answers, gnuplot->answer + gnuplot->n_answer,
                                       ANSWER_BYTES - gnuplot->n_answer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ENDED;
        gnuplot->n_answer += (size_t)n;
    }
}

/* Sends a short command line. A child that is gone shows in the answer. */
static void send_command(struct cs_gnuplot *gnuplot, const char *command)
{
    for (size_t left = strlen(command); left;) {
        ssize_t n = send(gnuplot->child.commands, command, left, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return;
        command += n > 0 ? n : 0;
        left -= n > 0 ? (size_t)n : 0;
    }
}

static enum cs_status fail_outcome(struct cs_gnuplot *gnuplot, enum outcome outcome,
                                   const char *name, struct cs_diag *diag)
{
    cs_gnuplot_child_kill(&gnuplot->child);
    struct cs_shown shown;
    cs_show(&shown, name, strlen(name));
    if (outcome == TIMED_OUT)
        return cs_fail(diag, CS_IO, NULL, NULL, "chart '%s': gnuplot did not respond within %g s",
                       shown.text, gnuplot->limit_ms / 1000.0);
    return cs_fail(diag, CS_IO, NULL, NULL, "chart '%s': gnuplot ended before the chart was done",
                   shown.text);
}

/* Starts a child and asks what it is. Returns 0 or an errno; then there is no child. */
static int start_child(struct cs_gnuplot *gnuplot)
{
    int error = cs_gnuplot_child_start(&gnuplot->child, gnuplot->program);
    if (error)
        cs_gnuplot_child_kill(&gnuplot->child);
    else
        send_command(gnuplot, "print sprintf('version %s', gprintf('%.1f', GPVAL_VERSION))\n"
                              "print 'careerstat-done'\n");
    gnuplot->is_asked = !error;
    return error;
}

void cs_gnuplot_begin(struct cs_gnuplot *gnuplot)
{
    if (gnuplot && !gnuplot->child.pid)
        (void)start_child(gnuplot); /* told when a chart is to be drawn */
}

/* Starts a child when there is none and hears what it is. */
static enum cs_status ensure_child(struct cs_gnuplot *gnuplot, const char *name,
                                   struct cs_diag *diag)
{
    if (gnuplot->child.pid && !gnuplot->is_asked)
        return CS_OK;
    int error = gnuplot->child.pid ? 0 : start_child(gnuplot);
    if (error)
        return cs_fail(diag, CS_IO, NULL,
                       error == ENOENT ? "install gnuplot (Debian: gnuplot-nox)" : NULL,
                       "cannot start '%s': %s", gnuplot->program, strerror(error));
    gnuplot->is_asked = false;
    enum outcome outcome = read_answer(gnuplot);
    if (outcome != ANSWERED)
        return fail_outcome(gnuplot, outcome, name, diag);
    const char *text = strstr(gnuplot->answer, "version ");
    size_t n = text ? strspn(text + 8, "0123456789.") : 0;
    double version = 0;
    if (!n || !cs_number_parse((struct cs_span){text + 8, n}, &version) ||
        version < oldest_version) {
        struct cs_shown shown;
        cs_show(&shown, text ? text + 8 : "", n);
        cs_gnuplot_child_kill(&gnuplot->child);
        return cs_fail(
            diag, CS_IO, NULL, "install gnuplot 5.4 or later",
            "'%s' is too old or not gnuplot: it reports version '%s', but 5.2 is required",
            gnuplot->program, shown.text);
    }
    return CS_OK;
}

static bool write_all(int fd, const char *bytes, size_t n_bytes)
{
    for (size_t n_done = 0; n_done < n_bytes;) {
        ssize_t n = pwrite(fd, bytes + n_done, n_bytes - n_done, (off_t)n_done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        n_done += (size_t)n;
    }
    return true;
}

/* Appends the picture; 0 when there is none or it cannot be read. */
static bool read_picture(struct cs_gnuplot *gnuplot, struct cs_buf *out)
{
    struct stat stat;
    if (fstat(gnuplot->child.picture, &stat) != 0 || stat.st_size <= 0 ||
        stat.st_size > MAX_PICTURE_BYTES)
        return false;
    size_t n_bytes = (size_t)stat.st_size;
    void *bytes = mmap(NULL, n_bytes, PROT_READ, MAP_PRIVATE, gnuplot->child.picture, 0);
    if (bytes == MAP_FAILED)
        return false;
    cs_buf_put(out, bytes, n_bytes);
    munmap(bytes, n_bytes);
    return !out->failed;
}

/* The child's own words for what went wrong, without its drawing of the place: the text after
 * `line N: `, and the line. */
static enum cs_status fail_script(struct cs_gnuplot *gnuplot, const char *name,
                                  struct cs_diag *diag)
{
    struct cs_place place = {.file = "script"};
    const char *text = gnuplot->answer;
    const char *line = strstr(text, "\" line ");
    int64_t number = 0;
    if (line) {
        size_t n = strspn(line + 7, "0123456789");
        if (cs_integer_parse((struct cs_span){line + 7, n}, &number)) {
            place.line = (uint64_t)number;
            text = line + 7 + n + (line[7 + n] == ':');
        }
    }
    struct cs_span words = cs_span_trim((struct cs_span){text, strcspn(text, "\n")});
    if (strstr(gnuplot->answer, no_error))
        words.size = 0;
    struct cs_shown shown_name, shown_words;
    cs_show(&shown_name, name, strlen(name));
    cs_show(&shown_words, words.start, words.size);
    enum cs_status status =
        cs_fail(diag, CS_IO, &place, NULL, "chart '%s': gnuplot: %s", shown_name.text,
                words.size ? shown_words.text : "nothing was drawn");
    cs_gnuplot_child_kill(&gnuplot->child);
    return status;
}

enum cs_status cs_gnuplot_run(struct cs_gnuplot *gnuplot, const struct cs_buf *script,
                              const char *name, struct cs_buf *out, struct cs_diag *diag)
{
    enum cs_status status = ensure_child(gnuplot, name, diag);
    if (status != CS_OK)
        return status;
    if (script->failed)
        return cs_fail_memory(diag);
    if (ftruncate(gnuplot->child.script, 0) != 0 || ftruncate(gnuplot->child.picture, 0) != 0 ||
        !write_all(gnuplot->child.script, script->data, script->size)) {
        int error = errno;
        cs_gnuplot_child_kill(&gnuplot->child);
        return cs_fail(diag, CS_IO, NULL, NULL, "cannot pass a script to gnuplot: %s",
                       strerror(error));
    }
    /* `load` stops at the first error and tells the line; GPVAL_ERRNO says whether there was one,
     * whatever else the child printed. */
    send_command(gnuplot,
                 "reset\nundefine $*\nreset errors\nload '/proc/self/fd/3'\n"
                 "unset output\nprint sprintf('errno %d', GPVAL_ERRNO)\nprint 'careerstat-done'\n");
    enum outcome outcome = read_answer(gnuplot);
    if (outcome != ANSWERED)
        return fail_outcome(gnuplot, outcome, name, diag);
    size_t size_before = out->size;
    if (strstr(gnuplot->answer, no_error) && read_picture(gnuplot, out))
        return CS_OK;
    if (out->size > size_before) {
        out->size = size_before;
        out->data[size_before] = '\0';
    }
    return out->failed ? cs_fail_memory(diag) : fail_script(gnuplot, name, diag);
}

/* gnuplot documents '' for a quote inside a literal, but 5.4 takes it wrongly at the start and in
 * runs, and the rest of the text as code. A quote is therefore a constant of its own, joined. */
void cs_gnuplot_quote(struct cs_buf *script, const char *text, size_t n_bytes)
{
    cs_buf_putc(script, '\'');
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(text + i, n_bytes - i);
        if (n == 0)
            cs_buf_puts(script, "\xEF\xBF\xBD");
        else if (n == 1 && (unsigned char)text[i] < 0x20)
            cs_buf_putc(script, ' ');
        else if (text[i] == '\x7f' || cs_utf8_is_control(text + i, n))
            cs_buf_putc(script, ' ');
        else if (text[i] == '\'')
            cs_buf_puts(script, "'.\"'\".'");
        else
            cs_buf_put(script, text + i, n);
        i += n ? n : 1;
    }
    cs_buf_putc(script, '\'');
}
