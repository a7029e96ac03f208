// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -fsanitize=address,undefined -ffp-contract=off -I%S/Inputs -c callers_optionals.pullback.cpp
// RUN: %gxx %warnflags -O2 -ffp-contract=off -I%S/Inputs -c callers_optionals.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_optionals.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// std::optional in signatures: returned, by value and by reference, in vectors and structs, given a value or emptied.
#include "options.h"

#include <cmath>
#include <optional>
#include <pullback/pullback.h>
#include <vector>

using Vector = std::vector<double>;
using Maybe = std::optional<double>;
using MaybePoint = std::optional<Point>;
using Maybes = std::vector<Maybe>;
using MaybeVector = std::optional<Vector>;
using Nested = std::optional<MaybeVector>;
using Tables = std::vector<Table>;
using Choices = std::vector<Choice>;

PULLBACK(vjp, value_and_vjp, split, jvp)
Maybe root(double a, double b) {
  const double d = b * b - 4 * a;
  if (d < 0)
    return std::nullopt;
  return (-b + std::sqrt(d)) / (2 * a);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double limited(const Vector& x, const Maybe& limit, Maybe scale) {
  double s = 0;
  for (double v : x)
    s += limit && v > *limit ? *limit : v * v;
  return s * scale.value_or(2.0);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void moved(MaybePoint& p, double k) {
  if (p)
    p->x *= k;
  else
    p = Point{k, k * k};
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void taken(Maybe& p, double k) {
  if (p && *p > k)
    p.reset();
  else if (p)
    *p *= k;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double penalty(const Options& o, double x) {
  return o.scale * (o.bound ? std::exp(x - *o.bound) : x) + (o.center ? o.center->y * x : 0.5);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double squares(const Maybes& x) {
  double s = 0;
  for (const auto& v : x)
    if (v)
      s += *v * *v;
  return s;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
std::optional<Vector> rescaled(const Vector& x, double k) {
  if (x.empty())
    return {};
  Vector y = x;
  for (double& v : y)
    v *= k;
  return y;
}

// What is taken away had elements.
PULLBACK(vjp, value_and_vjp, split, jvp)
void shortened(std::optional<Vector>& v, double k) {
  if (v && v->size() > 2)
    v.reset();
  else if (v)
    for (double& e : *v)
      e *= k;
  else
    v = Vector(3, k);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void grown(std::optional<Vector>& v, double k) {
  if (v)
    v->push_back(k * v->front());
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double looked(const Table& table, double x) {
  return table.values ? (*table.values)[1] * x * table.scale : table.scale + x;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void filled(Table& table, double x) {
  Table other = table;
  if (other.values && other.values->size() > 2)
    other.values.reset();
  else if (other.values)
    other.values->push_back((*other.values)[0] * x);
  else
    other.values = Vector{x, x * x};
  table = other;
  table.scale *= x;
}

// The derivative of an element that is taken away starts with zeros, and not as the class says.
PULLBACK(vjp, value_and_vjp, split, jvp)
void dropped(Tables& tables, double x) {
  tables.pop_back();
  if (tables[0].values)
    tables[0].values->resize(1);
  tables[0].scale *= x;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void replaced(Choices& choices, double x) {
  for (Choice& one : choices)
    if (!one.table)
      one.table = Table{Vector{x, x * x}, x};
    else if (!one.table->values)
      one.table.reset();
    else
      one.table->values->push_back(x * one.table->scale);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void deepened(Nested& v, double k) {
  if (v && *v)
    for (double& e : **v)
      e *= k * e;
  else if (v)
    *v = Vector(2, k);
  else
    v = MaybeVector();
}

// The class could be named, but what generated code works on has optionals of its own in it.
PULLBACK(vjp, value_and_vjp, split, jvp)
void bounded(Limits& limits, double x, int k) {
  Limits other = limits;
  if (other.more[k])
    other.scale *= *other.more[k] * x;
  else
    other.more[k] = x * x;
  other.more[1 - k].reset();
  limits = other;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void ranged(Ranges& r, double x, int k) {
  for (std::optional<double>& one : r.ranges[k].more)
    if (one)
      r.ranges[1 - k].scale += *one * x;
    else
      one = x * r.ranges[k].scale;
}

#ifdef MAIN
#include "callers.h"
#include "callers_optionals.pullback.h"

#include <tuple>

template <class F> void forEachNumber(Point& point, F f) { f(point.x), f(point.y); }
template <class F> void forEachNumber(Table& table, F f) {
  f(table.scale);
  callers::forEachNumber(table.values, f);
}
template <class F> void forEachNumber(Limits& limits, F f) {
  f(limits.scale);
  for (Maybe& one : limits.more)
    callers::forEachNumber(one, f);
}
template <class F> void forEachNumber(Ranges& ranges, F f) {
  for (Limits& one : ranges.ranges)
    forEachNumber(one, f);
}
template <class F> void forEachNumber(Choice& choice, F f) {
  if (choice.table)
    forEachNumber(*choice.table, f);
}
template <class F> void forEachNumber(Options& options, F f) {
  f(options.scale);
  callers::forEachNumber(options.bound, f);
  callers::forEachNumber(options.center, f);
}

using P = std::tuple<double, double>;
using L = std::tuple<Vector, Maybe, Maybe>;
using O = std::tuple<Options, double>;
using M = std::tuple<MaybePoint, double>;
using N = std::tuple<Maybe, double>;
using S = std::tuple<Vector, double>;

static void checkRoot(double a, double b) {
  callers::check(
      "root", P(a, b), [](P in) { return root(std::get<0>(in), std::get<1>(in)); },
      [](P in, Maybe seed, P& g) { root_vjp(std::get<0>(in), std::get<1>(in), seed, &std::get<0>(g), &std::get<1>(g)); },
      [](P in, Maybe seed, P& g) { return root_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, &std::get<0>(g), &std::get<1>(g)); },
      [](P in, Maybe seed, P& g) {
        root_saved saved;
        const Maybe y = root_fwd(std::get<0>(in), std::get<1>(in), saved);
        root_rev(std::get<0>(in), std::get<1>(in), saved, seed, &std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](P in, P d, Maybe& t) { return root_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });
}

static void checkWith(const Maybe& limit, const Maybe& scale) {
  callers::check(
      "limited", L({0.5, 2, -1, 3}, limit, scale), [](L in) { return limited(std::get<0>(in), std::get<1>(in), std::get<2>(in)); },
      [](L in, double seed, L& g) { limited_vjp(std::get<0>(in), std::get<1>(in), std::get<2>(in), seed, std::get<0>(g), std::get<1>(g), &std::get<2>(g)); },
      [](L in, double seed, L& g) { return limited_value_and_vjp(std::get<0>(in), std::get<1>(in), std::get<2>(in), seed, std::get<0>(g), std::get<1>(g), &std::get<2>(g)); },
      [](L in, double seed, L& g) {
        limited_saved saved;
        const double y = limited_fwd(std::get<0>(in), std::get<1>(in), std::get<2>(in), saved);
        limited_rev(std::get<0>(in), std::get<1>(in), std::get<2>(in), saved, seed, std::get<0>(g), std::get<1>(g), &std::get<2>(g));
        return y;
      },
      [](L in, L d, double& t) { return limited_jvp(std::get<0>(in), std::get<1>(in), std::get<2>(in), std::get<0>(d), std::get<1>(d), std::get<2>(d), &t); });

  callers::check(
      "penalty", O({1.5, limit, scale ? MaybePoint({*scale, 3}) : MaybePoint()}, 0.75), [](O in) { return penalty(std::get<0>(in), std::get<1>(in)); },
      [](O in, double seed, O& g) { penalty_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](O in, double seed, O& g) { return penalty_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](O in, double seed, O& g) {
        penalty_saved saved;
        const double y = penalty_fwd(std::get<0>(in), std::get<1>(in), saved);
        penalty_rev(std::get<0>(in), std::get<1>(in), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](O in, O d, double& t) { return penalty_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });

  CHECK_IN_OUT(moved, M(limit ? MaybePoint({*limit, 3}) : MaybePoint(), 0.75));

  CHECK_IN_OUT(taken, N(limit, 0.75));
}

static void checkShortened(const MaybeVector& v) {
  using T = std::tuple<MaybeVector, double>;
  CHECK_IN_OUT(shortened, T(v, 0.75));
  CHECK_IN_OUT(grown, T(v, 0.75));
}

static void checkTable(const MaybeVector& values) {
  using T = std::tuple<Table, double>;
  CHECK_IN_OUT(filled, T({values, 1.5}, 0.75));
  callers::check(
      "looked", T({values, 1.5}, 0.75), [](T in) { return looked(std::get<0>(in), std::get<1>(in)); },
      [](T in, double seed, T& g) { looked_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](T in, double seed, T& g) {
        return looked_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g));
      },
      [](T in, double seed, T& g) {
        looked_saved saved;
        const double y = looked_fwd(std::get<0>(in), std::get<1>(in), saved);
        looked_rev(std::get<0>(in), std::get<1>(in), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](T in, T d, double& t) { return looked_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });
}

int main() {
  checkRoot(1.0, 3.0);
  checkRoot(1.0, 1.0);
  checkWith(1.25, 0.5);
  checkWith(0.625, {});
  checkWith({}, 0.25);
  checkWith({}, {});

  callers::check(
      "squares", Maybes({0.5, {}, 1.5}), [](Maybes in) { return squares(in); },
      [](Maybes in, double seed, Maybes& g) { squares_vjp(in, seed, g); },
      [](Maybes in, double seed, Maybes& g) { return squares_value_and_vjp(in, seed, g); },
      [](Maybes in, double seed, Maybes& g) {
        squares_saved saved;
        const double y = squares_fwd(in, saved);
        squares_rev(in, saved, seed, g);
        return y;
      },
      [](Maybes in, Maybes d, double& t) { return squares_jvp(in, d, &t); });

  callers::check(
      "rescaled", S(Vector{0.5, 1.5}, 2.5), [](S in) { return rescaled(std::get<0>(in), std::get<1>(in)); },
      [](S in, MaybeVector seed, S& g) { rescaled_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S in, MaybeVector seed, S& g) { return rescaled_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S in, MaybeVector seed, S& g) {
        rescaled_saved saved;
        const MaybeVector y = rescaled_fwd(std::get<0>(in), std::get<1>(in), saved);
        rescaled_rev(std::get<0>(in), std::get<1>(in), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S in, S d, MaybeVector& t) { return rescaled_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });

  callers::check(
      "rescaled", S(Vector(), 2.5), [](S in) { return rescaled(std::get<0>(in), std::get<1>(in)); },
      [](S in, MaybeVector seed, S& g) { rescaled_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S in, MaybeVector seed, S& g) { return rescaled_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S in, MaybeVector seed, S& g) {
        rescaled_saved saved;
        const MaybeVector y = rescaled_fwd(std::get<0>(in), std::get<1>(in), saved);
        rescaled_rev(std::get<0>(in), std::get<1>(in), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S in, S d, MaybeVector& t) { return rescaled_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });
  checkShortened(Vector{0.5, 1.5, 2.5});
  checkShortened(Vector{0.5, 1.5});
  checkShortened({});
  checkTable(Vector{0.5, 1.5, 2.5});
  checkTable(Vector{0.5, 1.5});
  checkTable({});
  using T = std::tuple<Tables, double>;
  CHECK_IN_OUT(dropped, T(Tables{{Vector{0.5, 1.5}, 2}, {Vector{2.5}, 3}}, 0.75));
  CHECK_IN_OUT(dropped, T(Tables{{{}, 2}, {{}, 3}}, 0.75));
  for (const int k : {0, 1}) {
    const Limits limits{2, {1.5, {}}};
    CHECK_IN_OUT(bounded, std::tuple(limits, 0.75), k);
    CHECK_IN_OUT(ranged, std::tuple(Ranges{{limits, {3, {0.5, 2.5}}}}, 0.75), k);
  }
  using C = std::tuple<Choices, double>;
  CHECK_IN_OUT(replaced, C(Choices{{Table{Vector{0.5, 1.5}, 2}}, {Table{{}, 3}}, {}}, 0.75));
  using D = std::tuple<Nested, double>;
  CHECK_IN_OUT(deepened, D(MaybeVector(Vector{0.5, 1.5}), 0.75));
  CHECK_IN_OUT(deepened, D(MaybeVector(), 0.75));
  CHECK_IN_OUT(deepened, D(Nested(), 0.75));
  return callers::failures != 0;
}
#endif
