/* The options that travel in partial results. Apart from summarize and merge, so that what one
 * writes and the other believes is the same list, and short enough to be read at one glance. */
#include "cli/input/part_options.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "data/part/part.h"

/* What is not named here is never read from a part. */
static const struct {
    const char *name;
    enum cs_part_word word;
} words[] = {
    {"by", CS_PART_WORD_KEPT},
    {"quantiles", CS_PART_WORD_KEPT},
    {"interval", CS_PART_WORD_KEPT},
    {"total", CS_PART_WORD_KEPT},
    {"errors", CS_PART_WORD_KEPT},
    {"spread", CS_PART_WORD_KEPT},
    {"trim", CS_PART_WORD_KEPT},
    {"levels", CS_PART_WORD_KEPT},
    {"per", CS_PART_WORD_KEPT},
    {"tier", CS_PART_WORD_KEPT},
    {"occupation", CS_PART_WORD_KEPT},
    {"region", CS_PART_WORD_KEPT},
    {"level", CS_PART_WORD_KEPT},
    {"period", CS_PART_WORD_KEPT},
    {"experience-bands", CS_PART_WORD_KEPT},
    {"only-currency", CS_PART_WORD_KEPT},
    {"soc", CS_PART_WORD_KEPT},
    {"quantile-rule", CS_PART_WORD_KEPT},
    {"confidence", CS_PART_WORD_KEPT},
    {"resamples", CS_PART_WORD_KEPT},
    {"seed", CS_PART_WORD_KEPT},
    {"minimum-n", CS_PART_WORD_KEPT},
    {"real", CS_PART_WORD_KEPT},
    {"cost-of-living", CS_PART_WORD_KEPT},
    {"parity-year", CS_PART_WORD_KEPT},
    {"currency", CS_PART_WORD_KEPT},
    {"ppp", CS_PART_WORD_KEPT},
    {"rate-year", CS_PART_WORD_KEPT},
    {"prices", CS_PART_WORD_REFUSED},
    {"crosswalk", CS_PART_WORD_REFUSED},
    {"output", CS_PART_WORD_LEFT_OUT},
    {"json", CS_PART_WORD_LEFT_OUT},
    {"format", CS_PART_WORD_LEFT_OUT},
    {"threads", CS_PART_WORD_LEFT_OUT},
    {"memory", CS_PART_WORD_LEFT_OUT},
    {"layout", CS_PART_WORD_LEFT_OUT},
    {"distinct", CS_PART_WORD_LEFT_OUT},
    {"allow-rejects", CS_PART_WORD_LEFT_OUT},
    {"reader", CS_PART_WORD_LEFT_OUT},
    {"library", CS_PART_WORD_LEFT_OUT},
    {"unweighted", CS_PART_WORD_LEFT_OUT},
    {"replicates", CS_PART_WORD_LEFT_OUT},
    {"strata", CS_PART_WORD_LEFT_OUT},
    {"cluster", CS_PART_WORD_LEFT_OUT},
    {"kind", CS_PART_WORD_LEFT_OUT},
    {"partial", CS_PART_WORD_LEFT_OUT},
    {"quiet", CS_PART_WORD_LEFT_OUT},
    {"verbose", CS_PART_WORD_LEFT_OUT},
    {"help", CS_PART_WORD_LEFT_OUT},
};

/* By the option's long name. */
static enum cs_part_word word_of(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].name, name) == 0)
            return words[i].word;
    return CS_PART_WORD_UNKNOWN;
}

static const struct cs_option *find_option(const struct cs_call *call, const char *name)
{
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(call->command, i)) != NULL; i++)
        if (strcmp(option->name, name) == 0)
            return option;
    return NULL;
}

/* The list names every option of the command, and nothing else: neither can change alone. */
static enum cs_status check_list(const struct cs_call *call)
{
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(call->command, i)) != NULL; i++)
        if (word_of(option->name) == CS_PART_WORD_UNKNOWN)
            return cs_fail(call->diag, CS_INTERNAL, NULL, NULL,
                           "nothing says whether partial results keep --%s", option->name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!find_option(call, words[i].name))
            return cs_fail(call->diag, CS_INTERNAL, NULL, NULL,
                           "partial results mention --%s, which is not an option", words[i].name);
    return CS_OK;
}

enum cs_status cs_part_options_keep(const struct cs_call *call, struct cs_part_about *about)
{
    enum cs_status status = check_list(call);
    if (status != CS_OK)
        return status;
    struct cs_part_option *kept = cs_arena_alloc(call->arena, (call->n_given + 1) * sizeof *kept);
    if (!kept)
        return cs_fail_memory(call->diag);
    about->options = kept;
    about->n_options = 0;
    for (size_t i = 0; i < call->n_given; i++) {
        const char *name = call->given[i].option->name;
        enum cs_part_word word = word_of(name);
        if (word == CS_PART_WORD_REFUSED)
            return cs_fail(call->diag, CS_USAGE, NULL,
                           "give it to the careerstat merge that answers",
                           "--%s names a file, which a partial result may not", name);
        if (word == CS_PART_WORD_KEPT)
            kept[about->n_options++] = (struct cs_part_option){name, call->given[i].value};
    }
    return CS_OK;
}

static bool may_repeat(const struct cs_option *option)
{
    return option->kind == CS_OPTION_TEXTS || option->kind == CS_OPTION_LIST;
}

static bool is_repeated(const struct cs_part_about *about, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(about->options[i].name, about->options[index].name) == 0)
            return true;
    return false;
}

static enum cs_status check_option(const struct cs_call *call, const struct cs_part *part,
                                   size_t index)
{
    const struct cs_part_about *about = cs_part_about(part);
    const struct cs_part_option *said = &about->options[index];
    struct cs_place place = {.file = cs_part_name(part)};
    struct cs_shown name_bytes, value_bytes;
    const char *name = cs_show(&name_bytes, said->name, strlen(said->name));
    const char *value = cs_show(&value_bytes, said->value, strlen(said->value));
    double ignored;
    enum cs_part_word word = word_of(said->name);
    const struct cs_option *option =
        word == CS_PART_WORD_KEPT ? find_option(call, said->name) : NULL;
    if (word == CS_PART_WORD_REFUSED)
        return cs_fail(call->diag, CS_IO, &place, "give it to careerstat merge itself",
                       "names a file, which a partial result may not: --%s '%s'", name, value);
    if (!option)
        return cs_fail(call->diag, CS_IO, &place,
                       "careerstat summarize FILE --by DIMS --partial -o PART makes one without",
                       "carries an option that a partial result may not: --%s '%s'", name, value);
    const char *wanted = cs_option_wants(option, said->value, call->arena, &ignored);
    if (wanted)
        return cs_fail(call->diag, CS_IO, &place, NULL, "carries --%s, whose value '%s' is not %s",
                       name, value, wanted);
    if (!may_repeat(option) && is_repeated(about, index))
        return cs_fail(call->diag, CS_IO, &place, NULL, "carries --%s twice", name);
    return CS_OK;
}

enum cs_status cs_part_options_check(const struct cs_call *call, const struct cs_part *part)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < cs_part_about(part)->n_options && status == CS_OK; i++)
        status = check_option(call, part, i);
    return status;
}

enum cs_status cs_part_options_take(struct cs_call *call, const struct cs_part *part)
{
    const struct cs_part_about *about = cs_part_about(part);
    struct cs_given *given =
        cs_arena_alloc(call->arena, (call->n_given + about->n_options + 1) * sizeof *given);
    if (!given)
        return cs_fail_memory(call->diag);
    size_t n = call->n_given;
    if (n)
        memcpy(given, call->given, n * sizeof *given);
    for (size_t i = 0; i < about->n_options; i++) {
        const struct cs_part_option *said = &about->options[i];
        if (cs_call_has(call, said->name))
            continue;
        given[n] = (struct cs_given){.option = find_option(call, said->name), .value = said->value};
        (void)cs_option_wants(given[n].option, said->value, call->arena, &given[n].number);
        n++;
    }
    call->given = given;
    call->n_given = n;
    return CS_OK;
}
