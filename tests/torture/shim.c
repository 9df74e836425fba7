/* Lets calls to the disk fail: loaded before the C library (LD_PRELOAD) into a child of the test.
 *
 * Of the calls that change a file under TORTURE_UNDER, number TORTURE_FAIL_AT and the TORTURE_FAIL_FOR - 1 after it fail with
 * TORTURE_ERRNO. At the end the number of all calls is written to TORTURE_COUNT. Only these calls are looked at: whoever
 * writes through others is not tested, and the count would show it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static long fail_at, fail_for = 1;
static int fail_with = EIO;
static const char *under, *count_file;

__attribute__((constructor)) static void begin(void) {
    const char *text;
    under = getenv("TORTURE_UNDER");
    count_file = getenv("TORTURE_COUNT");
    if ((text = getenv("TORTURE_FAIL_AT"))) fail_at = atol(text);
    if ((text = getenv("TORTURE_FAIL_FOR"))) fail_for = atol(text);
    if ((text = getenv("TORTURE_ERRNO"))) fail_with = atoi(text);
}

__attribute__((destructor)) static void end(void) {
    FILE *file = count_file ? fopen(count_file, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
}

static int is_ours(const char *path) { return under && path && !strncmp(path, under, strlen(under)); }

/* The index of the log is memory shared between processes: no call of these reaches a disk through it. */
static int fails(const char *path) {
    long call;
    if (!is_ours(path) || strstr(path, "-shm")) return 0;
    call = atomic_fetch_add(&calls, 1) + 1;
    if (!fail_at || call < fail_at || call >= fail_at + fail_for) return 0;
    errno = fail_with;
    return 1;
}

static int fd_fails(int fd) {
    char link[64], path[4096];
    ssize_t length;
    int kept = errno;
    if (!under || fd < 3) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    errno = kept;
    if (length < 0) return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(name, type) \
    static __typeof__(type) real; \
    if (!real) real = (type)dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL("write", ssize_t (*)(int, const void *, size_t));
    return fd_fails(fd) ? -1 : real(fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    REAL("pwrite", ssize_t (*)(int, const void *, size_t, off_t));
    return fd_fails(fd) ? -1 : real(fd, bytes, length, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    REAL("pwrite64", ssize_t (*)(int, const void *, size_t, off64_t));
    return fd_fails(fd) ? -1 : real(fd, bytes, length, at);
}

int fsync(int fd) {
    REAL("fsync", int (*)(int));
    return fd_fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
    REAL("fdatasync", int (*)(int));
    return fd_fails(fd) ? -1 : real(fd);
}

int ftruncate(int fd, off_t length) {
    REAL("ftruncate", int (*)(int, off_t));
    return fd_fails(fd) ? -1 : real(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    REAL("ftruncate64", int (*)(int, off64_t));
    return fd_fails(fd) ? -1 : real(fd, length);
}

int rename(const char *from, const char *to) {
    REAL("rename", int (*)(const char *, const char *));
    return fails(to) ? -1 : real(from, to);
}

int unlink(const char *path) {
    REAL("unlink", int (*)(const char *));
    return fails(path) ? -1 : real(path);
}

/* Opening counts where it can make a file. */
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        mode_t mode = 0; \
        REAL(#name, int (*)(const char *, int, ...)); \
        if (flags & O_CREAT) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
            if (fails(path)) return -1; \
        } \
        return real(path, flags, mode); \
    }

OPEN(open)
OPEN(open64)
