/* Bytes to the standard streams. Answers for: all of them, whatever signals come, and a terminal
 * that texts of strangers cannot command. */
#ifndef CS_CLI_STANDARD_OUTPUT_H
#define CS_CLI_STANDARD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Writes all bytes; returns 0, or the system's reason. */
int cs_write_bytes(int fd, const char *bytes, size_t n_bytes);

/* Writes an answer to standard output; to a terminal so that bytes of a file cannot command it;
 * only colors pass where keeps_color. Returns 0, or the system's reason. */
int cs_write_answer(const char *bytes, size_t n_bytes, bool keeps_color);

#endif
