/* What GSL does when it is asked for what it cannot give. Answers for: its functions returning, as
 * their callers here expect, where it would end the process. */
#ifndef CS_STATS_KEEP_GOING_H
#define CS_STATS_KEEP_GOING_H

/* Turns GSL's handler of errors off, for the whole process: it has one handler only. */
void cs_stats_keep_going(void);

#endif
