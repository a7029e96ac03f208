// RUN: %python %S/refuse.py %s
// References to elements of a vector that is moved to another one by assignment: they follow the elements.

//--- vector
#include <utility>
#include <vector>
PULLBACK(vjp)
double f(double x) {
  std::vector<double> from{x, 2 * x}, to{x};
  double& e = from[1];
  to = std::move(from);
  e *= x; // ERROR: container
  return to[0] + to[1];
}

//--- pointer
#include <utility>
#include <vector>
PULLBACK(vjp)
double f(double x) {
  std::vector<double> from{x, 2 * x}, to;
  double* first = from.data();
  to = std::move(from);
  first[1] *= x; // ERROR: container
  return to[0] + to[1];
}

//--- iterator
#include <utility>
#include <vector>
PULLBACK(vjp)
double f(double x) {
  std::vector<double> from{x, 2 * x}, to;
  auto second = from.begin() + 1;
  to = std::move(from);
  *second *= x; // ERROR: container
  return to[0] + to[1];
}

//--- row
#include <utility>
#include <vector>
PULLBACK(vjp)
double f(double x) {
  std::vector<std::vector<double>> rows(2);
  rows[1] = {x, 2 * x};
  double& e = rows[1][1];
  rows[0] = std::move(rows[1]);
  e *= x; // ERROR: container
  return rows[0][0] + rows[0][1];
}

//--- exchanged
#include <utility>
#include <vector>
PULLBACK(vjp)
double f(double x) {
  std::vector<double> from{x, 2 * x}, to{x * x};
  double& e = from[1];
  const std::vector<double> old = std::exchange(to, std::move(from));
  e *= x; // ERROR: container
  return to[0] + to[1] + old[0];
}

//--- in-a-loop
#include <utility>
#include <vector>
PULLBACK(vjp)
double f(double x) {
  std::vector<double> now{x, x * x}, next(2);
  for (int t = 0; t < 3; ++t) {
    next.assign(2, x);
    double* first = &next[0];
    now = std::move(next);
    *first += x; // ERROR: container
  }
  return now[0] * now[1];
}

//--- member-of-a-struct
#include <utility>
#include <vector>
struct State {
  std::vector<double> q;
  double t;
};
PULLBACK(vjp)
double f(double x) {
  State from{{x, 2 * x}, x}, to{{}, x};
  double& e = from.q[1];
  to = std::move(from);
  e *= x; // ERROR: container
  return to.q[0] + to.q[1];
}

//--- parameter
#include <utility>
#include <vector>
static void keep(std::vector<double>& all, std::vector<double> one) { all = std::move(one); }
PULLBACK(vjp)
double f(double x) {
  std::vector<double> from{x, 2 * x}, to;
  double& e = from[1];
  keep(to, std::move(from));
  e *= x; // ERROR: container
  return to[0] + to[1];
}
