// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/../Numeric/Inputs
// RUN: %clangxx %warnflags -I%S/../Numeric/Inputs -fsanitize=address,undefined -c initialized_members_in_vectors.pullback.cpp
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -I%include -I%S/../Numeric/Inputs -I. -DMAIN %s initialized_members_in_vectors.pullback.o -o main && ./main
// Vectors of structs with initialisers of members, in classes of signatures: an adjoint that is made for them, or grows,
// starts at zero.
#include "initialized_vectors.h"
#include <pullback/pullback.h>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double total(const Chain& chain, const double* lengths, int n) {
  double sum = chain.level;
  for (int i = 0; i < n; ++i) {
    const double stretch = lengths[i] - chain.springs[i].rest;
    sum += 0.5 * chain.springs[i].k * stretch * stretch;
  }
  return sum;
}

PULLBACK(vjp, split)
void keepFirst(std::vector<Spring>& springs, double x) {
  springs.resize(1);
  springs[0].k *= x;
}

#ifdef MAIN
#include "initialized_members_in_vectors.pullback.h"
#include "expect.h"

static const Chain chain{{{2, 0.5, 0}, {3, 0.25, 0}}, 1};
static const double lengths[2] = {1, 2};

static Chain makeZero() { return {{{0, 0, 7}, {0, 0, 7}}, 0}; }

static void checkTotal(const Chain& bar, const double* lengthsBar) {
  EXPECT(bar.springs[0].k, 0.125);
  EXPECT(bar.springs[1].k, 1.53125);
  EXPECT(bar.springs[0].rest, -1);
  EXPECT(bar.springs[1].rest, -5.25);
  EXPECT(bar.springs[1].id, 7);
  EXPECT(bar.level, 1);
  EXPECT(lengthsBar[0], 1);
  EXPECT(lengthsBar[1], 5.25);
}

static void checkTotals() {
  Chain bar = makeZero();
  double lengthsBar[4][2] = {};
  total_vjp(chain, lengths, 2, 1, bar, lengthsBar[0]);
  checkTotal(bar, lengthsBar[0]);
  bar = makeZero();
  total_value_and_vjp(chain, lengths, 2, 1, bar, lengthsBar[1]);
  checkTotal(bar, lengthsBar[1]);
  bar = makeZero();
  total_gradient(chain, lengths, 2, bar, lengthsBar[2]);
  checkTotal(bar, lengthsBar[2]);
  bar = makeZero();
  total_saved saved;
  total_fwd(chain, lengths, 2, saved);
  total_rev(chain, lengths, 2, saved, 1, bar, lengthsBar[3]);
  checkTotal(bar, lengthsBar[3]);
  Chain dot = makeZero();
  const double none[2] = {};
  double result = 0;
  total_jvp(chain, lengths, 2, dot, none, &result);
  EXPECT(result, 0);
  dot.springs[1].k = 2;
  total_jvp(chain, lengths, 2, dot, none, &result);
  EXPECT(result, 3.0625);
}

static void checkKeptFirst() {
  std::vector<Spring> springs{{2, 0.5, 0}, {3, 0.25, 0}}, bar{{5, 7, 0}};
  double xBar = 0;
  keepFirst_vjp(springs, 4, bar, &xBar);
  EXPECT(bar.size(), 2);
  EXPECT(bar[0].k, 20);
  EXPECT(bar[0].rest, 7);
  EXPECT(bar[1].k, 0);
  EXPECT(bar[1].rest, 0);
  EXPECT(xBar, 10);
}

int main() {
  checkTotals();
  checkKeptFirst();
  return failures != 0;
}
#endif
