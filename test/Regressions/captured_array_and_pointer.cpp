// RUN: %numeric %s
// A closure with a copy of an array, subscripted at run time, and of a pointer; passed by reference, copied, nested.
#include <pullback/pullback.h>

template <class F>
double half(F&& f) {
  return 0.5 * f(0.5);
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double* x, int n, int k) {
  double cells[3] = {x[0], x[1] * x[2], 0.25};
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    auto term = [=](double t) { return cells[(i + k) % 3] * x[i] * t; };
    cells[i % 3] += x[i];
    sum += half(term);
    const auto copy = term;
    sum += half([=](double t) { return copy(t) * cells[k] * t; });
  }
  return sum;
}
