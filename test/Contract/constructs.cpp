// RUN: %python %S/refuse.py %s
// Constructs that cannot be differentiated exactly are errors at their place.

//--- no-body
double solve(double x);
PULLBACK(vjp)
double f(double x) { return x * solve(x); } // ERROR: no-body
// NOTE: PULLBACK_RULE(vjp, solve)

//--- no-body-void
void fill(const double* x, double* y);
PULLBACK(vjp)
double f(const double* x) {
  double y[3];
  fill(x, y); // ERROR: no-body
  return y[0];
}

//--- all-obstacles-at-once
double a(double x);
double b(double x);
PULLBACK(vjp)
double f(double x) {
  double s = a(x); // ERROR: no-body
  s += b(s); // ERROR: no-body
  return s;
}

//--- in-a-callee
double solve(double x);
double helper(double x) { return solve(x) + 1; } // ERROR: no-body
PULLBACK(vjp)
double f(double x) { return helper(x); }

//--- function-pointer
PULLBACK(vjp)
double f(double x, double (*g)(double)) { return g(x); } // ERROR: function-pointer

//--- special-function
#include <cmath>
PULLBACK(vjp)
double f(double x) { return std::cyl_bessel_j(0.5, x); } // ERROR: standard-library

//--- lazy-result
#include <valarray>
PULLBACK(vjp, wrt(x[n]))
double f(int n, const double* x) {
  std::valarray<double> a(x, n);
  auto twice = a + a; // ERROR: lazy-result
  a[0] = 7;
  return std::valarray<double>(twice).sum();
}

//--- lazy-mask
#include <valarray>
PULLBACK(vjp)
double f(const double *x) {
  std::valarray<double> a(x, 3);
  auto positive = a > 0.0; // ERROR: lazy-result
  a[1] = 3 * x[0];
  const std::valarray<double> c = a[positive];
  return c.sum();
}

//--- lazy-elsewhere
#include <utility>
#include <valarray>
using V = std::valarray<double>;
template <class E> static double later(const E &e, V &v) {
  v[0] = 9;
  return e[0];
}
template <class E> struct Kept {
  E e;
};
static double change(V &v) { return v[0] = 5; }
static double first(const V &v) { return v[0]; }
PULLBACK(vjp)
double f(const double *x) {
  V v(x, 3);
  double s = later(v * v, v); // ERROR: lazy-result
  auto pair = std::make_pair(v * v, 2.0); // ERROR: lazy-result
  auto captured = [e = v * v] { return e[0]; }; // ERROR: lazy-result
  Kept<decltype(v * v)> kept{v * v}; // ERROR: lazy-result
  V w = v * v + change(v); // ERROR: lazy-result
  return s + pair.first[0] + captured() + kept.e[0] + w[0];
}
// At once, there is nothing between.
PULLBACK(vjp)
double g(const double *x) {
  V v(x, 3);
  return first(v * v) + first(v * first(v + v));
}

//--- own-selection
#include <valarray>
PULLBACK(vjp)
double f(const double *x) {
  std::valarray<double> v(x, 3); // ERROR: container
  const std::valarray<double> &c = v; // ERROR: container
  const std::valarray<std::size_t> places = {2, 1, 0}; // ERROR: container
  v = c[places]; // ERROR: library
  v -= c[std::slice(0, 3, 0)]; // ERROR: library
  v = c[places] + 1.0; // ERROR: library
  return v[0];
}

//--- lazy-places
#include <valarray>
PULLBACK(vjp)
double f(const double *x) {
  std::valarray<double> a(x, 3);
  std::valarray<std::size_t> places = {1};
  auto part = a[places]; // ERROR: lazy-result
  places[0] = 0;
  part = 5.0;
  return a[0] + 2 * a[1];
}

//--- throw
PULLBACK(vjp)
double f(double x) {
  if (x < 0) throw &x; // ERROR: throw
  return x;
}

//--- throw-of-an-enumerator
enum Problem { NotPositive };
PULLBACK(vjp)
double f(double x) {
  if (x < 0) throw NotPositive; // ERROR: type-not-in-header
  return x;
}

//--- goto
PULLBACK(vjp)
double f(double x) {
  if (x < 0) goto inside; // ERROR: goto
  while (x < 9) {
    x *= 2;
  inside:
    x += 1;
  }
  return x;
}

//--- asm
PULLBACK(vjp)
double f(double x) {
  asm("nop"); // ERROR: asm
  return x;
}

//--- union
union Bits { double d; long l; };
PULLBACK(vjp)
double f(double x) {
  Bits b; // ERROR: union
  b.d = x;
  return b.d;
}

//--- part-of-a-union
struct Part { double x, y; };
union Vec { struct { Part xy; double z; }; double v[3]; };
PULLBACK(vjp)
double f(double x) {
  Vec b = {{{x, x}, x}}; // ERROR: union
  Part p = b.xy; // ERROR: union
  return b.v[0] * p.x;
}

//--- union-with-gaps
union Spaced { struct { alignas(16) double x; alignas(16) double y; }; double v[2]; };
PULLBACK(vjp)
double f(double x) {
  Spaced b; // ERROR: union
  b.v[1] = x;
  b.y = 2 * x;
  return b.v[1];
}

//--- volatile
PULLBACK(vjp)
double f(double x) {
  volatile double y = x; // ERROR: volatile
  return y * y;
}

//--- reinterpret-cast
PULLBACK(vjp)
double f(double x) {
  long bits = *reinterpret_cast<long*>(&x); // ERROR: reinterpret-cast
  return bits > 0 ? x : -x;
}

//--- const-cast
PULLBACK(vjp)
double f(const double* x) {
  double* y = const_cast<double*>(x); // ERROR: const-cast
  return y[0];
}

//--- pointer-to-pointer
PULLBACK(vjp)
double f(double x, const double** rows) { return x * rows[0][0]; } // ERROR: pointer-to-pointer

//--- order-of-a-hash-map
#include <unordered_map>
PULLBACK(vjp)
double f(double x) {
  std::unordered_map<int, double> v; // ERROR: container
  for (int i = 0; i < 9; ++i)
    v[i] = x * i;
  double s = 0;
  for (const auto &one : v) // ERROR: library
    s += one.second; // rounds as the order has it
  return s;
}

//--- hash-map-with-an-equality-of-its-own
#include <unordered_map>
struct Modulo {
  std::size_t operator()(int a) const { return static_cast<std::size_t>(a % 3); }
  bool operator()(int a, int b) const { return a % 3 == b % 3; }
};
PULLBACK(vjp)
double f(const double *x, int n) {
  std::unordered_map<int, double, Modulo, Modulo> sums; // ERROR: container
  for (int i = 0; i < n; ++i)
    sums[i] += x[i];
  return sums[0] * sums[1];
}

//--- hash-map-of-keys-whose-order-is-coarser
#include <unordered_map>
struct Edge {
  int from, to;
  bool operator==(const Edge &other) const { return from == other.from && to == other.to; }
  bool operator<(const Edge &other) const { return from < other.from; }
};
struct Hash {
  std::size_t operator()(const Edge &edge) const { return static_cast<std::size_t>(edge.from); }
};
PULLBACK(vjp)
double f(const double *x, int n) {
  std::unordered_map<Edge, double, Hash> flow; // ERROR: container
  for (int i = 0; i < n; ++i)
    flow[Edge{0, i}] += x[i];
  return flow[Edge{0, 1}] * x[0];
}

//--- member-of-list-that-is-not-known
#include <list>
PULLBACK(vjp)
double f(double x) {
  std::list<double> values{x, x * x}; // ERROR: container
  values.sort(); // ERROR: library
  return values.front();
}

//--- thread-local
thread_local double scale = 2;
PULLBACK(vjp)
double f(double x) { return x * scale; } // ERROR: thread-local

//--- bit-field
struct Flags { int a : 3; int : 2; };
PULLBACK(vjp)
double f(double x) {
  Flags g; // ERROR: bit-field
  g.a = 1;
  return x * g.a;
}

//--- bit-field-chosen
struct Flags { int a : 3; int b : 3; };
PULLBACK(vjp)
double f(double x, bool isFirst) {
  Flags g{};
  (isFirst ? g.a : g.b) = 2; // ERROR: bit-field
  return x * g.a;
}

//--- bit-field-too-wide
struct Flags { long a : 40; };
PULLBACK(vjp)
double f(double x) {
  Flags g{3}; // ERROR: bit-field
  return x * g.a;
}

//--- bit-field-enumeration
#include "kinds.h"
struct Flags { Kind kind : 2; };
PULLBACK(vjp)
double f(double x, int n) {
  Flags g{};
  g.kind = static_cast<Kind>(n); // ERROR: bit-field
  return g.kind == Square ? x * x : x;
}
// FILE: kinds.h
enum Kind { Linear, Square };

//--- bit-field-with-sign
#include "flags.h"
PULLBACK(vjp)
double f(double x, int n) {
  Flags g{};
  g.a = n; // ERROR: bit-field
  return x * g.a;
}
// FILE: flags.h
struct Flags { int a : 3; };

//--- global-written
double last;
PULLBACK(vjp)
double f(double x) {
  last = x * x; // ERROR: global-store
  return last;
}

//--- global-internal
static double gain = 2;
PULLBACK(vjp)
double f(double x) { return x * gain; } // ERROR: global-internal

//--- global-dynamic
double start();
const double gain = start();
PULLBACK(vjp)
double f(double x) { return x * gain; } // ERROR: global-dynamic

//--- static-local
PULLBACK(vjp)
double f(double x) {
  static int calls = 0; // ERROR: static-local
  ++calls;
  return x * calls;
}

//--- does-not-compile
PULLBACK(vjp)
double f(double x) { return y; } // ERROR: "use of undeclared identifier 'y'"

//--- a-good-one-before-a-bad-one
PULLBACK(vjp)
double good(double x) { return x * x; }
double solve(double x);
PULLBACK(vjp)
double bad(double x) { return solve(x); } // ERROR: no-body

//--- array-of-structs-with-pointers
#include "net.h"
PULLBACK(vjp)
double f(const Net *nets, int n) { // ERROR: pointer-member
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += nets[i].w[0];
  return s;
}
// FILE: net.h
struct Net { double *w; };

//--- pointer-of-the-caller-replaced
#include "net.h"
PULLBACK(vjp)
double f(Net &net) { // ERROR: container
  ++net.w;
  return net.w[0];
}
// FILE: net.h
struct Net { double *w; };

//--- array-of-structs-with-pointers-through-an-address
#include "net.h"
static double sum(const Net *nets, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += nets[i].w[0];
  return s;
}
PULLBACK(vjp)
double f(const Net *nets, int n) { return sum(&nets[0], n); } // ERROR: pointer-member
// FILE: net.h
struct Net { double *w; };

//--- array-of-structs-with-pointers-through-a-reference
#include "net.h"
PULLBACK(vjp)
double f(const Net *nets) { // ERROR: pointer-member
  const Net &first = *nets;
  return (&first + 1)->w[0];
}
// FILE: net.h
struct Net { double *w; };

//--- array-of-structs-with-pointers-behind-a-reference
#include "net.h"
PULLBACK(vjp)
double f(const Net &net, int k) { return (&net)[k].w[0]; } // ERROR: pointer-member
// FILE: net.h
struct Net { double *w; };

//--- array-of-structs-with-pointers-in-a-lambda
#include "net.h"
PULLBACK(vjp)
double f(const Net *nets, int k) { // ERROR: pointer-member
  auto weight = [nets, k] { return nets[k].w[0]; };
  return weight();
}
// FILE: net.h
struct Net { double *w; };

//--- array-of-structs-with-pointers-by-a-method
#include "net.h"
PULLBACK(vjp)
double f(const Net &net, int k) { return net.other(k).w[0]; } // ERROR: pointer-member
// FILE: net.h
struct Net {
  double *w;
  const Net &other(int k) const { return this[k]; }
};

//--- struct-with-pointers-that-may-be-null
#include "net.h"
PULLBACK(vjp)
double f(const Net *net, double x) { // ERROR: pointer-member
  if (!net)
    return x;
  return net->w[0] * x;
}
// FILE: net.h
struct Net { double *w; };

//--- struct-with-pointers-that-a-callee-tests
#include "net.h"
static bool isSet(const Net *net) { return net != nullptr; }
PULLBACK(vjp)
double f(const Net *net, double x) { // ERROR: pointer-member
  return isSet(net) ? net->w[0] * x : x;
}
// FILE: net.h
struct Net { double *w; };

//--- subscript-behind-a-member
struct Vec3 {
  double x, y, z;
  double &at(int i) {
    double *first = &x;
    return first[i]; // ERROR: pointer-value
  }
};
PULLBACK(vjp)
double f(double p, int k) {
  Vec3 v{p, p * p, 1};
  v.at(k) *= 3;
  return v.x * v.y * v.z;
}

//--- subscript-behind-a-member-that-stands-apart
struct Apart {
  double x;
  int k;
  double y, z;
  double &operator[](int i) { return (&x)[i]; } // ERROR: pointer-value
};
PULLBACK(vjp)
double f(double p, int k) {
  Apart v{p, 1, p * p, 1};
  v[k] *= 3;
  return v.x * v.y * v.z;
}

//--- subscript-behind-an-aligned-member
struct Aligned {
  double x;
  alignas(16) double y;
  double &operator[](int i) { return (&x)[i]; } // ERROR: pointer-value
};
PULLBACK(vjp)
double f(double p, int k) {
  Aligned v{p, p * p};
  v[k] *= 3;
  return v.x * v.y;
}

//--- subscript-behind-the-last-member
struct Pair {
  double x, y;
};
PULLBACK(vjp)
double f(double p) {
  Pair v{p, p * p};
  return (&v.x)[2] * v.y; // ERROR: pointer-value
}

//--- subscript-behind-a-member-that-is-a-class
struct Pair {
  double x, y;
};
struct Pairs {
  Pair a, b, c;
  Pair &at(int i) {
    Pair *first = &a;
    return first[i]; // ERROR: pointer-value
  }
};
PULLBACK(vjp)
double f(double p, int k) {
  Pairs v{{p, 1}, {p * p, 2}, {3, p}};
  v.at(k).x *= 3;
  return v.a.x * v.b.x * v.c.x;
}

//--- subscript-behind-one-of-two-members
struct Vec3 {
  double x, y, z;
};
PULLBACK(vjp)
double f(double p, int k) {
  Vec3 v{p, p * p, 1};
  double *first = p > 1 ? &v.x : &v.y;
  first[k] *= 3; // ERROR: pointer-value
  return v.x * v.y * v.z;
}

//--- null-handed-to-a-function
struct Curve { double slope; };
struct Helper { const Curve *curve = nullptr; };
double power(const Curve *c, double x, int n) {
  return n == 0 ? 1 : (c ? c->slope : 1) * x * power(c, x, n - 1);
}
PULLBACK(vjp)
double f(double x, int n) {
  const Curve curve{x};
  Helper all[4];
  all[1].curve = &curve;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += power(all[i].curve, x, 2); // ERROR: pointer-member
  return sum;
}

//--- null-from-the-heap-handed-to-a-function
#include <memory>
struct Curve { double slope; };
struct Helper { std::unique_ptr<Curve> curve; };
double deeper(const Curve *c, double x, int n);
double power(const Curve *c, double x, int n) { return n == 0 ? 1 : deeper(c, x, n); }
double deeper(const Curve *c, double x, int n) {
  return (c != nullptr ? c->slope : 1) * x * power(c, x, n - 1);
}
PULLBACK(vjp)
double f(double x, int n) {
  Helper all[4];
  all[1].curve = std::make_unique<Curve>(Curve{x});
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += power(all[i].curve.get(), x, 2); // ERROR: pointer-member
  return sum;
}

//--- null-chosen-and-compared
struct Curve { double slope; };
struct Helper { const Curve *curve = nullptr; };
PULLBACK(vjp)
double f(double x, int n) {
  const Curve curve{x};
  Helper all[4];
  all[n].curve = &curve;
  const Curve *first = all[0].curve, *second = all[1].curve;
  const Curve *last = n > 2 ? first : second;
  return last == &curve ? x * curve.slope : 3 * x; // ERROR: pointer-member
}

//--- null-compared-in-recursion
struct Helper { const double *curve = nullptr; };
double power(const double *c, const double *last, int n) {
  return n == 0 ? 1 : (c == last ? *last : 1) * power(c, last, n - 1);
}
PULLBACK(vjp, wrt(x[2]))
double f(const double *x, int n) {
  Helper all[4];
  all[1].curve = x;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += power(all[i].curve, x, 2); // ERROR: pointer-member
  return sum;
}

//--- list-of-the-caller
#include "list.h"
PULLBACK(vjp)
double f(const List *list, double x) { // ERROR: pointer-member
  return list->value * x;
}
// FILE: list.h
struct List { double value; List *next; };

//--- result-that-cannot-start-empty
#include "poly.h"
PULLBACK(vjp)
Poly f(double x) { // ERROR: not-plain
  Poly p(1);
  p.c[0] = x;
  return p;
}
// FILE: poly.h
#include <vector>
struct Poly {
  std::vector<double> c;
  explicit Poly(int n) : c(n) {}
};

//--- errno-read
#include <cerrno>
#include <cmath>
PULLBACK(vjp)
double f(double x) {
  errno = 0;
  const double y = std::log(x);
  if (errno != 0) // ERROR: errno
    return 0;
  return y;
}

// NOTE: ask what the functions take or yield, as std::isfinite(y) does

//--- rule-without-names
double g(const double *, int n, double *);
PULLBACK(vjp)
double f(const double *x, int n) {
  double y[3] = {};
  return g(x, n, y) + y[0]; // ERROR: no-body
}

// NOTE: such a rule declares 'void g_vjp(const double *, int n, double *, double result_bar, double *argument_0_bar, double *argument_2_bar)'

//--- dynamic-cast-of-a-reference
struct Shape {
  virtual ~Shape() = default;
};
struct Disk : Shape {
  double r;
  explicit Disk(double v) : r(v) {}
};
struct Square : Shape {
  double a;
  explicit Square(double v) : a(v) {}
};
static double radius(const Shape &shape) {
  return dynamic_cast<const Disk &>(shape).r; // ERROR: dynamic-cast
}
PULLBACK(vjp)
double f(double x) {
  const Disk disk(x);
  const Square square(x);
  return radius(disk) * square.a;
}

//--- static-local-passed
static void bump(int *n) { ++*n; }
static void hand(int *n) { bump(n); }
PULLBACK(vjp)
double f(double x) {
  static int calls = 0; // ERROR: static-local
  hand(&calls);
  return x * calls;
}

//--- hashed-by-own-order
#include <unordered_map>
enum class Key { A, B, C };
inline bool operator<(Key left, Key right) { return static_cast<int>(left) / 2 < static_cast<int>(right) / 2; }
PULLBACK(vjp)
double f(double x) {
  std::unordered_map<Key, double> sums; // ERROR: library
  sums[Key::A] = x;
  sums[Key::B] += x * x;
  return sums[Key::A];
}

//--- rule-input-of-changed-global
extern double table[4];
PULLBACK_INACTIVE void toggle();
double dot(const double *w, const double *x);
PULLBACK_RULE(vjp, dot, wrt(x[4]))
void dot_adj(const double *w, const double *x, double result_bar, double *x_bar);
PULLBACK(vjp, wrt(x[4]))
double f(const double *x) {
  const double s = dot(table, x); // ERROR: rule-input
  toggle();
  return s * s;
}
