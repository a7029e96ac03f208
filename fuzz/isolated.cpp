// Runs every function of a unit in a process of its own, so that one that crashes or hangs takes no other with it.
#include "isolated.h"

#include <csignal>
#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

int harness::runIsolated(const std::vector<Function> &functions, const std::vector<Oracle> &oracles,
                         const std::vector<Expectation> &, bool) {
  int failures = 0;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      std::_Exit((run({functions[i]}, {oracles[i]}, {}, false), std::fflush(stdout), 0));
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status) || WEXITSTATUS(status) != 0) {
      ++failures;
      std::printf("CRASH %s: %s %d\n", functions[i].name, WIFSIGNALED(status) ? "signal" : "exit",
                  WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    }
  }
  return failures;
}
