// Counts the steps that are run for all numbers of steps and snapshots up to a few, and compares with the least number,
// found by trying every place for the next snapshot.
#include "steps.pullback.h"

#include <algorithm>
#include <cstdio>
#include <map>

static int calls = 0;

double advance(double x) {
  ++calls;
  return x * 1.5 + 1;
}
void advance_adjoint(double, double result_bar, double* x_bar) { *x_bar += 1.5 * result_bar; }

/// Steps that are run to have the states before `steps` steps, last first, from the first of them, which is one of so many
/// snapshots: those of the first sweep but its last, and those that are run again.
static int least(int steps, int snapshots) {
  static std::map<std::pair<int, int>, int> known;
  if (steps == 1) return 0;
  if (snapshots == 1) return steps * (steps - 1) / 2;
  if (known.count({steps, snapshots})) return known[{steps, snapshots}];
  int best = 1 << 30;
  for (int ahead = 1; ahead < steps; ++ahead)
    best = std::min(best, ahead + least(steps - ahead, snapshots - 1) + least(ahead, snapshots));
  return known[{steps, snapshots}] = best;
}

int main() {
  for (int steps = 1; steps <= 60; ++steps)
    for (int k = 1; k <= 12; ++k) {
      double x_bar = 0;
      calls = 0;
      run_vjp(1, steps, k, 1, &x_bar);
      if (calls != least(steps, k) + 1) {
        std::printf("%d steps, %d snapshots: %d run, %d needed\n", steps, k, calls, least(steps, k) + 1);
        return 1;
      }
      run_saved saved;
      run_fwd(1, steps, k, saved);
      for (int again = 0; again < 2; ++again) {
        calls = 0;
        run_rev(1, steps, k, saved, 1, &x_bar);
        if (calls != least(steps, k) - (steps - 1)) {
          std::printf("%d steps, %d snapshots: %d run again\n", steps, k, calls);
          return 1;
        }
      }
    }
  std::puts("the least numbers of steps");
}
