/* Questions of the C library while one allocation fails, of its own code or of a library it calls:
 * the answer is the one that memory would have given, or "out of memory", never another.
 * Usage: lost_memory SOURCE_FOLDER TIMES     (how many allocations of each question; 0: all) */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static const char *source;

/* One question from an empty handle on; *json: a copy, NULL without an answer. */
static enum careerstat_status ask(int question, char **json)
{
    static const char *const by[] = {"by=level", NULL};
    static const char *const published[] = {"occupation=43-6013", "region=US", NULL};
    static const char *const official[] = {"official", "occupation=43-6013", "region=US", NULL};
    static const char text[] = "Medical secretaries earned a median of $44,930 in May 2024.\n";
    char file[4096], datasets[4096];
    snprintf(file, sizeof file, "%s/tests/api/pay.csv", source);
    snprintf(datasets, sizeof datasets, "%s/tests/fixtures/datasets", source);
    struct careerstat *handle = careerstat_new();
    struct careerstat_answer *answer = NULL;
    enum careerstat_status status = CAREERSTAT_INTERNAL;
    bool has_file = question == 0 || question == 4;
    if (handle && careerstat_set_datasets(handle, datasets) == CAREERSTAT_OK &&
        (!has_file || careerstat_add_file(handle, file) == CAREERSTAT_OK)) {
        switch (question) {
        case 0:
            status = careerstat_summarize(handle, by, &answer);
            break;
        case 1:
            status = careerstat_summarize(handle, published, &answer);
            break;
        case 2:
            status = careerstat_audit(handle, "g.md", text, sizeof text - 1, NULL, &answer);
            break;
        case 3:
            status = careerstat_find(handle, "medical secretary", NULL, &answer);
            break;
        case 4:
            status = careerstat_compare(handle, by, &answer);
            break;
        default:
            status = careerstat_project(handle, official, &answer);
        }
    }
    atomic_store(&failing, 0);
    *json = answer ? strdup(careerstat_answer_json(answer)) : NULL;
    careerstat_answer_free(answer);
    careerstat_free(handle);
    return status;
}

enum { N_QUESTIONS = 6 };

static int sweep(int question, long n_times)
{
    char *right, *got;
    int n_wrong = 0, n_lost = 0;
    free((ask(question, &right), right)); /* what is read once is read */
    atomic_store(&n_asked, 0);
    enum careerstat_status status = ask(question, &right);
    long n_all = atomic_load(&n_asked);
    long n = n_times && n_times < n_all ? n_times : n_all;
    unsigned seed = 20261130u + (unsigned)question;
    for (long i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        long number = n == n_all ? i + 1 : 1 + (long)(seed >> 8) % n_all;
        atomic_store(&n_asked, 0);
        atomic_store(&failing, number);
        enum careerstat_status ended = ask(question, &got);
        bool is_same = ended == status && got && strcmp(got, right) == 0;
        n_lost += ended == CAREERSTAT_INTERNAL;
        if (!is_same && ended != CAREERSTAT_INTERNAL) {
            n_wrong++;
            printf("question %d, allocation %ld: status %d\n%.600s\n", question, number, (int)ended,
                   got ? got : "no answer");
        }
        free(got);
    }
    printf("question %d: %ld of %ld allocations failed: %d times out of memory, %d wrong\n",
           question, n, n_all, n_lost, n_wrong);
    free(right);
    return n_wrong;
}

int main(int n_words, char **words)
{
    if (n_words != 3)
        return 2;
    source = words[1];
    int n_wrong = 0;
    for (int question = 0; question < N_QUESTIONS; question++)
        n_wrong += sweep(question, atol(words[2]));
    return n_wrong > 0;
}
