#define _GNU_SOURCE
#include "notices/xl-pdf-sandbox-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef XL_HAVE_SECCOMP
#include <seccomp.h>
#endif

static void
set_limit (__rlimit_resource_t what, rlim_t value)
{
  struct rlimit limit = { value, value };

  setrlimit (what, &limit);
}

void
xl_pdf_sandbox_limit (guint cpu_seconds, guint64 memory_bytes)
{
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  prctl (PR_SET_DUMPABLE, 0);
  set_limit (RLIMIT_CPU, cpu_seconds);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_CORE, 0);
  set_limit (RLIMIT_NOFILE, 64);
#ifndef __SANITIZE_ADDRESS__
  set_limit (RLIMIT_AS, memory_bytes);   /* AddressSanitizer reserves terabytes of address space */
#endif
}

static void
allow_path (int ruleset, const char *path)
{
  struct landlock_path_beneath_attr rule = {
    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    .parent_fd = open (path, O_PATH | O_CLOEXEC),
  };

  if (rule.parent_fd < 0)
    return;
  syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
}

static void
allow_home (int ruleset)
{
  static const char *const folders[] = { ".fonts", ".local/share/fonts", ".cache/fontconfig", ".config/fontconfig" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (g_get_home_dir (), folders[i], NULL);

      allow_path (ruleset, path);
    }
}

/* Landlock, where the kernel has it: nothing but fonts, character maps and language data can be read. */
static void
enter_landlock (void)
{
  static const char *const folders[] = {
    "/usr/share/fonts", "/usr/local/share/fonts", "/run/host/fonts", "/run/host/user-fonts", "/app/share/fonts", "/etc/fonts",
    "/usr/share/fontconfig", "/var/cache/fontconfig", "/usr/cache/fontconfig", "/usr/share/xml/fontconfig",
    "/usr/share/poppler", "/app/share/poppler", "/usr/share/tesseract-ocr", "/usr/share/tessdata", "/app/share/tessdata",
    "/proc/self", "/sys/devices/system/cpu",
  };
  struct landlock_ruleset_attr attr = {
    .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE
                         | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE
                         | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG
                         | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK
                         | LANDLOCK_ACCESS_FS_MAKE_SYM,
  };
  int ruleset = (int) syscall (SYS_landlock_create_ruleset, &attr, sizeof attr, 0);

  if (ruleset < 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    allow_path (ruleset, folders[i]);
  allow_home (ruleset);
  if (g_getenv ("TESSDATA_PREFIX") != NULL)
    allow_path (ruleset, g_getenv ("TESSDATA_PREFIX"));
  syscall (SYS_landlock_restrict_self, ruleset, 0);
  close (ruleset);
}

#ifdef XL_HAVE_SECCOMP
/* What computing, allocating and reading needs; everything else answers EPERM. */
static const int allowed[] = {
  SCMP_SYS (read), SCMP_SYS (pread64), SCMP_SYS (readv), SCMP_SYS (write), SCMP_SYS (writev), SCMP_SYS (close),
  SCMP_SYS (fstat), SCMP_SYS (newfstatat), SCMP_SYS (stat), SCMP_SYS (lstat), SCMP_SYS (statx), SCMP_SYS (fstatfs),
  SCMP_SYS (statfs), SCMP_SYS (lseek), SCMP_SYS (munmap), SCMP_SYS (mremap), SCMP_SYS (brk), SCMP_SYS (madvise),
  SCMP_SYS (access), SCMP_SYS (faccessat), SCMP_SYS (faccessat2), SCMP_SYS (readlink), SCMP_SYS (readlinkat),
  SCMP_SYS (getdents64), SCMP_SYS (getcwd), SCMP_SYS (getrandom), SCMP_SYS (clock_gettime), SCMP_SYS (clock_getres),
  SCMP_SYS (clock_nanosleep), SCMP_SYS (nanosleep), SCMP_SYS (gettimeofday), SCMP_SYS (time), SCMP_SYS (futex),
  SCMP_SYS (rt_sigaction), SCMP_SYS (rt_sigprocmask), SCMP_SYS (rt_sigreturn), SCMP_SYS (sigaltstack), SCMP_SYS (exit),
  SCMP_SYS (exit_group), SCMP_SYS (getpid), SCMP_SYS (gettid), SCMP_SYS (getuid), SCMP_SYS (geteuid), SCMP_SYS (getgid),
  SCMP_SYS (getegid), SCMP_SYS (getppid), SCMP_SYS (sched_yield), SCMP_SYS (sched_getaffinity), SCMP_SYS (sysinfo),
  SCMP_SYS (uname), SCMP_SYS (getrusage), SCMP_SYS (getrlimit), SCMP_SYS (fcntl), SCMP_SYS (poll), SCMP_SYS (ppoll),
  SCMP_SYS (set_robust_list), SCMP_SYS (rseq), SCMP_SYS (restart_syscall), SCMP_SYS (fadvise64),
};

static gboolean
enter_seccomp (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  int failed = filter == NULL;

  for (guint i = 0; !failed && i < G_N_ELEMENTS (allowed); i++)
    failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0) < 0;
  if (!failed)
    {
      /* O_RDONLY only; memory that is never run; a signal only to itself (abort). */
      failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (openat), 1,
                                  SCMP_A2 (SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY)) < 0;
      failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (open), 1,
                                  SCMP_A1 (SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY)) < 0;
      failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mmap), 1, SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) < 0;
      failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mprotect), 1, SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) < 0;
      failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1, SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ())) < 0;
      failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (prlimit64), 1, SCMP_A2 (SCMP_CMP_EQ, 0)) < 0;
      failed |= seccomp_load (filter) < 0;
    }
  if (filter != NULL)
    seccomp_release (filter);
  return !failed;
}
#else
static gboolean
enter_seccomp (void)
{
  return TRUE;
}
#endif

gboolean
xl_pdf_sandbox_enter (void)
{
  enter_landlock ();
  return enter_seccomp ();
}
