// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -fsanitize=address,undefined -ffp-contract=off -I%S/Inputs -c callers_valarrays.pullback.cpp
// RUN: %gxx %warnflags -O2 -ffp-contract=off -I%S/Inputs -c callers_valarrays.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_valarrays.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// std::valarray in signatures: by value, returned, in vectors and structs, filled and given another size by the function.
#include "body.h"

#include <cmath>
#include <pullback/pullback.h>
#include <utility>
#include <valarray>
#include <vector>

using Array = std::valarray<double>;

PULLBACK(vjp, value_and_vjp, split, jvp)
double energy(const Array& x, const Array& w) {
  const Array r = w * x - std::sin(x);
  return (r * r).sum() / 2;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
Array softplus(const Array& x, double k) { return std::log(1.0 + std::exp(k * x)) / k; }

// Used in place: nothing gives it another size.
PULLBACK(vjp, value_and_vjp, split, jvp)
void relax(Array& u, const Array& f, int steps) {
  for (int s = 0; s < steps; ++s)
    for (std::size_t i = 1; i + 1 < u.size(); ++i)
      u[i] += 0.25 * (u[i - 1] - 2 * u[i] + u[i + 1] + f[i] * u[i] * u[i]);
  u *= 1.5;
}

// Takes the size of what it is assigned.
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void scaled(const Array& x, Array& y) {
  y = x * x.sum();
  y[std::slice(0, 2, 1)] *= Array(x[std::slice(1, 2, 1)]);
}

// A number fills it, and it keeps its size.
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void filled(const Array& x, Array& y) {
  y = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i)
    y[i % y.size()] += x[i] * x[i];
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double byValue(Array x, double k) {
  x[0] *= k;
  const double s = x.sum();
  x.resize(3, k);
  return s * x.sum();
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void grow(Array& x, double a) {
  Array y(x.size() + 1);
  for (std::size_t i = 0; i < x.size(); ++i)
    y[i + 1] = a * x[i];
  x = y;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double overRows(const std::vector<Array>& rows) {
  double s = 0;
  for (const Array& row : rows)
    s += row.sum() * row.max();
  return s;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void advance(Body& b, double dt) {
  b.position += dt * b.velocity;
  b.velocity -= dt / b.mass * b.position;
}

#ifdef MAIN
#include "callers.h"
#include "callers_valarrays.pullback.h"

template <class F> void forEachNumber(Body& body, F f) {
  callers::forEachNumber(body.position, f);
  callers::forEachNumber(body.velocity, f);
  f(body.mass);
}

using A = std::tuple<Array, Array>;
using S = std::tuple<Array, double>;
using B = std::tuple<Body, double>;
using Rows = std::vector<Array>;

int main() {
  const Array x{0.5, -1.5, 2, 0.75}, w{1.25, 0.5, -0.25, 2};

  callers::check(
      "energy", A(x, w), [](A in) { return energy(std::get<0>(in), std::get<1>(in)); },
      [](A in, double seed, A& g) { energy_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), std::get<1>(g)); },
      [](A in, double seed, A& g) { return energy_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), std::get<1>(g)); },
      [](A in, double seed, A& g) {
        energy_saved saved;
        const double y = energy_fwd(std::get<0>(in), std::get<1>(in), saved);
        energy_rev(std::get<0>(in), std::get<1>(in), saved, seed, std::get<0>(g), std::get<1>(g));
        return y;
      },
      [](A in, A d, double& t) { return energy_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });

  callers::check(
      "softplus", S(x, 0.7), [](S in) { return softplus(std::get<0>(in), std::get<1>(in)); },
      [](S in, Array seed, S& g) { softplus_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S in, Array seed, S& g) { return softplus_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S in, Array seed, S& g) {
        softplus_saved saved;
        const Array y = softplus_fwd(std::get<0>(in), std::get<1>(in), saved);
        softplus_rev(std::get<0>(in), std::get<1>(in), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S in, S d, Array& t) { return softplus_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });

  callers::check(
      "byValue", S(x, 0.7), [](S in) { return byValue(std::get<0>(in), std::get<1>(in)); },
      [](S in, double seed, S& g) { byValue_vjp(std::get<0>(in), std::get<1>(in), seed, &std::get<0>(g), &std::get<1>(g)); },
      [](S in, double seed, S& g) { return byValue_value_and_vjp(std::get<0>(in), std::get<1>(in), seed, &std::get<0>(g), &std::get<1>(g)); },
      [](S in, double seed, S& g) {
        byValue_saved saved;
        const double y = byValue_fwd(std::get<0>(in), std::get<1>(in), saved);
        byValue_rev(std::get<0>(in), std::get<1>(in), saved, seed, &std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S in, S d, double& t) { return byValue_jvp(std::get<0>(in), std::get<1>(in), std::get<0>(d), std::get<1>(d), &t); });

  callers::check(
      "overRows", Rows{x, {0.25, 0.125}, w}, [](Rows in) { return overRows(in); },
      [](Rows in, double seed, Rows& g) { overRows_vjp(in, seed, g); },
      [](Rows in, double seed, Rows& g) { return overRows_value_and_vjp(in, seed, g); },
      [](Rows in, double seed, Rows& g) {
        overRows_saved saved;
        const double y = overRows_fwd(in, saved);
        overRows_rev(in, saved, seed, g);
        return y;
      },
      [](Rows in, Rows d, double& t) { return overRows_jvp(in, d, &t); });

  // In-out: the gradient comes in as the seed.
  CHECK_IN_OUT(relax, A(x, w), 3);

  CHECK_IN_OUT(grow, S(x, 0.7));

  CHECK_IN_OUT(advance, B({{0.5, 1.5}, {-1, 0.25}, 1.75}, 0.1));

  callers::check(
      "filled", x,
      [](Array in) {
        Array y(7.0, 3);
        filled(in, y);
        return y;
      },
      [](Array in, Array seed, Array& g) { filled_vjp(in, g, seed); },
      [](Array in, Array seed, Array& g) {
        Array y(7.0, 3);
        filled_value_and_vjp(in, y, g, seed);
        return y;
      },
      [](Array in, Array seed, Array& g) {
        filled_saved saved;
        Array y(7.0, 3);
        filled_fwd(in, y, saved);
        filled_rev(in, saved, g, seed);
        return y;
      },
      [](Array in, Array d, Array& t) {
        Array y(7.0, 3);
        t.resize(3);
        filled_jvp(in, y, d, t);
        return y;
      });

  callers::check(
      "scaled", x,
      [](Array in) {
        Array y(7.0, 2);
        scaled(in, y);
        return y;
      },
      [](Array in, Array seed, Array& g) { scaled_vjp(in, g, seed); },
      [](Array in, Array seed, Array& g) {
        Array y(7.0, 2);
        scaled_value_and_vjp(in, y, g, seed);
        return y;
      },
      [](Array in, Array seed, Array& g) {
        scaled_saved saved;
        Array y(7.0, 2);
        scaled_fwd(in, y, saved);
        scaled_rev(in, saved, g, seed);
        return y;
      },
      [](Array in, Array d, Array& t) {
        Array y(7.0, 2);
        t.resize(2);
        scaled_jvp(in, y, d, t);
        return y;
      });
  return callers::failures != 0;
}
#endif
