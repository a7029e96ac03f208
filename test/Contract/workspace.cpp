// RUN: %python %S/refuse.py %s
// What cannot do without the heap is refused where it is not to be used.

//--- unknown-trips
PULLBACK(vjp, workspace)
double f(double x) {
  while (x > 0.1) x = x * x * 0.9; // ERROR: needs-heap
  return x;
}

//--- no-heap-without-workspace
// ARGS: SOURCE --no-heap -- -std=c++17
PULLBACK(vjp)
double f(double x, int n) {
  for (int i = 0; i < n; ++i) x = x * x * 0.9; // ERROR: needs-heap
  return x;
}

//--- recursion
// ARGS: SOURCE --no-heap -- -std=c++17
#include <cmath>
PULLBACK(vjp)
double f(double x, int n) {
  return n > 0 ? std::sin(x * f(x, n - 1)) : x; // ERROR: needs-heap
}

//--- size-overwritten
PULLBACK(vjp, workspace)
double f(double x, int* n) {
  *n += 1;
  const int m = *n;
  *n = 0;
  for (int i = 0; i < m; ++i) x = x * x * 0.9; // ERROR: needs-heap
  return x;
}

//--- split
PULLBACK(split, workspace) // ERROR: workspace-split
double f(double x) { return x * x; }

//--- throw
// ARGS: SOURCE --no-heap -- -std=c++17
#include <stdexcept>
PULLBACK(vjp)
double f(double x) {
  if (x < 0) throw std::domain_error("negative"); // ERROR: needs-exceptions
  return x * x;
}

//--- taken-name
#include <cstddef>
std::size_t f_vjp_workspace(double x);
PULLBACK(vjp, workspace) // ERROR: name-taken
double f(double x) { return x * x; }
