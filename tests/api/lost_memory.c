/* Questions of the C library while one allocation fails, of its own code or of a library it calls:
 * the answer is the one that memory would have given, or "out of memory", never another.
 * Usage: lost_memory SOURCE_FOLDER TIMES FOLDER     (how many allocations of each question; 0: all;
 * FOLDER: with kept.db, pay.xlsx, pay.csv.gz, pay.zip, as tests/api/memory makes them) */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include <careerstat/careerstat.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t n);

static atomic_long n_asked;
static atomic_long failing; /* the number of the one that fails; 0: none */

static bool strikes(void)
{
    long number = atomic_fetch_add(&n_asked, 1) + 1;
    if (number != atomic_load(&failing))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n)
{
    return strikes() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return strikes() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t n)
{
    return strikes() ? NULL : __libc_realloc(old, n);
}

/* The folder of sources; the folder of files that were made. */
static const char *source, *made;

/* One question: of a file or a library among those that were made, NULL for neither. */
struct question {
    enum { SUMMARIZE, AUDIT, FIND, COMPARE, PROJECT, FIGURE, INSPECT, LIST, DESCRIBE } what;
    const char *file, *library;
    const char *words; /* what is looked for */
    const char *options[4];
};

static const struct question questions[] = {
    {SUMMARIZE, "pay.csv", NULL, NULL, {"by=level"}},
    {SUMMARIZE, NULL, NULL, NULL, {"occupation=43-6013", "region=US"}},
    {AUDIT, NULL, NULL, NULL, {NULL}},
    {FIND, NULL, NULL, "medical secretary", {NULL}},
    {COMPARE, "pay.csv", NULL, NULL, {"by=level"}},
    {PROJECT, NULL, NULL, NULL, {"official", "occupation=43-6013", "region=US"}},
    {SUMMARIZE, "pay.xlsx", NULL, NULL, {"by=level"}},
    {SUMMARIZE, "pay.csv.gz", NULL, NULL, {"by=level"}},
    {SUMMARIZE, "pay.zip", NULL, NULL, {"by=level"}},
    {INSPECT, "pay.xlsx", NULL, NULL, {NULL}},
    {SUMMARIZE, NULL, "kept.db", NULL, {"by=region", "occupation=43-6013"}},
    {SUMMARIZE, NULL, "kept.db", NULL, {"kind=answers", "by=level"}},
    {FIGURE, NULL, "kept.db", "salary.median", {"occupation=43-6013"}},
    {FIND, NULL, "kept.db", "secretary", {NULL}},
    {COMPARE, NULL, "kept.db", NULL, {"change", "occupation=43-6013"}},
    {AUDIT, NULL, "kept.db", NULL, {NULL}},
    {LIST, NULL, "kept.db", "occupation", {NULL}},
    {DESCRIBE, NULL, "kept.db", "43-6013", {NULL}},
};
enum { N_QUESTIONS = sizeof questions / sizeof *questions };

static enum careerstat_status put(const struct question *q, struct careerstat *handle,
                                  struct careerstat_answer **answer)
{
    static const char text[] = "Medical secretaries earned a median of $44,930 in May 2024.\n";
    switch (q->what) {
    case SUMMARIZE:
        return careerstat_summarize(handle, q->options, answer);
    case AUDIT:
        return careerstat_audit(handle, "g.md", text, sizeof text - 1, q->options, answer);
    case FIND:
        return careerstat_find(handle, q->words, q->options, answer);
    case COMPARE:
        return careerstat_compare(handle, q->options, answer);
    case PROJECT:
        return careerstat_project(handle, q->options, answer);
    case FIGURE:
        return careerstat_figure_of(handle, q->words, q->options, answer);
    case INSPECT:
        return careerstat_inspect(handle, q->options, answer);
    case LIST:
        return careerstat_list(handle, q->words, q->options, answer);
    default:
        return careerstat_describe(handle, q->words, q->options, answer);
    }
}

/* One question from an empty handle on; *json: a copy, NULL without an answer. */
static enum careerstat_status ask(int number, char **json)
{
    const struct question *q = &questions[number];
    char file[4096], library[4096], datasets[4096];
    snprintf(file, sizeof file, "%s/%s", made, q->file ? q->file : "");
    snprintf(library, sizeof library, "%s/%s", made, q->library ? q->library : "");
    snprintf(datasets, sizeof datasets, "%s/tests/fixtures/datasets", source);
    struct careerstat *handle = careerstat_new();
    struct careerstat_answer *answer = NULL;
    enum careerstat_status status = CAREERSTAT_INTERNAL;
    if (handle && careerstat_set_datasets(handle, datasets) == CAREERSTAT_OK &&
        (!q->file || careerstat_add_file(handle, file) == CAREERSTAT_OK) &&
        (!q->library || careerstat_set_library(handle, library) == CAREERSTAT_OK))
        status = put(q, handle, &answer);
    atomic_store(&failing, 0);
    *json = answer ? strdup(careerstat_answer_json(answer)) : NULL;
    careerstat_answer_free(answer);
    careerstat_free(handle);
    return status;
}

enum outcome { SAME, LOST, WRONG, ENDED, N_OUTCOMES };

/* What a question gives while this allocation fails. */
static enum outcome try(int question, long number, enum careerstat_status status, const char *right)
{
    char *got;
    atomic_store(&n_asked, 0);
    atomic_store(&failing, number);
    enum careerstat_status ended = ask(question, &got);
    bool is_same = ended == status && got && strcmp(got, right) == 0;
    if (!is_same && ended != CAREERSTAT_INTERNAL)
        printf("question %d, allocation %ld: status %d\n%.600s\n", question, number, (int)ended,
               got ? got : "no answer");
    free(got);
    fflush(stdout);
    return is_same ? SAME : ended == CAREERSTAT_INTERNAL ? LOST : WRONG;
}

enum { OF_LIBARCHIVE = 1, OURS = 100 }; /* how a process ends */

/* Inside libarchive, whose fault it is then. */
static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)info;
    (void)context;
#ifdef __x86_64__
    const ucontext_t *at = context;
    Dl_info where;
    if (dladdr((void *)at->uc_mcontext.gregs[REG_RIP], &where) && where.dli_fname &&
        strstr(where.dli_fname, "libarchive.so"))
        _exit(OF_LIBARCHIVE);
#endif
    _exit(OURS - signal);
}

/* The same in a process of its own: libarchive ends its process, or crashes, when it has no memory
 * for the name of a member, and nothing can be done about it but to say so (docs/library-c.md). */
static enum outcome try_apart(int question, long number, enum careerstat_status status,
                              const char *right)
{
    int end = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
        sigaction(SIGSEGV, &action, NULL);
        _exit(OURS + (int)try(question, number, status, right));
    }
    if (child < 0 || waitpid(child, &end, 0) != child)
        return WRONG;
    if (WIFEXITED(end) && WEXITSTATUS(end) == OF_LIBARCHIVE)
        return ENDED;
    if (WIFEXITED(end) && WEXITSTATUS(end) >= OURS)
        return (enum outcome)(WEXITSTATUS(end) - OURS);
    printf("question %d, allocation %ld: the process ended with %#x\n", question, number, end);
    return WRONG;
}

static int sweep(int question, long n_times)
{
    char *right;
    long n_of[N_OUTCOMES] = {0};
    const char *file = questions[question].file;
    bool is_archive = file && (strstr(file, ".xlsx") || strstr(file, ".zip"));
    free((ask(question, &right), right)); /* what is read once is read */
    atomic_store(&n_asked, 0);
    enum careerstat_status status = ask(question, &right);
    long n_all = atomic_load(&n_asked);
    if (status > CAREERSTAT_NO_ANSWER || !right) {
        printf("question %d: undisturbed, it ends with %d\n%s\n", question, (int)status,
               right ? right : "no answer");
        free(right);
        return 1;
    }
    long n = n_times && n_times < n_all ? n_times : n_all;
    unsigned seed = 20261130u + (unsigned)question;
    for (long i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        long number = n == n_all ? i + 1 : 1 + (long)(seed >> 8) % n_all;
        n_of[(is_archive ? try_apart : try)(question, number, status, right)]++;
    }
    printf("question %d: %ld of %ld allocations failed: %ld times out of memory, %ld ended by "
           "libarchive, %ld wrong\n",
           question, n, n_all, n_of[LOST], n_of[ENDED], n_of[WRONG]);
    fflush(stdout);
    free(right);
    return (int)n_of[WRONG];
}

int main(int n_words, char **words)
{
    if (n_words != 4)
        return 2;
    source = words[1];
    made = words[3];
    int n_wrong = 0;
    for (int question = 0; question < N_QUESTIONS; question++)
        n_wrong += sweep(question, atol(words[2]));
    return n_wrong > 0;
}
