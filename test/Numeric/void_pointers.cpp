// RUN: %numeric %s
// GSL
#include <cmath>
#include <pullback/pullback.h>
struct Params { double a, b; const double *w; };
static double integrand(double t, void *data) {
  Params *p = static_cast<Params *>(data);
  return p->a * std::exp(-p->b * t) * p->w[0];
}
static double line(double t, void *data) { double k = *(double *)data; return k * t; }
static double integrate(double (*f)(double, void *), void *params, double a, double b) {
  const int n = 8;
  double h = (b - a) / n, s = 0.5 * (f(a, params) + f(b, params));
  for (int i = 1; i < n; ++i)
    s += f(a + i * h, params);
  return s * h;
}
struct gsl_function_struct { double (*function)(double x, void *params); void *params; };
typedef struct gsl_function_struct gsl_function;
#define GSL_FN_EVAL(F, x) (*((F)->function))(x, (F)->params)
static double simpson(const gsl_function *f, double a, double b) {
  return (b - a) / 6 * (GSL_FN_EVAL(f, a) + 4 * GSL_FN_EVAL(f, (a + b) / 2) + GSL_FN_EVAL(f, b));
}
// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double areas(const double x[4]) {
  Params p = {x[0], x[1], x};
  double k = x[2];
  return integrate(integrand, &p, 0, x[3]) + integrate(&line, &k, 0, 1);
}
// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double gsl(const double x[4]) {
  Params p = {x[0], x[1], x};
  gsl_function F;
  F.function = &integrand;
  F.params = &p;
  double s = simpson(&F, 0, x[3]);
  double k = x[2];
  gsl_function G = {line, &k};
  return s + simpson(&G, 0, 1);
}
