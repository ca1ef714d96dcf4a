/* Makes calls to the system fail, for programs that are started with this in LD_PRELOAD.
 *
 *   GAN_FAULT_FOLDER  calls on files in and below it are counted; all others pass
 *   GAN_FAULT         CALL:NUMBER:WHAT, such as rename:3:EIO: the third rename fails with EIO.
 *                     CALL is open, write, fsync, rename, ftruncate, close, mkdir, unlink or flock.
 *                     3+ fails the third and all that follow. WHAT is EIO, ENOSPC, EDQUOT, EACCES,
 *                     EROFS, ENOENT, EINTR or ENOLCK, or, of a write, short: half is written, and
 *                     the next write has no room.
 *   GAN_FAULT_LOG     a file outside of the folder; gets a line "CALL NUMBER PATH" for each call
 *   GAN_FAULT_THREADS so many threads can be there at once, the first one included
 *   GAN_CLOCK_STEP    seconds by which every other look at the wall clock is wrong
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum call { OPEN, WRITE, FSYNC, RENAME, FTRUNCATE, CLOSE, MKDIR, UNLINK, FLOCK, CALLS };
static const char* const names[CALLS] = {"open",  "write", "fsync",  "rename", "ftruncate",
                                         "close", "mkdir", "unlink", "flock"};
enum { kDescriptors = 4096, kShort = -1 };

static char is_below[kDescriptors];
static int counts[CALLS];
static int clock_looks;
static int threads = 1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int below(int folder, const char* path) {
  const char* root = getenv("GAN_FAULT_FOLDER");
  char whole[8192];
  if (!root || !path) return 0;
  if (path[0] != '/') {
    if (folder != AT_FDCWD) return folder >= 0 && folder < kDescriptors && is_below[folder];
    if (!getcwd(whole, 4096)) return 0;
    snprintf(whole + strlen(whole), 4096, "/%s", path);
    path = whole;
  }
  const size_t size = strlen(root);
  return strncmp(path, root, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

static int descriptor_below(int file) {
  return file >= 0 && file < kDescriptors && is_below[file];
}

static void note(enum call call, int number, const char* path) {
  const char* log = getenv("GAN_FAULT_LOG");
  char line[8300];
  if (!log) return;
  const long file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0666);
  const int size = snprintf(line, sizeof line, "%s %d %s\n", names[call], number, path);
  syscall(SYS_write, file, line, (size_t)size);
  syscall(SYS_close, file);
}

static int code_of(const char* word) {
  static const struct {
    const char* name;
    int code;
  } known[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT},
               {"EACCES", EACCES}, {"EROFS", EROFS},   {"ENOENT", ENOENT},
               {"EINTR", EINTR},   {"ENOLCK", ENOLCK}, {"short", kShort}};
  for (size_t i = 0; i < sizeof known / sizeof *known; ++i)
    if (strcmp(word, known[i].name) == 0) return known[i].code;
  fprintf(stderr, "fault_shim: unknown error %s\n", word);
  _exit(126);
}

/* What the next call on this path is to meet: 0, an error number, or kShort. */
static int fault(enum call call, const char* path) {
  const int number = __atomic_add_fetch(&counts[call], 1, __ATOMIC_RELAXED);
  const int before = errno;
  note(call, number, path);
  errno = before;
  const char* wanted = getenv("GAN_FAULT");
  char name[16], word[16], plus = 0;
  int first = 0, found = 0;
  if (!wanted) return 0;
  if (sscanf(wanted, "%15[a-z]:%d:%15s", name, &first, word) == 3)
    plus = 0;
  else if (sscanf(wanted, "%15[a-z]:%d%c:%15s", name, &first, &plus, word) != 4 || plus != '+')
    _exit(126);
  if (strcmp(name, names[call]) != 0) return 0;
  found = code_of(word);
  if (found == kShort && number == first + 1) return ENOSPC;
  return number == first || (plus && number > first) ? found : 0;
}

static int path_fault(enum call call, int folder, const char* path) {
  return below(folder, path) ? fault(call, path) : 0;
}

static int descriptor_fault(enum call call, int file) {
  char link[40], path[4096];
  if (!descriptor_below(file)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  path[size < 0 ? 0 : size] = '\0';
  return fault(call, path);
}

static int refused(int code) {
  if (code != 0) errno = code == kShort ? EIO : code;
  return code != 0;
}

static int track(int folder, const char* path, int file) {
  if (file >= 0 && file < kDescriptors) is_below[file] = (char)below(folder, path);
  return file;
}

static int open_at(int folder, const char* path, int flags, mode_t mode) {
  if (refused(path_fault(OPEN, folder, path))) return -1;
  return track(folder, path, REAL(openat)(folder, path, flags, mode));
}

#define OPEN_BODY(folder)                \
  mode_t mode = 0;                       \
  if (flags & (O_CREAT | __O_TMPFILE)) { \
    va_list more;                        \
    va_start(more, flags);               \
    mode = va_arg(more, mode_t);         \
    va_end(more);                        \
  }                                      \
  return open_at(folder, path, flags, mode)

int open(const char* path, int flags, ...) {
  OPEN_BODY(AT_FDCWD);
}
int open64(const char* path, int flags, ...) {
  OPEN_BODY(AT_FDCWD);
}
int openat(int folder, const char* path, int flags, ...) {
  OPEN_BODY(folder);
}
int openat64(int folder, const char* path, int flags, ...) {
  OPEN_BODY(folder);
}

ssize_t write(int file, const void* bytes, size_t size) {
  const int met = descriptor_fault(WRITE, file);
  if (met == kShort && size > 1) return REAL(write)(file, bytes, size / 2);
  if (refused(met)) return -1;
  return REAL(write)(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  const int met = descriptor_fault(WRITE, file);
  if (met == kShort && size > 1) return REAL(pwrite)(file, bytes, size / 2, at);
  if (refused(met)) return -1;
  return REAL(pwrite)(file, bytes, size, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  return pwrite(file, bytes, size, at);
}

int fsync(int file) {
  if (refused(descriptor_fault(FSYNC, file))) return -1;
  return REAL(fsync)(file);
}
int fdatasync(int file) {
  if (refused(descriptor_fault(FSYNC, file))) return -1;
  return REAL(fdatasync)(file);
}

int rename(const char* from, const char* to) {
  if (refused(path_fault(RENAME, AT_FDCWD, to))) return -1;
  return REAL(rename)(from, to);
}

int ftruncate(int file, off_t size) {
  if (refused(descriptor_fault(FTRUNCATE, file))) return -1;
  return REAL(ftruncate)(file, size);
}
int ftruncate64(int file, off64_t size) {
  return ftruncate(file, size);
}
int truncate(const char* path, off_t size) {
  if (refused(path_fault(FTRUNCATE, AT_FDCWD, path))) return -1;
  return REAL(truncate)(path, size);
}
int truncate64(const char* path, off64_t size) {
  return truncate(path, size);
}

/* The descriptor is gone all the same, as Linux has it. */
int close(int file) {
  const int met = descriptor_fault(CLOSE, file);
  if (descriptor_below(file)) is_below[file] = 0;
  const int result = REAL(close)(file);
  if (refused(met)) return -1;
  return result;
}

int mkdir(const char* path, mode_t mode) {
  if (refused(path_fault(MKDIR, AT_FDCWD, path))) return -1;
  return REAL(mkdir)(path, mode);
}

int unlink(const char* path) {
  if (refused(path_fault(UNLINK, AT_FDCWD, path))) return -1;
  return REAL(unlink)(path);
}
int remove(const char* path) {
  if (refused(path_fault(UNLINK, AT_FDCWD, path))) return -1;
  return REAL(remove)(path);
}
int rmdir(const char* path) {
  if (refused(path_fault(UNLINK, AT_FDCWD, path))) return -1;
  return REAL(rmdir)(path);
}

int flock(int file, int operation) {
  if (refused(descriptor_fault(FLOCK, file))) return -1;
  return REAL(flock)(file, operation);
}

struct task {
  void* (*work)(void*);
  void* argument;
};

static void* counted(void* memory) {
  const struct task task = *(struct task*)memory;
  free(memory);
  void* const result = task.work(task.argument);
  __atomic_sub_fetch(&threads, 1, __ATOMIC_RELAXED);
  return result;
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*),
                   void* argument) {
  const char* most = getenv("GAN_FAULT_THREADS");
  if (!most) return REAL(pthread_create)(thread, attributes, work, argument);
  if (__atomic_add_fetch(&threads, 1, __ATOMIC_RELAXED) > atoi(most)) {
    __atomic_sub_fetch(&threads, 1, __ATOMIC_RELAXED);
    return EAGAIN;
  }
  struct task* task = malloc(sizeof *task);
  if (!task) return EAGAIN;
  *task = (struct task){work, argument};
  return REAL(pthread_create)(thread, attributes, counted, task);
}

static time_t step(void) {
  const char* seconds = getenv("GAN_CLOCK_STEP");
  if (!seconds || __atomic_add_fetch(&clock_looks, 1, __ATOMIC_RELAXED) % 2 == 1) return 0;
  return atol(seconds);
}

int clock_gettime(clockid_t which, struct timespec* now) {
  const int result = REAL(clock_gettime)(which, now);
  if (result == 0 && which == CLOCK_REALTIME) now->tv_sec += step();
  return result;
}
int gettimeofday(struct timeval* restrict now, void* restrict zone) {
  const int result = REAL(gettimeofday)(now, zone);
  if (result == 0) now->tv_sec += step();
  return result;
}
time_t time(time_t* to) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (to) *to = now.tv_sec;
  return now.tv_sec;
}
