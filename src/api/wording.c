/* Options in messages: from the words of the command line to those of a question. Apart from the
 * questions, which go the other way. */
#include "api/wording.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"

/* What an answer must not do: write files, start programs, take another form than JSON, or read
 * others than the handle's data. */
static const char *const refused[] = {
    "output", "json",    "format",  "help",     "quiet",          "verbose",
    "data",   "library", "threads", "partial",  "chart",          "fix",
    "diff",   "dry-run", "sarif",   "problems", "suggest-layout", NULL};

bool cs_api_is_refused(struct cs_span option)
{
    return cs_span_is_any(option, refused);
}

static size_t length_of_word(const char *text)
{
    size_t n = 0;
    while (cs_is_alnum(text[n]) || (text[n] && strchr("-_.%$", text[n])))
        n++;
    while (n && text[n - 1] == '.')
        n--; /* of the sentence */
    return n;
}

static bool is_choice(const struct cs_option *option, struct cs_span word)
{
    const char *at = option->choices;
    while (at && word.size) {
        size_t n = strcspn(at, ",");
        if (n == word.size && strncmp(at, word.start, n) == 0)
            return true;
        at = at[n] ? at + n + 1 : NULL;
    }
    return false;
}

/* Whether the word behind an option is its value, and no word of the sentence: it is written as a
 * value, is one of the choices, or nothing comes after it. */
static bool is_value(const struct cs_option *option, struct cs_span word)
{
    if (option->kind == CS_OPTION_FLAG || !word.size)
        return false;
    char c = *word.start;
    return cs_is_digit(c) || (c >= 'A' && c <= 'Z') || is_choice(option, word) ||
           strchr(";:,)", word.start[word.size]);
}

/* The option at `text`, which follows its dashes; how much of the text it took. */
static size_t put_option(struct cs_buf *out, const struct cs_option *option, const char *text)
{
    size_t n = strlen(option->name);
    if (text[n] == ' ' || text[n] == '=') {
        struct cs_span word = {text + n + 1, length_of_word(text + n + 1)};
        if (text[n] == '=' || is_value(option, word)) {
            cs_buf_printf(out, "%s=%.*s", option->name, (int)word.size, word.start);
            return n + 1 + word.size;
        }
    }
    bool is_quoted = out->size && out->data[out->size - 1] == '\'';
    cs_buf_printf(out, text[n] == ':' || is_quoted ? "%s" : "'%s'", option->name);
    return n;
}

const char *cs_api_reword(const struct cs_command *command, const char *text,
                          struct cs_arena *arena)
{
    struct cs_buf out;
    if (!text || !strstr(text, "--"))
        return text;
    cs_buf_init(&out);
    for (const char *at = text; *at;) {
        bool begins = at[0] == '-' && at[1] == '-' && (at == text || !cs_is_alnum(at[-1]));
        struct cs_span name = {at + 2, begins ? length_of_word(at + 2) : 0};
        const struct cs_option *option =
            name.size && !cs_api_is_refused(name) ? cs_command_option_named(command, name) : NULL;
        if (option) {
            at += 2 + put_option(&out, option, at + 2);
        } else {
            cs_buf_put(&out, at, 1);
            at++;
        }
    }
    const char *worded = out.failed ? NULL : cs_arena_strdup(arena, cs_buf_text(&out));
    cs_buf_clear(&out);
    return worded;
}
