// RUN: %numeric %s
// A pointer from a table of constant arrays walks over one of them, and where it stood is kept for the reverse sweep.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: t = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double series(double t) {
  static const double e0x[] = {0.9, 1.7, 6.2, 0.5, 3.2, 12.5};
  static const double e0y[] = {1.0, 1.5, 6.3, 0.8, 1.2, 11.5, 0.2, 0.1, 2.2};
  static const double e0z[] = {1.0, 1.5, 6.3, 0.8, 1.2, 11.5, 0.2, 0.1, 2.2};
  static const double f0x[] = {0.9, 1.7, 6.2, 0.5, 3.2, 12.5};
  static const double f0y[] = {1.0, 1.5, 6.3, 0.8, 1.2, 11.5, 0.2, 0.1, 2.2};
  static const double f0z[] = {1.0, 1.5, 6.3, 0.8, 1.2, 11.5, 0.2, 0.1, 2.2};
  static const double *ce0[] = {e0x, e0y, e0z}, *ce1[] = {f0x, f0y, f0z};
  static const int ne0[3] = {2, 3, 3};
  static const int ne1[3] = {2, 3, 3};
  double vh[3], xyzd, a, b, c, ct, p, cp;
  const double *coeffs;
  int i, j, nterms;
  for (i = 0; i < 3; i++) {
    xyzd = 0.0;
    coeffs = ce0[i];
    nterms = ne0[i];
    for (j = 0; j < nterms; j++) {
      a = *coeffs++;
      b = *coeffs++;
      c = *coeffs++;
      ct = c * t;
      p = b + ct;
      cp = cos(p);
      xyzd += a * t * (2.0 * cp - ct * sin(p));
    }
    coeffs = ce1[i];
    nterms = ne1[i];
    for (j = 0; j < nterms; j++) {
      a = *coeffs++;
      b = *coeffs++;
      c = *coeffs++;
      ct = c * t;
      p = b + ct;
      cp = cos(p);
      xyzd += a * t * (2.0 * cp - ct * sin(p));
    }
    vh[i] = xyzd;
  }
  return vh[0] + 2 * vh[1] * vh[2];
}
