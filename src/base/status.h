/* The result of every fallible function, and the exit codes they become.
 * Answers for: the vocabulary only. The reason for a failure travels in struct cs_diag. */
#ifndef CS_BASE_STATUS_H
#define CS_BASE_STATUS_H

#define CS_MUST_USE __attribute__((warn_unused_result))
#define CS_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* Values are the program's exit codes. */
enum cs_status {
    CS_OK = 0,        /* done */
    CS_NO_ANSWER = 1, /* the data allow no answer, or a check found differences */
    CS_USAGE = 2,     /* the words of the call, or a user-written layout, are wrong */
    CS_IO = 3,        /* a file, pipe, input text or gnuplot trouble */
    CS_INTERNAL = 4,  /* out of memory, or a defect of the program */
};

#endif
