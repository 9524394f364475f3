/* Places of cells for messages: sheet and "F17" in workbooks, a line in text. */
#include "ingest/source/table.h"

#include <stdio.h>

#include "ingest/source/reading.h"

void cs_column_letters(uint32_t column, char out[CS_COLUMN_LETTERS])
{
    char reversed[CS_COLUMN_LETTERS];
    int n = 0;
    for (; column && n < 7; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (int i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
}

struct cs_place cs_cell_place(const char *file, const struct cs_row *row, uint32_t column,
                              struct cs_cell_name *cell_name)
{
    struct cs_place place = {.file = file, .line = row->line};
    if (!row->sheet)
        return place;
    char letters[CS_COLUMN_LETTERS];
    cs_column_letters(column, letters);
    snprintf(cell_name->text, sizeof cell_name->text, "%s%u", letters, (unsigned)row->line);
    place.sheet = row->sheet;
    place.cell = cell_name->text;
    return place;
}

enum cs_status cs_reading_start_table(struct cs_reading *reading, const char *name,
                                      const char *sheet)
{
    const struct cs_row_sink *sink = reading->sink;
    return sink->table ? sink->table(sink->context, name, sheet) : CS_OK;
}
