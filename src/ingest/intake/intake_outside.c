/* Keys of all rows that stand outside of them: in lines above the table, in the file's name. Apart
 * from keys.c, which knows rows alone. */
#include <string.h>

#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/layout/layout.h"

static struct cs_span drop_start(struct cs_span text, size_t n)
{
    return cs_span_trim((struct cs_span){text.start + n, text.size - n});
}

/* What follows the rule's start in a line that begins with it; empty where it does not. */
static struct cs_span value_in_line(const char *starts, const char *line)
{
    struct cs_span text = cs_span_trim(cs_span_of(line));
    size_t n = strlen(starts);
    if (text.size <= n || !cs_span_equals_nocase((struct cs_span){text.start, n}, starts))
        return cs_span_of("");
    text = drop_start(text, n);
    return text.size && *text.start == ':' ? drop_start(text, 1) : text;
}

/* The code that follows the rule's start anywhere in the file's name. */
static struct cs_span value_in_name(const char *starts, const char *name)
{
    size_t n = strlen(starts), size = 0;
    for (; *name; name++) {
        if (strncasecmp(name, starts, n) != 0)
            continue;
        while (cs_is_alnum(name[n + size]) || name[n + size] == '-')
            size++;
        return (struct cs_span){name + n, size};
    }
    return cs_span_of("");
}

void cs_intake_read_outside(struct cs_intake_table *table)
{
    const struct cs_layout *layout = table->layout;
    const struct cs_table_report *report = cs_intake_table_report(table);
    const char *slash = strrchr(table->file, '/');
    size_t n_lines =
        report->n_preamble < CS_REPORTED_LINES ? report->n_preamble : CS_REPORTED_LINES;
    for (size_t r = 0; r < layout->n_in_name; r++) {
        struct cs_span value =
            value_in_name(layout->in_name[r].starts, slash ? slash + 1 : table->file);
        if (value.size)
            (void)cs_keys_set_constant(&table->keys, &layout->in_name[r], value);
    }
    for (size_t r = 0; r < layout->n_above; r++)
        for (size_t i = 0; i < n_lines; i++) {
            struct cs_span value = value_in_line(layout->above[r].starts, report->preamble[i].text);
            if (value.size)
                (void)cs_keys_set_constant(&table->keys, &layout->above[r], value);
        }
}
