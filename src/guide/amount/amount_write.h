/* An amount written anew in the form its author gave it. Answers for: entities, escapes, the marks
 * between thousands, decimals, "k" and "million", numbers in words. Refuses forms it cannot keep:
 * no edit is better than a false one. Does not know whether the new value is right. */
#ifndef CS_GUIDE_AMOUNT_WRITE_H
#define CS_GUIDE_AMOUNT_WRITE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/text.h"
#include "guide/amount/amount.h"

/* Appends the bytes of the file behind an amount (cs_document_source) with the size of `value` in
 * place of its number; its sign stays as written. Returns whether it could. */
bool cs_amount_rewrite(struct cs_span written, const struct cs_amount *amount, double value,
                       struct cs_buf *out);
/* Digits behind the decimal point of what is written. */
int cs_amount_decimals(struct cs_span written);

#endif
