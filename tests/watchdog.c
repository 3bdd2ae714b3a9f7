/* A test that hangs says where: XL_TEST_SECONDS after its start its case and the stacks of its threads go to standard error,
 * and it ends.  Linked into every test program; the seconds stay below meson's timeout. */
#include <glib.h>

#include <execinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static char pid[16];

static void
say (const char *text)
{
  if (write (STDERR_FILENO, text, strlen (text)) < 0)
    _exit (1);
}

/* Only what may be called in a signal's handler. */
static void
say_stacks (void)
{
  void *frames[64];
  pid_t debugger = vfork ();

  if (debugger == 0)
    {
      dup2 (STDERR_FILENO, STDOUT_FILENO);
      execlp ("gdb", "gdb", "-nx", "-batch", "-p", pid, "-ex", "thread apply all backtrace", NULL);
      _exit (127);
    }
  waitpid (debugger, NULL, 0);
  backtrace_symbols_fd (frames, backtrace (frames, G_N_ELEMENTS (frames)), STDERR_FILENO);   /* where there is no gdb */
}

static void
on_alarm (int number)
{
  const char *path = g_test_get_path ();

  say ("\nThis test hangs in ");
  say (*path != '\0' ? path : "what stands around its cases");
  say ("\n");
  say_stacks ();
  abort ();
}

__attribute__ ((constructor)) static void
watch (void)
{
  const char *seconds = g_getenv ("XL_TEST_SECONDS");
  void *frame;

  if (seconds == NULL)
    return;
  g_snprintf (pid, sizeof pid, "%d", getpid ());
  backtrace (&frame, 1);                          /* loads its library now */
  prctl (PR_SET_PTRACER, PR_SET_PTRACER_ANY);     /* gdb is no ancestor of the test */
  signal (SIGALRM, on_alarm);
  alarm ((guint) g_ascii_strtoull (seconds, NULL, 10));
}
