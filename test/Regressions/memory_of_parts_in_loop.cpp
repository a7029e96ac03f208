// RUN: %numeric %s
// The memory of objects that a loop hands to a recursive function, where another recursive function in front of the loop
// keeps pointers of the same kind: it was made in the one's block and used in the other's.
#include <pullback/pullback.h>
#include <vector>

struct Bag {
  std::vector<double> a, b;
  double k;
};

static double turned(int depth, std::vector<double> &first, std::vector<double> &second, double &scale) {
  if (depth <= 0)
    return scale * first[0];
  const double inner = turned(depth - 1, second, first, scale);
  first.push_back(0.5 * inner);
  return inner + second.back();
}

static Bag nested(int depth, double x, Bag pack, const std::vector<double> &read, std::vector<double> &changed) {
  if (depth <= 0)
    return pack;
  Bag given = nested(depth - 1, 0.5 * x, Bag{{x}, {x * x}, 0.5}, changed, pack.b);
  pack.b.push_back(given.a[0] * read[0]);
  changed.push_back(x * given.b.back());
  return pack;
}

// CHECK-INPUT: x = [0.4, 0.7, 0.2, -0.6], n = 4
// CHECK-INPUT: x = [0.4, 0.7, 0.3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  std::vector<double> held(x, x + n);
  double part = x[1];
  double sum = turned(2, held, held, part);
  for (int i = 0; i < 2; ++i) {
    Bag bag{{x[i]}, {x[0], x[2]}, 0.5};
    Bag given = nested(n % 4 + 1, sum, Bag{{x[1]}, {x[i]}, x[2]}, held, bag.a);
    sum += given.b.back() * bag.a.back() * given.k;
  }
  return sum;
}
