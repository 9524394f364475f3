/* What is wrong with the figures of a text on standard input, against the shipped data.
 *   cc audit.c $(pkg-config --cflags --libs careerstat) -o audit
 *   ./audit guide.md < guide.md */
#include <stdio.h>
#include <stdlib.h>

#include <careerstat/careerstat.h>

enum { MOST_BYTES = 1 << 20 };

static void print_finding(const struct careerstat_message *finding)
{
    static const char *const severities[] = {"note", "warning", "error"};
    printf("%s:%llu:%llu: %s: %s\n", finding->file ? finding->file : "-",
           (unsigned long long)finding->line, (unsigned long long)finding->column,
           severities[finding->severity], finding->text);
    if (finding->hint)
        printf("  hint: %s\n", finding->hint);
}

int main(int n_words, char **words)
{
    if (n_words != 2) {
        fprintf(stderr, "usage: audit NAME < TEXT\n");
        return CAREERSTAT_USAGE;
    }
    char *text = malloc(MOST_BYTES);
    struct careerstat *handle = careerstat_new();
    struct careerstat_answer *answer = NULL;
    int status = CAREERSTAT_INTERNAL;
    if (text && handle) {
        size_t n_bytes = fread(text, 1, MOST_BYTES, stdin);
        status = careerstat_audit(handle, words[1], text, n_bytes, NULL, &answer);
    }
    for (size_t i = 0; answer && i < careerstat_answer_n_messages(answer); i++)
        print_finding(careerstat_answer_message(answer, i));
    careerstat_answer_free(answer);
    careerstat_free(handle);
    free(text);
    return status;
}
