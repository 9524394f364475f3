/* Money without its sign. Answers for: which numbers of a sentence are pay by their size and by
 * what is said of them; makes dollars of them, before anything is tied to them. */
#ifndef CS_GUIDE_SPOKEN_PAY_H
#define CS_GUIDE_SPOKEN_PAY_H

#include <stdbool.h>

#include "guide/claim/passage.h"

/* is_asked: the question or heading above is about pay. */
void cs_passage_say_dollars(struct cs_passage *p, bool is_asked);

#endif
