/* Copies of rows. The readers lend their cells for one call; a profile needs many rows at once. */
#include "ingest/profile/rows.h"

#include <string.h>

#include "base/arena.h"
#include "ingest/source/cell.h"

void cs_profile_rows_clear(struct cs_profile_rows *rows)
{
    cs_arena_clear(&rows->arena);
    memset(rows, 0, sizeof *rows);
}

bool cs_profile_rows_are_full(const struct cs_profile_rows *rows)
{
    return rows->n == CS_PROFILE_ROWS || rows->n_bytes >= CS_PROFILE_BYTES;
}

bool cs_profile_rows_keep(struct cs_profile_rows *rows, const struct cs_row *row)
{
    struct cs_row *kept = &rows->items[rows->n];
    struct cs_cell *cells = cs_arena_alloc(&rows->arena, (row->n_cells + 1) * sizeof *cells);
    if (!cells)
        return false;
    *kept = *row;
    kept->cells = cells;
    for (size_t i = 0; i < row->n_cells; i++) {
        struct cs_span text = row->cells[i].text;
        cells[i] = row->cells[i];
        cells[i].text.start = cs_arena_copy(&rows->arena, text.start, text.size);
        if (!cells[i].text.start)
            return false;
        rows->n_bytes += text.size + 1;
    }
    rows->n++;
    return true;
}

struct cs_cell cs_profile_rows_cell(const struct cs_profile_rows *rows, size_t row, size_t column)
{
    struct cs_cell cell = {{"", 0}, (uint32_t)column + 1, CS_CELL_BLANK};
    if (column >= rows->items[row].n_cells)
        return cell;
    cell = rows->items[row].cells[column];
    cell.text = cs_cell_text(cell.text);
    return cell;
}
