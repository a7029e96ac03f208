// RUN: %python %S/refuse.py %s
// Maps and sets that are asked for something else than a key, by a comparison that takes it as it is.

//--- bound-between-keys
#include <map>
PULLBACK(vjp)
double f(double x) {
  std::map<int, double, std::less<>> m; // ERROR: container
  m[1] = x;
  m[2] = 2 * x;
  return m.lower_bound(1.5)->second; // ERROR: library
}

//--- number-that-is-no-key
#include <set>
PULLBACK(vjp)
double f(double x) {
  std::set<int, std::less<>> s{1, 2}; // ERROR: container
  return s.count(1.5) ? x : 2 * x; // ERROR: library
}
