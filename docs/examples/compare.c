/* Two groups compared: the document that `careerstat compare --json` prints, for a reader of JSON.
 *   cc compare.c $(pkg-config --cflags --libs careerstat) -o compare
 *   ./compare salaries.csv level entry senior */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <careerstat/careerstat.h>

/* "level=entry"; NULL when out of memory. */
static char *join(const char *name, const char *value)
{
    size_t n = strlen(name) + strlen(value) + 2;
    char *option = malloc(n);
    if (option)
        snprintf(option, n, "%s=%s", name, value);
    return option;
}

int main(int n_words, char **words)
{
    if (n_words != 5) {
        fprintf(stderr, "usage: compare FILE DIMENSION GROUP GROUP\n");
        return CAREERSTAT_USAGE;
    }
    struct careerstat *handle = careerstat_new();
    struct careerstat_answer *answer = NULL;
    char *by = join("by", words[2]), *first = join(words[2], words[3]),
         *second = join(words[2], words[4]);
    int status = CAREERSTAT_INTERNAL;
    if (handle && by && first && second && careerstat_add_file(handle, words[1]) == CAREERSTAT_OK) {
        const char *const options[] = {by, first, second, NULL};
        status = careerstat_compare(handle, options, &answer);
    }
    if (answer)
        fputs(careerstat_answer_json(answer), status == CAREERSTAT_OK ? stdout : stderr);
    careerstat_answer_free(answer);
    careerstat_free(handle);
    free(by);
    free(first);
    free(second);
    return status;
}
