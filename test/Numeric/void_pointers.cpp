// RUN: %numeric %s
// Callbacks with user data behind pointers to void: passed on, and kept in a struct as GNU's library does.
#include <cmath>
#include <pullback/pullback.h>

struct Params {
  double a, b;
  const double *w;
};
static double integrand(double t, void *data) {
  Params *p = static_cast<Params *>(data);
  return p->a * std::exp(-p->b * t) * p->w[0];
}
static double line(double t, void *data) {
  double k = *(double *)data;
  return k * t;
}
static double integrate(double (*f)(double, void *), void *params, double a, double b) {
  const int n = 8;
  double h = (b - a) / n, s = 0.5 * (f(a, params) + f(b, params));
  for (int i = 1; i < n; ++i)
    s += f(a + i * h, params);
  return s * h;
}
// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double passed(const double x[4]) {
  Params p = {x[0], x[1], x};
  double k = x[2];
  return integrate(integrand, &p, 0, x[3]) + integrate(&line, &k, 0, 1);
}

typedef struct {
  double (*function)(double x, void *params);
  void *params;
} Function;
#define EVALUATE(f, x) (*((f)->function))(x, (f)->params)
static double simpson(const Function *f, double a, double b) {
  return (b - a) / 6 * (EVALUATE(f, a) + 4 * EVALUATE(f, (a + b) / 2) + EVALUATE(f, b));
}
static double scaled(double t, void *data) {
  const double *x = static_cast<const double *>(data);
  return x[0] * t + x[1];
}
// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double kept(const double x[4]) {
  Params p = {x[0], x[1], x};
  Function f;
  f.function = &integrand;
  f.params = &p;
  double k = x[2], both[2] = {x[1], x[0] * x[2]};
  Function g = {line, &k}, h = {scaled, both};
  return simpson(&f, 0, x[3]) + simpson(&g, 0, 1) + simpson(&h, 1, x[2]);
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], log = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double written(const double x[4], int log) {
  double sum = 0;
  auto add = [](double v, void *to) { *static_cast<double *>(to) += v * v; };
  void (*visit)(double, void *) = add;
  for (int i = 0; i < 4; ++i)
    visit(x[i], &sum);
  return log ? std::log(sum) : sum;
}
