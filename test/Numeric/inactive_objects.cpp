// RUN: %numeric %s
// PULLBACK_INACTIVE on arrays, members, types, members of templates, and pointers that callees take.
#include <pullback/pullback.h>

#include <cmath>

#ifdef PULLBACK_ORACLE
#define PASSIVE(x) withoutTangent(x)
#else
#define PASSIVE(x) x
#endif

double weighted(const double* x, PULLBACK_INACTIVE const double* w, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i] * PASSIVE(w[i]);
  return sum;
}

// CHECK-KINK: x = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double arrays(const double* x, int n) {
  PULLBACK_INACTIVE double w[3] = {x[0], x[1] * x[2], 2};
  for (int i = 0; i < n; ++i) w[i] *= x[i];
  PULLBACK_INACTIVE const double* last = w + 2;
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i] * x[i] * PASSIVE(w[i]);
  return sum * PASSIVE(*last) + weighted(x, w, n) + weighted(x, x, n);
}

struct Model {
  double k;
  PULLBACK_INACTIVE double cache[2];
  void update(double x) {
    cache[0] = k * x;
    cache[1] = cache[0] * k;
  }
  double apply(double x) const { return k * x + PASSIVE(cache[0]) * x + PASSIVE(cache[1]); }
};

// CHECK-KINK: x = 0.7, k = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double members(double x, double k) {
  Model model = {k * k, {x, k}};
  const double before = model.apply(x);
  model.update(x * x);
  Model copy = model;
  copy.k += x;
  return before * copy.apply(x) * PASSIVE(copy.cache[1]);
}

struct PULLBACK_INACTIVE Generator {
  double state;
  double next() {
    state = state * 0.5 + 0.25;
    return PASSIVE(state);
  }
};
struct Process {
  double drift;
  Generator noise;
};
double step(Process& process, double x) { return x * process.drift + process.noise.next() * x * x; }
double peek(const Generator& generator) { return PASSIVE(generator.state); }

// CHECK-KINK: x = 0.7, k = 1.3, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double types(double x, double k, int n) {
  Process process = {k, {x}};
  for (int i = 0; i < n; ++i) x = step(process, x);
  Generator copy = process.noise;
  return x * copy.next() * peek(copy) * PASSIVE(process.noise.state);
}

template <class T> struct Cell {
  T value;
  PULLBACK_INACTIVE T error;
  PULLBACK_INACTIVE T bound(T x) const { return PASSIVE(value) * PASSIVE(x); }
};

// CHECK-KINK: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double templates(double x) {
  Cell<double> cell = {x * x, x};
  cell.error += cell.value;
  return cell.value * PASSIVE(cell.error) + cell.bound(x) * x;
}
