/* base/pending: files that appear whole, where others may write too, and when the program ends. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/fileset.h"
#include "base/leftovers.h"
#include "base/outfile.h"
#include "base/pending.h"

static char before[4096]; /* the folder the test was started in */

static int enter(void **state)
{
    static char folder[64];
    strcpy(folder, "/tmp/careerstat-pending-XXXXXX");
    *state = folder;
    umask(022);
    return !getcwd(before, sizeof before) || !mkdtemp(folder) || chdir(folder) != 0;
}

static int leave(void **state)
{
    char line[128];
    snprintf(line, sizeof line, "rm -rf -- %s", (char *)*state);
    return chdir(before) != 0 || system(line) != 0;
}

static void put(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static void expect(const char *path, const char *text, mode_t mode)
{
    char found[64] = "";
    struct stat facts;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(fgets(found, sizeof found, file) || !*text);
    fclose(file);
    assert_string_equal(found, text);
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 07777, mode);
}

static int is_link(const char *path)
{
    struct stat facts;
    return lstat(path, &facts) == 0 && S_ISLNK(facts.st_mode);
}

/* Files that begin with a dot; the first one's name in `name`. */
static size_t count_hidden(const char *folder, char name[256])
{
    size_t n = 0;
    const struct dirent *entry;
    DIR *open = opendir(folder);
    assert_non_null(open);
    while ((entry = readdir(open)))
        if (entry->d_name[0] == '.' && strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") &&
            n++ == 0 && name)
            snprintf(name, 256, "%s", entry->d_name);
    closedir(open);
    return n;
}

static void expect_write(const char *path, const char *text, enum cs_status wanted,
                         const char *message)
{
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_int_equal(cs_outfile_write(path, text, strlen(text), &diag), wanted);
    if (message)
        assert_string_equal(diag.messages[0].text, message);
    cs_diag_clear(&diag);
    assert_int_equal(count_hidden(".", NULL), 0);
}

/* What stands beside the target cannot be foretold. */
static void names_are_random(void **state)
{
    struct cs_pending *pending[64];
    struct cs_diag diag;
    char name[256], first[256] = "";
    (void)state;
    cs_diag_init(&diag);
    for (int i = 0; i < 64; i++) {
        assert_int_equal(cs_pending_open("out.csv", &pending[i], &diag), CS_OK);
        assert_int_equal(count_hidden(".", name), i + 1);
    }
    for (int i = 0; i < 64; i++)
        cs_pending_discard(pending[i]);
    assert_int_equal(count_hidden(".", NULL), 0);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(cs_pending_open("out.csv", &pending[0], &diag), CS_OK);
        assert_int_equal(count_hidden(".", name), 1);
        assert_int_equal(strncmp(name, ".out.csv.careerstat-", 20), 0);
        assert_int_equal(strspn(name + 20, "0123456789abcdef"), 32);
        assert_int_equal(strlen(name), 52);
        assert_string_not_equal(name, first);
        strcpy(first, name);
        cs_pending_discard(pending[0]);
    }
    cs_diag_clear(&diag);
}

/* A file that is there is never opened, nor a link followed, whatever its name. */
static void nothing_is_taken_that_is_there(void **state)
{
    int slot, folder = open(".", O_RDONLY | O_DIRECTORY);
    (void)state;
    put("victim", "precious", 0644);
    assert_int_equal(symlink("victim", "planted"), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(cs_leftover_create(folder, "planted", 0666, &slot), -1);
    assert_int_equal(cs_leftover_create(folder, "dangling", 0666, &slot), -1);
    assert_int_equal(cs_leftover_create(folder, "victim", 0666, &slot), -1);
    expect("victim", "precious", 0644);
    assert_int_equal(access("nowhere", F_OK), -1);
    close(folder);
    unlink("planted");
    unlink("dangling");
}

static void links_and_rights_are_kept(void **state)
{
    (void)state;
    assert_int_equal(mkdir("far", 0755), 0);
    put("far/real", "old", 0640);
    assert_int_equal(symlink("far/real", "link"), 0);
    assert_int_equal(symlink("link", "second"), 0);
    expect_write("link", "one", CS_OK, NULL);
    expect("far/real", "one", 0640);
    expect_write("second", "two", CS_OK, NULL);
    expect("far/real", "two", 0640);
    assert_true(is_link("link") && is_link("second") && !is_link("far/real"));
    assert_int_equal(count_hidden("far", NULL), 0);
    assert_int_equal(symlink("far/later", "dangling"), 0);
    expect_write("dangling", "new", CS_OK, NULL);
    expect("far/later", "new", 0644);
    expect_write("plain", "new", CS_OK, NULL);
    expect("plain", "new", 0644);
    put("script", "old", 0755);
    expect_write("script", "new", CS_OK, NULL);
    expect("script", "new", 0755);
}

static void what_cannot_be_written(void **state)
{
    (void)state;
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(symlink("folder", "to-folder"), 0);
    expect_write("loop", "x", CS_IO, "cannot be written: Too many levels of symbolic links");
    expect_write("folder", "x", CS_IO, "cannot be written: Is a directory");
    expect_write("folder/", "x", CS_IO, "cannot be written: Is a directory");
    expect_write("to-folder", "x", CS_IO, "cannot be written: Is a directory");
    expect_write("no/such", "x", CS_IO, "cannot be written: No such file or directory");
    expect_write("", "x", CS_IO, "cannot be written: Is a directory");
    put("open", "a line", 0644);
    char path[64];
    int fd = open("open", O_WRONLY);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    expect_write(path, "x", CS_IO, "cannot be written: the file is already open");
    close(fd);
    expect("open", "a line", 0644);
}

static void links_of_others_are_refused(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        skip(); /* only root can give a link away */
        return;
    }
    put("mine", "precious", 0600);
    assert_int_equal(symlink("mine", "theirs"), 0);
    assert_int_equal(lchown("theirs", 12345, 12345), 0);
    assert_int_equal(symlink("theirs", "by-mine"), 0);
    expect_write("theirs", "x", CS_IO, "cannot be written: it is a link of another user");
    expect_write("by-mine", "x", CS_IO, "cannot be written: it is a link of another user");
    expect("mine", "precious", 0600);
    /* A folder on the way, where others may have put the link; not where only its owner could. */
    assert_int_equal(mkdir("inside", 0755), 0);
    assert_int_equal(mkdir("shared", 0777) || chmod("shared", 0777), 0);
    assert_int_equal(symlink("../inside", "shared/way"), 0);
    assert_int_equal(lchown("shared/way", 12345, 12345), 0);
    assert_int_equal(symlink("shared/way", "round"), 0);
    expect_write("shared/way/out", "x", CS_IO,
                 "cannot be written: a folder on the way is a link of another user");
    expect_write("round/out", "x", CS_IO,
                 "cannot be written: a folder on the way is a link of another user");
    assert_int_equal(chmod("shared", 0755), 0);
    expect_write("shared/way/out", "x", CS_OK, NULL);
    assert_int_equal(chown("mine", 12345, 12346), 0);
    assert_int_equal(chmod("mine", 06750), 0);
    expect_write("mine", "new", CS_OK, NULL);
    struct stat facts;
    assert_int_equal(stat("mine", &facts), 0);
    assert_int_equal(facts.st_uid, 12345);
    assert_int_equal(facts.st_gid, 12346);
    assert_int_equal(facts.st_mode & 07777, 06750);
}

static void pipes_are_written_to(void **state)
{
    char got[8] = "", path[64];
    struct stat facts;
    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    int fd = open("pipe", O_RDWR);
    assert_int_equal(symlink("pipe", "to-pipe"), 0);
    expect_write("to-pipe", "abc", CS_OK, NULL);
    assert_int_equal(read(fd, got, 3), 3);
    assert_string_equal(got, "abc");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    expect_write(path, "def", CS_OK, NULL);
    assert_int_equal(read(fd, got, 3), 3);
    assert_string_equal(got, "def");
    close(fd);
    assert_int_equal(lstat("pipe", &facts), 0);
    assert_true(S_ISFIFO(facts.st_mode));
}

/* The folder is exchanged for a link while the file is written. */
static void the_way_is_not_exchanged(void **state)
{
    struct cs_pending *pending;
    struct cs_diag diag;
    (void)state;
    cs_diag_init(&diag);
    assert_int_equal(mkdir("work", 0755), 0);
    assert_int_equal(mkdir("home", 0755), 0);
    put("home/file", "precious", 0644);
    assert_int_equal(cs_pending_open("work/file", &pending, &diag), CS_OK);
    assert_int_equal(cs_pending_write(pending, "new", 3), 0);
    assert_int_equal(rename("work", "moved"), 0);
    assert_int_equal(symlink("home", "work"), 0);
    assert_int_equal(cs_pending_commit(pending, &diag), CS_OK);
    expect("home/file", "precious", 0644);
    expect("moved/file", "new", 0644);
    /* The target becomes a link: it is not replaced, and not followed. */
    assert_int_equal(cs_pending_open("moved/other", &pending, &diag), CS_OK);
    assert_int_equal(symlink("../home/file", "moved/other"), 0);
    assert_int_equal(cs_pending_commit(pending, &diag), CS_IO);
    assert_int_equal(count_hidden("moved", NULL), 0);
    expect("home/file", "precious", 0644);
    cs_diag_clear(&diag);
}

/* ---- ended by a signal ---- */

static void end(int number)
{
    cs_leftovers_remove();
    signal(number, SIG_DFL);
    raise(number);
}

/* Files made, committed and discarded as fast as can be. */
static void *make_files(void *context)
{
    char path[32];
    snprintf(path, sizeof path, "ended/%d", *(int *)context);
    for (unsigned i = 0;; i++) {
        struct cs_pending *pending;
        struct cs_fileset set;
        struct cs_diag diag;
        cs_diag_init(&diag);
        cs_fileset_init(&set);
        if (cs_pending_open(path, &pending, &diag) == CS_OK) {
            if (i % 2 || cs_pending_write(pending, "whole", 5) != 0)
                cs_pending_discard(pending);
            else
                (void)!cs_pending_commit(pending, &diag);
        }
        if (cs_fileset_add(&set, path, "other", 5, &diag) == CS_OK)
            (void)!cs_fileset_commit(&set, &diag);
        cs_fileset_clear(&set);
        cs_diag_clear(&diag);
    }
    return NULL;
}

static void run_child(void)
{
    static int numbers[8];
    pthread_t threads[8];
    signal(SIGTERM, end);
    for (int i = 0; i < 8; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, make_files, &numbers[i]);
    }
    for (;;)
        pause();
}

static void signals_leave_nothing(void **state)
{
    (void)state;
    assert_int_equal(mkdir("ended", 0755), 0);
    for (int round = 0; round < 40; round++) {
        int status;
        pid_t child = fork();
        if (child == 0)
            run_child();
        usleep(3000 + 500 * (useconds_t)round);
        assert_int_equal(kill(child, SIGTERM), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
        assert_int_equal(count_hidden("ended", NULL), 0);
    }
    /* The files themselves are whole. */
    for (int i = 0; i < 8; i++) {
        char path[32];
        struct stat facts;
        snprintf(path, sizeof path, "ended/%d", i);
        if (stat(path, &facts) == 0)
            assert_int_equal(facts.st_size, 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_random),
        cmocka_unit_test(nothing_is_taken_that_is_there),
        cmocka_unit_test(links_and_rights_are_kept),
        cmocka_unit_test(what_cannot_be_written),
        cmocka_unit_test(links_of_others_are_refused),
        cmocka_unit_test(pipes_are_written_to),
        cmocka_unit_test(the_way_is_not_exchanged),
        cmocka_unit_test(signals_leave_nothing),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
