// RUN: %python %S/refuse.py %s
// Objects of the caller's that generated code does not look into: what would need more than calls of their members.

//--- made-here
#include <random>
PULLBACK(vjp)
double f(std::mt19937& rng, double s) {
  std::mt19937 own(7); // ERROR: opaque-object
  return s * s * static_cast<double>(own() + rng());
}

//--- copied
#include <random>
PULLBACK(vjp)
double f(std::mt19937& rng, double s) {
  std::mt19937 own = rng; // ERROR: opaque-object
  return s * s * static_cast<double>(own());
}

//--- passed-by-value
#include <random>
static double draw(std::mt19937 rng) { return static_cast<double>(rng()); }
PULLBACK(vjp)
double f(std::mt19937& rng, double s) { return s * s * draw(rng); } // ERROR: opaque-object

//--- not-inactive
#include <random>
PULLBACK(vjp)
double f(std::random_device& device, double s) { return s * device.entropy(); } // ERROR: opaque-object
// NOTE: inactive(...)

//--- reference-to-what-changes
#include <map>
PULLBACK(vjp, inactive(table))
double f(std::map<int, double>& table, double s) {
  table[3] = s; // ERROR: opaque-object
  return s;
}

//--- iterators
#include <map>
PULLBACK(vjp, inactive(table))
double f(const std::map<int, double>& table, double s) {
  for (auto it = table.begin(); it != table.end(); ++it) // ERROR: library // ERROR: library // ERROR: library
    s *= it->second;
  return s;
}

//--- explicit-template-arguments
#include "store.h"
PULLBACK(vjp, inactive(store))
double f(const Store& store, double s) { return s * store.get<double>(2); } // ERROR: opaque-object
// FILE: store.h
#include <map>
class Store {
  std::map<int, double> values;

public:
  double scale = 1;
  template <class T>
  T get(int k) const { return static_cast<T>(values.at(k)); }
  double value() const { return values.at(0); }
  Store& operator+=(double x) { values[0] += x; return *this; }
};

//--- members
#include "store.h"
PULLBACK(vjp, inactive(store))
double f(const Store& store, double s) { return s * store.scale; } // ERROR: opaque-object
// FILE: store.h
#include <map>
class Store {
  std::map<int, double> values;

public:
  double scale = 1;
  template <class T>
  T get(int k) const { return static_cast<T>(values.at(k)); }
  double value() const { return values.at(0); }
  Store& operator+=(double x) { values[0] += x; return *this; }
};

//--- operators
#include "store.h"
PULLBACK(vjp, inactive(store))
double f(Store& store, double s) {
  store += s; // ERROR: opaque-object
  return s;
}
// FILE: store.h
#include <map>
class Store {
  std::map<int, double> values;

public:
  double scale = 1;
  template <class T>
  T get(int k) const { return static_cast<T>(values.at(k)); }
  double value() const { return values.at(0); }
  Store& operator+=(double x) { values[0] += x; return *this; }
};

//--- left-out-members
#include "table.h"
PULLBACK(vjp)
double f(const Table& table, double s) { return s * table.values.at(0) * table.scale; } // ERROR: opaque-object
// FILE: table.h
#include <map>
struct Table {
  double scale;
  std::map<int, double> values;
};

//--- copies-without-members
#include "table.h"
PULLBACK(vjp)
double f(const Table& table, double s) {
  Table own = table; // ERROR: opaque-object // ERROR: opaque-object
  return s * own.scale;
}
// FILE: table.h
#include <map>
struct Table {
  double scale;
  std::map<int, double> values;
};

//--- results-without-members
#include "table.h"
PULLBACK(vjp)
Table f(double s) { return {s * s, {}}; } // ERROR: opaque-object // ERROR: opaque-object
// FILE: table.h
#include <map>
struct Table {
  double scale;
  std::map<int, double> values;
};

//--- left-out-members-handed-on
#include "table.h"
PULLBACK_INACTIVE double look(const Table& table, int k);
PULLBACK(vjp)
double f(const Table& table, double s) { return s * look(table, 3); } // ERROR: opaque-object
// FILE: table.h
#include <map>
struct Table {
  double scale;
  std::map<int, double> values;
};

//--- throw-under-a-guard
#include <stdexcept>
struct Restore {
  double& r;
  double old;
  explicit Restore(double& x) : r(x), old(x) {}
  ~Restore() { r = old; }
};
PULLBACK(vjp)
double f(double* u) {
  Restore restore(u[0]);
  u[0] *= 2;
  if (u[0] > 3)
    throw std::runtime_error("large"); // ERROR: unwound-guard
  return u[0];
}

//--- call-that-throws-under-a-guard
#include <stdexcept>
struct Restore {
  double& r;
  double old;
  explicit Restore(double& x) : r(x), old(x) {}
  ~Restore() { r = old; }
};
static void check(double x) {
  if (x > 3)
    throw std::runtime_error("large");
}
static double checked(double x) { check(x); return x * x; }
PULLBACK(vjp)
double f(double* u) {
  Restore restore(u[0]);
  u[0] *= 2;
  return checked(u[0]); // ERROR: unwound-guard
}

//--- subscript-beyond-the-members
#include "vec.h"
PULLBACK(vjp, wrt(v[n]))
double f(const Vec* v, int n) {
  double s = 0;
  for (int i = 0; i < 3 * n; ++i)
    s += (&v[0].x)[i]; // ERROR: pointer-value
  return s;
}
// FILE: vec.h
struct Vec { double x, y, z; };

//--- subscript-behind-a-member-of-a-member
#include "ray.h"
PULLBACK(vjp)
double f(const Ray& r, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += (&r.o.x)[i]; // ERROR: pointer-value
  return s;
}
// FILE: ray.h
struct Vec { double x, y, z; };
struct Ray { Vec o, d; };

//--- one-class-in-two-requests
#include "table.h"
PULLBACK(vjp)
double first(const Table& table) { return table.scale * table.scale; }
PULLBACK(vjp)
double second(double x) {
  Table own{x, {}};
  own.values[1] = x;
  return own.values[1] * own.scale + missing(x); // ERROR: no-body
}
// FILE: table.h
#include <map>
struct Table {
  double scale;
  std::map<int, double> values;
};
double missing(double x);

//--- reference-that-is-kept
#include "store.h"
PULLBACK(vjp, inactive(store))
double f(Store& store, double s) {
  const double& now = store.now(); // ERROR: opaque-object
  store.tick();
  return s * now;
}
// FILE: store.h
class Store {
  double value = 1;

public:
  const double& now() const { return value; }
  void tick() { value += 1; }
};

//--- objects-of-own-classes-handed-to-members
#include "store.h"
PULLBACK(vjp, inactive(store))
double f(Store& store, double s) {
  Start start;
  start.a = s;
  store.take(start); // ERROR: opaque-object
  return s * s;
}
// FILE: store.h
struct Start { double a = 1, b = 2; };
class Store {
  double value = 1;

public:
  void take(const Start& start) { value += start.a; }
};

//--- vectors-of-classes-with-members-left-out
#include "table.h"
#include <utility>
PULLBACK(vjp)
double f(std::vector<std::vector<Table>>& tables, double s) { // ERROR: opaque-object
  std::swap(tables[0], tables[1]);
  return s * tables[0][0].scale;
}
// FILE: table.h
#include <map>
#include <vector>
struct Table {
  double scale;
  std::map<int, double> values;
};

//--- one-class-inactive-and-not
#include <map>
PULLBACK(vjp, inactive(a))
double f(const std::map<int, double>& a, const std::map<int, double>& b, double s) { // ERROR: standard-library // ERROR: standard-library
  return a.at(0) * b.at(0) * s;
}

//--- one-class-inactive-and-passive
#include "spring.h"
PULLBACK(vjp, wrt(x), inactive(a))
double f(const Spring& a, const Spring& b, double x) { // ERROR: private-members // ERROR: private-members
  return a.force(x) * b.force(x);
}
// FILE: spring.h
#include <map>
class Spring {
  double stiffness = 1;
  std::map<int, double> table;

public:
  double force(double x) const { return stiffness * x; }
};

//--- one-class-inactive-and-a-member
#include "spring.h"
PULLBACK(vjp, inactive(a))
double f(const Spring& a, const World& b, double x) { // ERROR: private-members // ERROR: private-members
  return a.force(x) * b.spring.force(x);
}
// FILE: spring.h
#include <map>
class Spring {
  double stiffness = 1;
  std::map<int, double> table;

public:
  double force(double x) const { return stiffness * x; }
};
struct World {
  Spring spring;
};

//--- a-global-of-the-class
#include "spring.h"
PULLBACK(vjp, inactive(a))
double f(const Spring& a, double x) { return a.force(x) * common.force(x); } // ERROR: opaque-object
// FILE: spring.h
#include <map>
class Spring {
  double stiffness = 1;
  std::map<int, double> table;

public:
  double force(double x) const { return stiffness * x; }
};
extern Spring common;

//--- rules-of-functions-that-take-such-objects
#include <ostream>
double solve(std::ostream& out, double x);
PULLBACK_RULE(vjp, solve, inactive(out))
void solve_vjp(std::ostream& out, double x, double result_bar, double* x_bar);
PULLBACK(vjp)
double f(std::ostream& out, double x) { return x * solve(out, x); } // ERROR: opaque-object

//--- subscript-beside-other-numbers
#include "ray.h"
PULLBACK(vjp)
double f(const Ray& r, int n) { return (&r.x)[n]; } // ERROR: pointer-value
// FILE: ray.h
struct Ray {
  double x, y;
  double rest[2];
};
