// RUN: %numeric %s
// A pointer from a table of arrays is moved on in a loop: the number of the array and the loop's counter say where it is.
#include <cmath>
#include <pullback/pullback.h>

// CHECK-INPUT: t = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double series(double t) {
  static const double x[] = {0.9, 1.7, 6.2, 0.5, 3.2, 12.5};
  static const double y[] = {1.0, 1.5, 6.3, 0.8, 1.2, 11.5, 0.2, 0.1, 2.2};
  static const double* table[] = {x, y};
  static const int terms[] = {2, 3};
  double sum = 1;
  for (int i = 0; i < 2; i++) {
    const double* c = table[i];
    for (int j = 0; j < terms[i]; j++) {
      double a = *c++, b = *c++;
      double p = b + *c++ * t;
      sum += a * t * std::cos(p) * sum;
    }
  }
  return sum;
}

// CHECK-INPUT: a = uniform(-1, 1)[4], b = uniform(-1, 1)[3], n = 4, m = 3, rounds = 3
// CHECK-INPUT: a = uniform(-1, 1)[4], b = [], n = 4, m = 0, rounds = 2
PULLBACK(vjp, gradient, split, jvp)
double alternate(const double* a, const double* b, int n, int m, int rounds) {
  const double* begin[] = {a, b};
  const double* end[] = {a + n, b + m};
  double sum = 1;
  for (int k = 0; k < rounds; k++) {
    for (const double* p = begin[k % 2]; p != end[k % 2]; ++p) sum += std::sin(*p * sum);
    const double* last = end[k % 2];
    while (last > begin[k % 2]) sum *= 1 + 0.1 * *--last;
  }
  return sum;
}
