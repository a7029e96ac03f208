// RUN: %python %S/refuse.py %s
// Where PULLBACK_CHECKPOINT cannot be obeyed.

//--- before-no-loop
PULLBACK(vjp)
double f(double x, int n) {
  PULLBACK_CHECKPOINT(10) // ERROR: checkpoint
  double y = x;
  for (int t = 0; t < n; ++t) y *= x;
  return y;
}

//--- before-another-loop
PULLBACK(vjp)
double f(double x, int n) {
  PULLBACK_CHECKPOINT(10) // ERROR: checkpoint
  while (n-- > 0) x *= x;
  return x;
}

//--- without-snapshots
PULLBACK(vjp)
double f(double x, int n) {
  PULLBACK_CHECKPOINT(0) // ERROR: checkpoint
  for (int t = 0; t < n; ++t) x *= x;
  return x;
}

//--- as-many-as-a-variable-says
PULLBACK(vjp)
double f(double x, int n) {
  int k = n / 2;
  PULLBACK_CHECKPOINT(k) // ERROR: checkpoint
  for (int t = 0; t < n; ++t) x *= x;
  return x;
}

//--- without-a-count
PULLBACK(vjp)
double f(double x, int n) {
  PULLBACK_CHECKPOINT() // ERROR: checkpoint
  for (int t = 0; t < n; ++t) x *= x;
  return x;
}

//--- unknown-number-of-steps
PULLBACK(vjp)
double f(double x) {
  PULLBACK_CHECKPOINT(4)
  for (; x < 100;) x *= x; // ERROR: checkpoint
  return x;
}

//--- may-end-early
PULLBACK(vjp)
double f(double x, int n) {
  PULLBACK_CHECKPOINT(4)
  for (int t = 0; t < n; ++t) { // ERROR: checkpoint
    if (x > 100) break;
    x *= x;
  }
  return x;
}

//--- in-another-loop
PULLBACK(vjp)
double f(double x, int n) {
  for (int i = 0; i < n; ++i) {
    PULLBACK_CHECKPOINT(4)
    for (int t = 0; t < i; ++t) x *= x; // ERROR: checkpoint
    x = 1 / x;
  }
  return x;
}

//--- a-vector-grows
#include <vector>
PULLBACK(vjp)
double f(double x, int n) {
  std::vector<double> all;
  PULLBACK_CHECKPOINT(4)
  for (int t = 0; t < n; ++t) {
    x *= x;
    all.push_back(x); // ERROR: checkpoint
  }
  return all[n / 2];
}

//--- calls-what-may-be-seen
PULLBACK_INACTIVE void record(double x);
PULLBACK(vjp)
double f(double x, int n) {
  PULLBACK_CHECKPOINT(4)
  for (int t = 0; t < n; ++t) {
    record(x); // ERROR: checkpoint
    x *= x;
  }
  return x;
}

//--- an-array-of-unknown-length
PULLBACK(vjp)
void f(double* x, int n) {
  PULLBACK_CHECKPOINT(4)
  for (int t = 0; t < n; ++t) // ERROR: checkpoint
    x[t % 2] *= x[0];
}

//--- as-many-as-the-caller-computes
static double repeat(double x, int n, int k) {
  PULLBACK_CHECKPOINT(k)
  for (int t = 0; t < n; ++t) x *= x; // ERROR: checkpoint
  return x;
}
PULLBACK(vjp)
double f(double x, int n) { return repeat(x, n, n / 2); }

//--- two-arguments-that-a-caller-may-give-one-variable-for
static void both(double &a, double &b, int n, int depth) {
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < n; ++t) { // ERROR: checkpoint
    a = a * b + 0.1;
    b *= a;
  }
  if (depth > 0) both(b, a, n, depth - 1);
}
PULLBACK(vjp)
double f(double x, int n) {
  both(x, x, n, 1);
  return x;
}

//--- memory-that-a-library-takes
#include <memory>
#include <vector>
PULLBACK(vjp, wrt(x[n]))
double f(const double* x, int n) {
  std::vector<std::unique_ptr<double>> held(n);
  PULLBACK_CHECKPOINT(2)
  for (int i = 0; i < n; ++i)
    held[i] = std::make_unique<double>(x[i]); // ERROR: checkpoint
  double s = 1;
  for (auto &one : held) s *= *one;
  return s;
}
