// RUN: %python %S/refuse.py %s
// Hints that cannot be obeyed are refused.

//--- assigned-again
PULLBACK(vjp)
double f(double x) {
  PULLBACK_STORE double y = x * x; // ERROR: storage-hint
  y *= x;
  return y;
}

//--- array
PULLBACK(vjp)
double f(double x) {
  PULLBACK_RECOMPUTE double y[2] = {x, x * x}; // ERROR: storage-hint
  return y[0] * y[1];
}

//--- integer
PULLBACK(vjp)
double f(double x, int n) {
  PULLBACK_STORE const int m = n + 1; // ERROR: storage-hint
  return x * m * x;
}

//--- no-value
PULLBACK(vjp)
double f(double x) {
  PULLBACK_RECOMPUTE double y; // ERROR: storage-hint
  y = x * x;
  return y * y;
}

//--- overwritten
PULLBACK(vjp)
void f(double* u, int n) {
  for (int i = 0; i < n; ++i) {
    PULLBACK_RECOMPUTE const double y = u[0]; // ERROR: cannot-recompute
    u[0] = y * y;
  }
}

//--- in-a-callee
double g(double x) {
  PULLBACK_STORE double y = x * x; // ERROR: storage-hint
  y = y * y;
  return y;
}
PULLBACK(vjp)
double f(double x) { return g(x); }
