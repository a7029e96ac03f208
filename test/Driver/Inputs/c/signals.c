#include "signals.h"

#include <math.h>
#include <pullback/pullback.h>

PULLBACK(vjp, split, jvp, wrt(z[n]))
double complex filter(const double complex *z, int n) {
  double complex s = 1;
  for (int i = 0; i < n; ++i) s = s * z[i] / (z[i] + 2.0) + cexp(z[i]) * csqrt(s) + conj(z[i]);
  for (int i = 0; i < n; ++i) s += ctanh(z[i]) * casin(0.3 * z[i]) + cproj(catan(z[i])) * csin(s);
  return s;
}

PULLBACK(vjp, of(w[n]))
void turn(const float complex *z, int n, float complex *w) {
  for (int i = 0; i < n; ++i) w[i] = conjf(z[i]) * z[i] + 3.0f * crealf(z[i]);
}

PULLBACK(vjp, split, wrt(net, x[n]))
double loss(const struct net *net, const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double h = net->bias * s;
    for (int j = 0; j < net->count; ++j) h += net->weights[j] * x[i];
    s += tanh(h);
  }
  return s;
}
