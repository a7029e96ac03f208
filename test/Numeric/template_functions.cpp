// RUN: %numeric %s
// Function templates with packs and if constexpr, local classes, tables, increments inside subscripts, attributes.
#include <cmath>
#include <pullback/pullback.h>

template <class... T>
double sumAll(T... xs) {
  return (xs + ... + 0.0);
}

template <class T, class... R>
T maxOf(T first, R... rest) {
  if constexpr (sizeof...(rest) == 0) {
    return first;
  } else {
    T other = maxOf(rest...);
    return first < other ? other : first;
  }
}

template <int N>
double power(double x) {
  if constexpr (N == 0)
    return 1;
  else
    return x * power<N - 1>(x);
}

template <class T>
struct Weights {
  static constexpr int count = 2;
  static constexpr int three = count + 1;
  T values[count] = {T(1) / 2, three};
  auto operator()(T a, T b) const { return values[0] * a + values[1] * b; }
};

// CHECK-INPUT: x = 0.7, y = -1.3, a = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, y, a[n]))
double f(double x, double y, const double* a, int n) {
  static const double table[] = {0.5, 1.5, 2.5};
  struct Local {
    double p;
    double twice() const { return 2 * p; }
  };
  Local l{x};
  double s = 0, t;
  int i = 0;
  while (i < n) {
    s += a[i] * table[i % 3];
    i++;
  }
  t = s = s * 2;
  double b[3];
  int j = 0;
  b[j++] = x;
  b[j++] = y;
  b[j] = t;
  if (x > 0) [[likely]]
    s += b[1];
  s += (b[0] *= 2, b[0] + b[2]);
  return s + sumAll(x, y, l.twice()) + maxOf(x, y, 0.1) + power<3>(y) + Weights<double>()(x, y);
}
