// RUN: %python %S/refuse.py %s
// Roles that the body contradicts.

//--- of-read-first
PULLBACK(vjp, of(y))
void f(double x, double* y) { y[0] = y[0] * x; } // ERROR: output-read

//--- of-accumulated-without-zero
PULLBACK(vjp, of(y))
void f(const double* x, int n, double* y) {
  for (int i = 0; i < n; ++i)
    y[i] += x[i]; // ERROR: output-read
}

//--- of-read-on-one-path
PULLBACK(vjp, of(y))
void f(double x, bool b, double& y) {
  if (b) y = x;
  y *= x; // ERROR: output-read
}

//--- of-read-by-callee
void add(double* y, double x) { *y += x; } // ERROR: output-read
PULLBACK(vjp, of(y))
void f(double x, double* y) { add(y, x); }

//--- wrt-alone-written
PULLBACK(vjp, wrt(x))
double f(double* x) {
  x[0] *= 2; // ERROR: wrt-written
  return x[0];
}
