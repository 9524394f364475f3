/* Runs a command and appends "seconds user system megabytes" to a file:
 *   measure FILE COMMAND [WORD…]
 * The command's exit status is its own. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct timespec start, end;
    struct rusage usage;
    int status;
    if (argc < 3)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &start);
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 3;
    clock_gettime(CLOCK_MONOTONIC, &end);
    double wall = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    FILE *out = fopen(argv[1], "a");
    if (!out)
        return 3;
    fprintf(out, "%.6f %.6f %.6f %.1f\n", wall, seconds(usage.ru_utime), seconds(usage.ru_stime),
            (double)usage.ru_maxrss / 1024);
    fclose(out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
