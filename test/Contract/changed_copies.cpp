// RUN: %python %S/refuse.py %s
// Containers, sorts and variants move objects as they lie in memory: not those that a copy or a move changes.

//--- cache-that-is-not-copied
#include <vector>
struct Law {
  double v;
  mutable bool known = false;
  mutable double cache = 0;
  explicit Law(double x) : v(x) {}
  Law(const Law& o) : v(o.v) {}
};
PULLBACK(vjp)
double f(double x) {
  std::vector<Law> laws; // ERROR: changed-copy
  laws.push_back(Law(x));
  return laws[0].v;
}

//--- number-that-is-set-anew
#include <vector>
struct Law {
  double v, cache;
  explicit Law(double x) : v(x), cache(x * x) {}
  Law(const Law& o) : v(o.v), cache(0.25) {}
};
PULLBACK(vjp)
double f(double x) {
  std::vector<Law> laws(1, Law(x)); // ERROR: changed-copy
  return laws[0].cache;
}

//--- number-that-is-changed
#include <deque>
struct Law {
  double v;
  int copies = 0;
  explicit Law(double x) : v(x) {}
  Law(const Law& o) : v(o.v), copies(o.copies + 1) {}
};
PULLBACK(vjp)
double f(double x) {
  std::deque<Law> laws; // ERROR: changed-copy
  laws.push_back(Law(x));
  return laws[0].v * laws[0].copies;
}

//--- pointer-to-itself
#include <vector>
struct Law {
  double v;
  double* p;
  explicit Law(double x) : v(x), p(&v) {}
  Law(const Law& o) : v(o.v), p(&v) {}
};
PULLBACK(vjp)
double f(double x) {
  std::vector<Law> laws; // ERROR: changed-copy
  laws.push_back(Law(x));
  return *laws[0].p;
}

//--- changed-by-moving-the-base-of-a-member
#include <map>
struct Counted {
  int moves = 0;
  Counted() = default;
  Counted(const Counted&) = default;
  Counted(Counted&& o) noexcept : moves(o.moves) { ++moves; }
};
struct Base : Counted {
  double v = 1;
};
struct Law {
  Base base;
};
PULLBACK(vjp)
double f(double x) {
  std::map<int, Law> laws; // ERROR: changed-copy
  laws[1].base.v = x;
  return laws[1].base.v;
}

//--- changed-by-assignment-in-a-sort
#include <algorithm>
#include <array>
struct Law {
  double v, cache;
  explicit Law(double x) : v(x), cache(x * x) {}
  Law(const Law& o) = default;
  Law& operator=(const Law& o) {
    v = o.v;
    cache = 0.5;
    return *this;
  }
};
PULLBACK(vjp)
double f(double x) {
  std::array<Law, 2> laws{Law(3 * x), Law(x)};
  std::sort(laws.begin(), laws.end(), [](const Law& a, const Law& b) { return a.v < b.v; }); // ERROR: changed-copy
  return laws[0].cache;
}

//--- alternative-of-a-variant
#include <variant>
struct Law {
  double v = 1, cache = 2;
  Law() = default;
  explicit Law(double x) : v(x), cache(x * x) {}
  Law(const Law& o) : v(o.v), cache(0.25) {}
  Law& operator=(const Law& o) = default;
};
PULLBACK(vjp)
double f(double x) {
  std::variant<int, Law> one; // ERROR: changed-copy
  one = Law(x);
  return std::get<Law>(one).cache;
}
