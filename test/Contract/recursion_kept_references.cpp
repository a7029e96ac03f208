// RUN: %python %S/refuse.py %s
// Elements of containers that are kept over a recursive call in which they get other numbers, or another container.

//--- first-of-a-deque
#include <deque>
static double walk(std::deque<double>& all, int n, double x) {
  if (n == 0)
    return x;
  all.push_front(x * n);
  double& e = all.front();
  const double r = walk(all, n - 1, x * 0.9);
  e *= r; // ERROR: container
  return e + r;
}
PULLBACK(vjp)
double f(double x) {
  std::deque<double> all;
  return walk(all, 3, x) + all.front();
}

//--- element-of-a-map-that-moves
#include <map>
#include <utility>
static double walk(std::map<int, double>& a, std::map<int, double>& b, int n, double x) {
  if (n == 0) {
    b = std::move(a);
    return x;
  }
  double& e = a[n];
  const double r = walk(a, b, n - 1, x * 0.9);
  e += r; // ERROR: container
  return r;
}
PULLBACK(vjp)
double f(double x) {
  std::map<int, double> a, b;
  return walk(a, b, 3, x) + b[1];
}

//--- element-of-a-list-that-moves
#include <list>
#include <utility>
static double walk(std::list<double>& a, std::list<double>& b, int n, double x) {
  if (n == 0) {
    b = std::move(a);
    a.push_back(5 * x);
    return x;
  }
  a.push_back(x);
  double& e = a.back();
  const double r = walk(a, b, n - 1, x * 0.9);
  return r * x + e; // ERROR: container
}
PULLBACK(vjp)
double f(double x) {
  std::list<double> a, b;
  return walk(a, b, 3, x) + b.front();
}

//--- element-of-a-map-in-a-vector
#include <map>
#include <vector>
static double walk(std::vector<std::map<int, double>>& all, int n, double x) {
  if (n == 0)
    return x;
  double& e = all.back()[n];
  all.emplace_back();
  const double r = walk(all, n - 1, x * 0.9);
  e += r; // ERROR: container
  return r * e;
}
PULLBACK(vjp)
double f(double x) {
  std::vector<std::map<int, double>> all(1);
  return walk(all, 3, x) + all[0][3];
}

//--- element-of-a-map-in-a-vector-of-each-call
#include <map>
#include <vector>
static double walk(int n, double x) {
  if (n == 0)
    return x;
  std::vector<std::map<int, double>> all(1);
  double& e = all[0][n];
  all.emplace_back();
  const double r = walk(n - 1, x * 0.9);
  all[1][n] = x;
  e += r * x; // ERROR: container
  return r * e + all[0][n];
}
PULLBACK(vjp)
double f(double x) { return walk(3, x); }

//--- reference-that-is-handed-on
#include <map>
static double walk(double& e, std::map<int, double>& seen, int n) {
  if (n == 0)
    return e;
  seen[n] = e * e;
  return walk(seen[n], seen, n - 1);
}
PULLBACK(vjp)
double f(double x) {
  std::map<int, double> seen;
  seen[9] = x;
  return walk(seen[9], seen, 3); // ERROR: pointer-member
}
