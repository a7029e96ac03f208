/* Loaded before the C library: something goes wrong at the n-th step of writing files.
 *
 *   FAULT=kill|full FAULT_AT=n FAULT_LOG=file LD_PRELOAD=fault.so pullback ...
 *
 * Steps are: creating a file, writing to one, closing it, renaming, removing; those under /dev and /proc do not count.
 * "kill" ends the process in front of the step, "full" lets it fail with ENOSPC. FAULT_LOG is left empty if n was
 * reached. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int steps;
static char created[4096]; /* by descriptor */

/* True if this step shall fail. */
static int step(void) {
  const char *at = getenv("FAULT_AT"), *log = getenv("FAULT_LOG");
  if (!at || ++steps != atoi(at))
    return 0;
  if (log)
    truncate(log, 0);
  if (strcmp(getenv("FAULT"), "kill") == 0)
    kill(getpid(), SIGKILL);
  errno = ENOSPC;
  return 1;
}

static int watched(const char *path) { return strncmp(path, "/dev/", 5) != 0 && strncmp(path, "/proc/", 6) != 0; }

static int open_as(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
  int creates = (flags & O_CREAT) && watched(path);
  if (creates && step())
    return -1;
  int descriptor = real(path, flags, mode);
  if (creates && descriptor >= 0 && descriptor < (int)sizeof created)
    created[descriptor] = 1;
  return descriptor;
}

#define OPEN(name)                                                                                                     \
  int name(const char *path, int flags, ...) {                                                                         \
    va_list rest;                                                                                                      \
    va_start(rest, flags);                                                                                             \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                                          \
    va_end(rest);                                                                                                      \
    return open_as(#name, path, flags, mode);                                                                          \
  }
OPEN(open)
OPEN(open64)

static int is_created(int descriptor) {
  return descriptor >= 0 && descriptor < (int)sizeof created && created[descriptor];
}

ssize_t write(int descriptor, const void *data, size_t size) {
  ssize_t (*real)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  if (is_created(descriptor)) {
    size_t half = size / 2;
    if (half > 0 && real(descriptor, data, half) != (ssize_t)half) /* half of it gets through */
      return -1;
    if (step())
      return -1;
    ssize_t rest = real(descriptor, (const char *)data + half, size - half);
    return rest < 0 ? rest : (ssize_t)half + rest;
  }
  return real(descriptor, data, size);
}

int close(int descriptor) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
  int fails = is_created(descriptor) && step();
  if (descriptor >= 0 && descriptor < (int)sizeof created)
    created[descriptor] = 0;
  int result = real(descriptor);
  if (fails)
    errno = ENOSPC;
  return fails ? -1 : result;
}

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
  return step() ? -1 : real(from, to);
}
