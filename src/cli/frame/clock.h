/* What time it is. Answers for: the present as text, the one place where a command may ask. */
#ifndef CS_CLI_CLOCK_H
#define CS_CLI_CLOCK_H

enum { CS_CLOCK_BYTES = 32 };

/* "2026-11-24T22:00:00Z", in UTC; the first ten bytes are the day. */
void cs_clock_now(char out[CS_CLOCK_BYTES]);

#endif
