/* The median and quantiles of a file of salaries, by group.
 *   cc summarize.c $(pkg-config --cflags --libs careerstat) -o summarize
 *   ./summarize salaries.csv by=region */
#include <math.h>
#include <stdio.h>

#include <careerstat/careerstat.h>

static void print_messages(const struct careerstat_answer *answer)
{
    for (size_t i = 0; i < careerstat_answer_n_messages(answer); i++) {
        const struct careerstat_message *message = careerstat_answer_message(answer, i);
        if (message->file)
            fprintf(stderr, "%s:", message->file);
        if (message->line)
            fprintf(stderr, "%llu:", (unsigned long long)message->line);
        fprintf(stderr, " %s\n", message->text);
        if (message->hint)
            fprintf(stderr, "  hint: %s\n", message->hint);
    }
}

static void print_figure(const struct careerstat_figure *figure)
{
    const struct careerstat_key *keys[] = {&figure->occupation, &figure->region, &figure->level,
                                           &figure->period, &figure->industry};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i]->code)
            printf("%s, ", keys[i]->title);
    if (isnan(figure->value))
        printf("%s: none (%s)", figure->name, figure->absent);
    else
        printf("%s%s: %.2f %s", figure->name, figure->is_at_least ? " at least" : "", figure->value,
               figure->unit ? figure->unit : "");
    if (!isnan(figure->lower) && !isnan(figure->upper))
        printf(" (%.2f to %.2f)", figure->lower, figure->upper);
    if (figure->n >= 0)
        printf(", n %lld", (long long)figure->n);
    printf("\n");
}

int main(int n_words, char **words)
{
    if (n_words < 2) {
        fprintf(stderr, "usage: summarize FILE [OPTION=VALUE…]\n");
        return CAREERSTAT_USAGE;
    }
    struct careerstat *handle = careerstat_new();
    struct careerstat_answer *answer = NULL;
    int status = CAREERSTAT_INTERNAL;
    if (handle && careerstat_add_file(handle, words[1]) == CAREERSTAT_OK)
        /* What follows the file is ended by NULL, as options have to be. */
        status = careerstat_summarize(handle, (const char *const *)words + 2, &answer);
    if (answer) {
        print_messages(answer);
        for (size_t i = 0; i < careerstat_answer_n_figures(answer); i++)
            print_figure(careerstat_answer_figure(answer, i));
    }
    careerstat_answer_free(answer);
    careerstat_free(handle);
    return status;
}
