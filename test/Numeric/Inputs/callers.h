// Checks derivatives of functions whose parameters and results are objects with vectors in them, by differences and the
// dot-product identity <w, J v> == <J^T w, v>. A test says how its functions are called; X and Y are tuples or numbers:
//
//   run(X x) -> Y                                the primal: all outputs for the inputs
//   vjp(X x, Y seed, X &gradient)                gradient comes as zeros in the shape of x
//   valueAndVjp(X x, Y seed, X &gradient) -> Y   the same, and the outputs
//   split(X x, Y seed, X &gradient) -> Y
//   jvp(X x, X direction, Y &tangent) -> Y       tangent comes empty
//
// CHECK_IN_OUT(f, X(state, other)) says all of it for a function that changes its first parameter.
#ifndef CALLERS_H
#define CALLERS_H

#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>
#include <tuple>
#include <utility>
#include <valarray>
#include <vector>

namespace callers {

template <class F> void forEachNumber(double &number, F f) { f(number); }
template <class F> void forEachNumber(int &, F) {}
template <class T, class F> void forEachNumber(std::vector<T> &vector, F f) {
  for (T &element : vector)
    forEachNumber(element, f);
}
template <class T, class F> void forEachNumber(std::valarray<T> &array, F f) {
  for (T &element : array)
    forEachNumber(element, f);
}
template <class T, class F> void forEachNumber(std::optional<T> &optional, F f) {
  if (optional)
    forEachNumber(*optional, f);
}
template <class T, std::size_t N, class F> void forEachNumber(std::array<T, N> &array, F f) {
  for (T &element : array)
    forEachNumber(element, f);
}
template <class A, class B, class F> void forEachNumber(std::pair<A, B> &pair, F f) {
  forEachNumber(pair.first, f);
  forEachNumber(pair.second, f);
}
template <class... T, class F> void forEachNumber(std::tuple<T...> &tuple, F f) {
  std::apply([&](auto &...part) { (forEachNumber(part, f), ...); }, tuple);
}

template <class T> std::vector<double> flatten(T object) {
  std::vector<double> numbers;
  forEachNumber(object, [&](double &number) { numbers.push_back(number); });
  return numbers;
}

/// An object of the same shape with other numbers.
template <class T> T like(T object, unsigned seed) {
  forEachNumber(object, [&](double &number) {
    seed = seed * 1103515245u + 12345u;
    number = (seed >> 16) % 1000 / 500.0 - 0.99;
  });
  return object;
}

template <class T> T shifted(T object, const T &direction, double step) {
  const std::vector<double> numbers = flatten(direction);
  std::size_t next = 0;
  forEachNumber(object, [&](double &number) { number += step * numbers[next++]; });
  return object;
}

inline int failures = 0;

inline bool expect(const char *name, const char *what, bool holds) {
  if (!holds)
    std::printf("%s: %s\n", name, what), ++failures;
  return holds;
}

inline double dot(const std::vector<double> &a, const std::vector<double> &b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += a[i] * b[i];
  return sum;
}

inline bool sameBits(const std::vector<double> &a, const std::vector<double> &b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

template <class X, class Run, class Vjp, class Values, class Split, class Jvp>
void check(const char *name, const X &x, Run run, Vjp vjp, Values valueAndVjp, Split split, Jvp jvp) {
  const auto y = run(x);
  using Y = std::remove_const_t<decltype(y)>;
  const X direction = like(x, 7), zero = shifted(x, x, -1);
  const Y seed = like(y, 3);
  Y tangent{};
  expect(name, "values of jvp", sameBits(flatten(jvp(x, direction, tangent)), flatten(y)));
  const double step = 1e-6;
  const std::vector<double> above = flatten(run(shifted(x, direction, step)));
  const std::vector<double> below = flatten(run(shifted(x, direction, -step)));
  const std::vector<double> tangents = flatten(tangent);
  if (!expect(name, "size of the tangent", tangents.size() == above.size() && above.size() == below.size()))
    return;
  for (std::size_t i = 0; i < tangents.size(); ++i) {
    const double difference = (above[i] - below[i]) / (2 * step);
    if (!expect(name, "tangent", std::fabs(tangents[i] - difference) < 1e-7 * (1 + std::fabs(difference))))
      std::printf("  [%zu] %.12g, difference %.12g\n", i, tangents[i], difference);
  }
  auto compare = [&](const char *what, const X &gradient) {
    const std::vector<double> numbers = flatten(gradient), along = flatten(direction);
    if (!expect(name, what, numbers.size() == along.size()))
      return;
    const double wanted = dot(flatten(seed), tangents), found = dot(numbers, along);
    if (!expect(name, what, std::fabs(found - wanted) < 1e-11 * (1 + std::fabs(wanted))))
      std::printf("  %.15g, wanted %.15g\n", found, wanted);
  };
  X gradient = zero;
  vjp(x, seed, gradient);
  compare("gradient of vjp", gradient);
  gradient = zero;
  expect(name, "values of value_and_vjp", sameBits(flatten(valueAndVjp(x, seed, gradient)), flatten(y)));
  compare("gradient of value_and_vjp", gradient);
  gradient = zero;
  expect(name, "values of fwd", sameBits(flatten(split(x, seed, gradient)), flatten(y)));
  compare("gradient of rev", gradient);
}

/// How the gradient of a parameter is passed: that of a number by its address.
inline double *pass(double &gradient) { return &gradient; }
template <class T> T &pass(T &gradient) { return gradient; }

/// Checks f(T &state, U other, fixed...), whose gradient comes in as the seed; X is a tuple of the state and the other.
template <class Saved, class X, class Run, class Vjp, class Values, class Fwd, class Rev, class Jvp, class... Fixed>
void checkInOut(const char *name, Run run, Vjp vjp, Values valueAndVjp, Fwd fwd, Rev rev, Jvp jvp, const X &x,
                Fixed... fixed) {
  using State = std::tuple_element_t<0, X>;
  check(
      name, x,
      [&](X in) {
        auto &[state, other] = in;
        run(state, other, fixed...);
        return state;
      },
      [&](X in, State seed, X &gradient) {
        auto &[state, other] = in;
        auto &[stateBar, otherBar] = gradient;
        stateBar = seed;
        vjp(state, other, fixed..., stateBar, pass(otherBar));
      },
      [&](X in, State seed, X &gradient) {
        auto &[state, other] = in;
        auto &[stateBar, otherBar] = gradient;
        stateBar = seed;
        valueAndVjp(state, other, fixed..., stateBar, pass(otherBar));
        return state;
      },
      [&](X in, State seed, X &gradient) {
        auto &[state, other] = in;
        auto &[stateBar, otherBar] = gradient;
        Saved saved;
        fwd(state, other, fixed..., saved);
        const State result = state;
        stateBar = seed;
        rev(state, other, fixed..., saved, stateBar, pass(otherBar));
        return result;
      },
      [&](X in, X direction, State &tangent) {
        auto &[state, other] = in;
        auto &[stateDot, otherDot] = direction;
        jvp(state, other, fixed..., stateDot, otherDot);
        tangent = stateDot;
        return state;
      });
}

/// The functions that are generated for `function`; behind it X and what is fixed.
#define CHECK_IN_OUT(function, ...)                                                                                    \
  callers::checkInOut<function##_saved>(#function, function, function##_vjp, function##_value_and_vjp, function##_fwd, \
                                        function##_rev, function##_jvp, __VA_ARGS__)

} // namespace callers

#endif // CALLERS_H
