// RUN: %numeric %s
// C as a translator from Fortran writes it: constants whose address is passed, arrays that begin at 1.
// CHECK-LANGUAGE: c17
#include <pullback/pullback.h>

typedef int integer;
typedef double doublereal;

// Which another file may change between calls.
integer c__3 = 3;
doublereal c_b6 = 0.25;

static int daxpy_(integer *n, doublereal *da, doublereal *dx, integer *incx, doublereal *dy, integer *incy) {
  integer i, ix = 1, iy = 1;
  --dy;
  --dx;
  if (*n <= 0)
    return 0;
  for (i = 1; i <= *n; ++i) {
    dy[iy] += *da * dx[ix];
    ix += *incx;
    iy += *incy;
  }
  return 0;
}

static doublereal ddot_(integer *n, doublereal *dx, integer *incx, doublereal *dy, integer *incy) {
  integer i;
  doublereal sum = 0.;
  --dy;
  --dx;
  for (i = 1; i <= *n; ++i)
    sum += dx[(i - 1) * *incx + 1] * dy[(i - 1) * *incy + 1];
  return sum;
}

static int each_(integer *n, doublereal *da, doublereal *dx, integer *inc, doublereal *dy) {
  return daxpy_(n, da, dx, inc, dy, inc);
}

// CHECK-INPUT: n = 3, x = uniform(-1, 1)[6], y = uniform(-1, 1)[3]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[2 * n], y[n]), of(y[n]))
double f(int n, double *x, double *y) {
  static integer c__1 = 1, c__2 = 2;
  static doublereal c_b5 = -1.5;
  integer half = n / 2;
  doublereal s = ddot_(&n, x, &c__2, y, &c__1);
  daxpy_(&n, &s, x, &c__2, y, &c__1);
  daxpy_(&n, &c_b5, &x[1], &c__2, y, &c__1);
  each_(&half, &s, &x[1], &c__2, y);
  each_(&c__1, &c_b6, x, &c__3, y);
  return s * c_b5 + c__2;
}
