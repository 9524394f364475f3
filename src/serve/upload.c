/* The spool of a form's files: a folder of mode 0700 that is gone with the request. A file keeps
 * its name, since a name may say the year and stands in messages. */
#include "serve/upload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { MOST_DEPTH = 16 };

struct cs_upload {
    char *folder;
    int folder_fd, file_fd; /* -1: none */
    char (*names)[CS_UPLOAD_NAME_BYTES];
    size_t n;
};

bool cs_upload_clean_name(const char *given, char out[CS_UPLOAD_NAME_BYTES])
{
    size_t n = strlen(given);
    for (const char *c = given; *c; c++)
        if (*c == '/' || *c == '\\')
            n = strlen(c + 1);
    const char *name = given + strlen(given) - n;
    if (n == 0 || n >= CS_UPLOAD_NAME_BYTES || *name == '.' || !cs_utf8_is_valid(name, n))
        return false;
    for (size_t i = 0; i < n; i += cs_utf8_length(name + i, n - i))
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f ||
            cs_utf8_is_control(name + i, cs_utf8_length(name + i, n - i)))
            return false;
    memcpy(out, name, n + 1);
    return true;
}

struct cs_upload *cs_upload_new(const char *parent)
{
    struct cs_upload *upload = calloc(1, sizeof *upload);
    size_t n_bytes = strlen(parent) + sizeof "/careerstat-XXXXXX";
    char *folder = malloc(n_bytes);
    if (!upload || !folder) {
        free(upload);
        free(folder);
        return NULL;
    }
    snprintf(folder, n_bytes, "%s/careerstat-XXXXXX", parent);
    *upload = (struct cs_upload){.folder = mkdtemp(folder), .folder_fd = -1, .file_fd = -1};
    if (upload->folder)
        upload->folder_fd = open(folder, O_DIRECTORY | O_PATH | O_NOFOLLOW | O_CLOEXEC);
    else
        free(folder);
    if (upload->folder_fd >= 0)
        return upload;
    cs_upload_free(upload);
    return NULL;
}

/* What another program has made in the folder goes too; links are not followed. */
static void remove_all(int folder, int depth)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *entry;
    while (entries && (entry = readdir(entries)) != NULL) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || unlinkat(folder, name, 0) == 0)
            continue;
        int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner >= 0 && depth < MOST_DEPTH)
            remove_all(inner, depth + 1);
        if (inner >= 0)
            close(inner);
        unlinkat(folder, name, AT_REMOVEDIR);
    }
    if (entries)
        closedir(entries);
    else if (fd >= 0)
        close(fd);
}

void cs_upload_free(struct cs_upload *upload)
{
    if (!upload)
        return;
    cs_upload_end(upload);
    if (upload->folder_fd >= 0)
        remove_all(upload->folder_fd, 0);
    if (upload->folder)
        rmdir(upload->folder);
    if (upload->folder_fd >= 0)
        close(upload->folder_fd);
    free(upload->folder);
    free(upload->names);
    free(upload);
}

const char *cs_upload_begin(struct cs_upload *upload, const char *name)
{
    cs_upload_end(upload);
    if (upload->n == CS_UPLOAD_MOST_FILES)
        return "Too many files at once: at most 200.";
    char(*names)[CS_UPLOAD_NAME_BYTES] =
        realloc(upload->names, (upload->n + 1) * sizeof *upload->names);
    if (!names)
        return "Out of memory.";
    upload->names = names;
    if (!cs_upload_clean_name(name, names[upload->n]))
        return "A file has a name that cannot be used: rename it, then try again.";
    upload->file_fd = openat(upload->folder_fd, names[upload->n],
                             O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (upload->file_fd < 0)
        return errno == EEXIST ? "Two files have the same name: import them one after the other."
                               : "The temporary folder cannot be written to.";
    upload->n++;
    return NULL;
}

const char *cs_upload_put(struct cs_upload *upload, const void *bytes, size_t n_bytes)
{
    for (const char *at = bytes; n_bytes;) {
        ssize_t n = write(upload->file_fd, at, n_bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return errno == ENOSPC ? "The disk is full."
                                   : "The temporary folder cannot be written to.";
        at += n;
        n_bytes -= (size_t)n;
    }
    return NULL;
}

void cs_upload_end(struct cs_upload *upload)
{
    if (upload->file_fd >= 0)
        close(upload->file_fd);
    upload->file_fd = -1;
}

const char *cs_upload_folder(const struct cs_upload *upload)
{
    return upload->folder;
}

size_t cs_upload_count(const struct cs_upload *upload)
{
    return upload->n;
}

const char *cs_upload_name(const struct cs_upload *upload, size_t i)
{
    return upload->names[i];
}
