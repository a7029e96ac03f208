// RUN: %python %S/../Contract/refuse.py %s
// Requests that cannot be carried out as they are written.

//--- inactive-function
PULLBACK_INACTIVE PULLBACK(vjp) double f(double x) { return x * x; } // ERROR: inactive-function

//--- two-lengths
PULLBACK(vjp, wrt(x[n]), of(x[m])) // ERROR: length-mismatch
void f(double* x, int n, int m) {
  for (int i = 0; i < n && i < m; ++i) x[i] *= 2;
}

//--- length-of-a-fixed-array
PULLBACK(vjp, wrt(x[3])) // ERROR: length-mismatch
double f(const double x[4]) { return x[0] * x[3]; }

//--- length-of-a-number
PULLBACK(vjp, wrt(x[3])) // ERROR: length-of-scalar
double f(double x) { return x * x; }

//--- before-a-variable
PULLBACK(vjp) // ERROR: misplaced-annotation
double x = 1;

//--- nothing-requested
// ARGS: SOURCE -- -std=c++17
double f(double x) { return x * x; } // NOTE: [nothing-requested]

//--- parameter-pack
template <class... T> double sum(T... x) { return (x + ...); }
PULLBACK_DIFFERENTIATE(sum<double, double>, vjp); // ERROR: parameter-pack

//--- output-written-twice
PULLBACK(vjp, of(y)) // NOTE: of(y[n])
void f(const double* x, int n, double* y) { // ERROR: length-needed
  for (int i = 0; i < n; ++i) y[i] = x[i];
  for (int i = 0; i < n; ++i) y[n - 1 - i] = y[i] * x[0];
}
