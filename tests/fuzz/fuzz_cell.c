/* Cells: any text is a finite number, a range in order, a reason, or no number. */
#include <math.h>

#include "fuzz.h"
#include "ingest/source/cell.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const struct cs_marker own[] = {{"x", CS_WITHHELD}};
    struct cs_span cell = {(const char *)bytes, size};
    struct cs_cell_number number = cs_cell_read_number(cell, own, 1);
    switch (number.kind) {
    case CS_CELL_NUMBER:
        PROMISE(isfinite(number.low) && number.presence == CS_PRESENT);
        break;
    case CS_CELL_RANGE:
        PROMISE(isfinite(number.low) && isfinite(number.high) && number.low <= number.high);
        break;
    case CS_CELL_MISSING:
        PROMISE(number.presence != CS_PRESENT && number.presence < CS_N_PRESENCES);
        PROMISE(number.presence == CS_AT_LEAST || isnan(number.low));
        PROMISE(!isinf(number.low));
        break;
    case CS_CELL_BAD:
        break;
    }
    PROMISE(number.currency[3] == '\0');
    struct cs_span text = cs_cell_text(cell);
    PROMISE(text.size <= size);
    return 0;
}
