// RUN: %python %S/refuse.py %s
// Elements of containers that are kept over a recursive call in which the container grows.

//--- element-of-a-map
#include <map>
static double cost(const double* x, int k, std::map<int, double>& seen) {
  if (k == 0)
    return x[0];
  double& e = seen[k];
  e = cost(x, k - 1, seen) * x[k]; // ERROR: container
  return e;
}
PULLBACK(vjp, wrt(x[4]))
double f(const double* x) {
  std::map<int, double> seen;
  return cost(x, 3, seen) + seen[1];
}

//--- element-of-an-unordered-map
#include <unordered_map>
static double cost(const double* x, int k, std::unordered_map<int, double>& seen) {
  double& e = seen[k];
  if (e == 0 && k > 0)
    e = cost(x, k - 1, seen) * x[k]; // ERROR: container
  return e + x[0];
}
PULLBACK(vjp, wrt(x[4]))
double f(const double* x) {
  std::unordered_map<int, double> seen;
  return cost(x, 3, seen);
}

//--- first-of-a-list
#include <list>
static double walk(std::list<double>& all, int n, double x) {
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
  std::list<double> all;
  return walk(all, 3, x) + all.front();
}

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

//--- row-of-a-map
#include <map>
#include <vector>
static double walk(std::map<int, std::vector<double>>& rows, int n, double x) {
  if (n == 0)
    return x;
  std::vector<double>& row = rows[n];
  row.push_back(x);
  const double below = walk(rows, n - 1, x * 0.9);
  return below * row[0]; // ERROR: container
}
PULLBACK(vjp)
double f(double x) {
  std::map<int, std::vector<double>> rows;
  return walk(rows, 3, x);
}
