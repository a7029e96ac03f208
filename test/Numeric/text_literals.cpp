// RUN: %numeric %s
// Literal text behind pointers: handed on to functions that check their arguments, kept, compared by its characters.
#include <cmath>
#include <stdexcept>
#include <pullback/pullback.h>

template <class T> T positive(T value, const char* function, const char* what) {
  if (!(value > 0)) throw std::domain_error("not positive");
  return what[0] == function[0] ? 2 * value : value;
}

// CHECK-INPUT: x = uniform(1, 2), s = uniform(1, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double density(double x, double s) {
  static const char* function = "density(%1%)";
  static const char* const name = "scale";
  return std::exp(-x / positive(s, function, name)) / positive(s + x, __func__, "sum");
}

struct Parameter {
  const char* name;
  double value;
};

static double find(const Parameter* list, int n, const char* key) {
  for (int i = 0; i < n; ++i) {
    const char *a = list[i].name, *b = key;
    while (*a && *a == *b) ++a, ++b;
    if (*a == *b) return list[i].value;
  }
  return 0;
}

// CHECK-INPUT: x = uniform(1, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double looked_up(double x) {
  Parameter list[] = {{"alpha", x}, {"alps", x * x}, {"beta", std::sin(x)}};
  return find(list, 3, "beta") * find(list, 3, "alps") + find(list, 3, "gamma");
}

// CHECK-INPUT: x = uniform(1, 2), n = 1
// CHECK-INPUT: x = uniform(1, 2), n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double digits(double x, int n) {
  const char* text = n > 1 ? "1741" : "12";
  double sum = 0;
  for (const char* c = text; *c; ++c) sum = sum * x + (*c - '0');
  return sum;
}
