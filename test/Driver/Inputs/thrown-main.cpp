#include "thrown.h"
#include "thrown.pullback.h"

#include <cstdio>
#include <stdexcept>

static int errors = 0;

/// Compares what two functions leave in four numbers when they throw.
template <typename Primal, typename Derivative> static void compare(const char *name, Primal primal, Derivative other) {
  double wanted[4] = {1, 2, 3, 4}, given[4] = {1, 2, 3, 4};
  int thrown = 0;
  try {
    primal(wanted);
  } catch (const std::runtime_error &) {
    ++thrown;
  }
  try {
    other(given);
  } catch (const std::runtime_error &) {
    ++thrown;
  }
  for (int i = 0; i < 4; ++i)
    if (thrown != 2 || wanted[i] != given[i]) {
      std::printf("%s: element %d is %g, not %g\n", name, i, given[i], wanted[i]);
      ++errors;
    }
}

int main() {
  double bar[4] = {}, sBar = 0, lastBar = 0;
  auto storing = [](double *A) { stored(A, 2); };
  compare("stored_value_and_vjp", storing, [&](double *A) { stored_value_and_vjp(A, 2, 1, bar, &sBar); });
  compare("stored_fwd", storing, [&](double *A) {
    stored_saved saved;
    stored_fwd(A, 2, saved);
  });
  compare("stored_jvp", storing, [&](double *A) { stored_jvp(A, 2, bar, 1, &sBar); });
  auto referring = [](double *A) { referred(*A, 2); };
  compare("referred_value_and_vjp", referring, [&](double *A) { referred_value_and_vjp(*A, 2, 1, *bar, &sBar); });
  compare("referred_fwd", referring, [&](double *A) {
    referred_saved saved;
    referred_fwd(*A, 2, saved);
  });
  compare("referred_jvp", referring, [&](double *A) { referred_jvp(*A, 2, *bar, 1, &sBar); });
  auto looping = [](double *A) { looped(A, 3, A + 3, 2); };
  compare("looped_value_and_vjp", looping,
          [&](double *A) { looped_value_and_vjp(A, 3, A + 3, 2, 1, bar, &lastBar, &sBar); });
  compare("looped_jvp", looping, [&](double *A) { looped_jvp(A, 3, A + 3, 2, bar, &lastBar, 0, &sBar); });
  return errors;
}
