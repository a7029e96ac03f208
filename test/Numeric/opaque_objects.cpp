// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -I%S/Inputs -fsanitize=address,undefined -ffp-contract=off -c opaque_objects.pullback.cpp
// RUN: %gxx %warnflags -I%S/Inputs -O2 -ffp-contract=off -c opaque_objects.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s opaque_objects.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// RUN: FileCheck %s < opaque_objects.pullback.cpp
// Objects of the caller's that nobody looks into: random engines, streams, files, handles, and classes in inactive(...).
#include "recorder.h"
#include <cmath>
#include <cstdio>
#include <ostream>
#include <pullback/pullback.h>
#include <random>

static double draw(std::mt19937& rng, double mean) {
  std::normal_distribution<double> normal(0.0, 1.0);
  return mean * (1 + 0.1 * normal(rng));
}

// CHECK-LABEL: void paths_vjp(std::mt19937& rng, double s, int n, double result_bar, double* __restrict s_bar)
// CHECK: rng()
// CHECK-LABEL: void paths_rev(std::mt19937&, double s
// CHECK-NOT: rng
// CHECK-LABEL: double paths_jvp(std::mt19937& rng
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, inactive(rng))
double paths(std::mt19937& rng, double s, int n) {
  double sum = 0;
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int i = 0; i < n; ++i) {
    const double step = draw(rng, s);
    sum += rng() % 3 == 0 ? step * step : std::sin(s) * uniform(rng);
    if (sum > 40)
      break;
  }
  return sum;
}

// What nobody is told to be inactive may yield integers.
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double coins(std::minstd_rand engine, double s, int n) {
  double product = 1;
  for (int i = 0; i < n; ++i)
    product *= engine() % 2 == 0 ? s : 1 / s + s;
  return product;
}

// CHECK-LABEL: void recorded_vjp(Recorder& log, double s
// CHECK: log.line("s", s);
// CHECK: = log.weight(i);
// CHECK: log.line(std::string("sum ") + std::to_string(i), sum);
// CHECK: log.mark("done");
// CHECK: = log[2];
// CHECK: static_cast<void>(log.weight(1, 2.0));
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, inactive(log))
double recorded(Recorder& log, double s, int n) {
  double sum = s;
  log.line("s", s);
  for (int i = 0; i < n && i < Recorder::limit(); ++i) {
    sum += s * log.weight(i) * std::exp(-sum);
    log.line("sum " + std::to_string(i), sum);
  }
  log.mark("done");
  return sum * log[2] + log.weight(1, 2);
}

// CHECK-LABEL: void printed_vjp(std::ostream& out, FILE* file, double s
// CHECK: out << "s = " << s << '\n';
// CHECK-NEXT: out.precision(3L);
// CHECK: if (file != nullptr)
// CHECK-NEXT: std::fprintf(file, "%g\n",
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double printed(std::ostream& out, std::FILE* file, double s) {
  out << "s = " << s << '\n';
  out.precision(3);
  const double t = s * s;
  if (file)
    std::fprintf(file, "%g\n", t);
  out << t / 7 << std::endl;
  return t * s;
}

static double note(std::ostream& out, double s) {
  out << "[" << s << "]";
  return s * s;
}

// CHECK-LABEL: void noted_vjp(std::ostream& out, double s
// CHECK: out << s << " -> ";
// CHECK-NEXT: out << "[" << s << "]";
// CHECK: out << product << '.';
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double noted(std::ostream& out, double s) {
  out << s << " -> " << note(out, s) << '.';
  return s * s * s;
}

// CHECK-LABEL: void asked_vjp(Source* source, double s
// CHECK: = ask(source, 2);
PULLBACK_INACTIVE double ask(Source* source, int k);
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double asked(Source* source, double s) {
  return s * s * ask(source, 2);
}

static int look(const Stepper& stepper) { return stepper.step(); }

// CHECK-LABEL: void overloaded_vjp(Stepper& stepper, double
// CHECK: stepper.step();
// CHECK: std::as_const(stepper).step();
// CHECK: stepper.Counter::step();
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, inactive(stepper))
double overloaded(Stepper& stepper, double s) {
  const double first = s * stepper.step();
  return first * look(stepper) + s * stepper.Counter::step();
}

#ifdef MAIN
#include "expect.h"
#include "opaque_objects.pullback.h"
#include <type_traits>

struct Source {
  double value;
  int asked;
};
double ask(Source* source, int k) {
  ++source->asked;
  return source->value * k;
}

/// What a random engine yields next.
template <class Engine>
static std::string next(Engine engine) {
  return std::to_string(engine());
}

/// All modes of one function of one number, given objects that start in the same state for every call. The gradient is
/// compared with the tangent, and that with differences.
template <class F, class Gradient, class Vjp, class ValueAndVjp, class Sweeps, class Jvp>
static void check(double s, F f, Gradient gradient, Vjp vjp, ValueAndVjp valueAndVjp, Sweeps sweeps, Jvp jvp, int line) {
  double bar = 0, again = 1, dot = 0;
  const double value = f(s);
  expect(gradient(s, &bar), value, line);
  vjp(s, 2.0, &again);
  expect(again, 1 + 2 * bar, line);
  again = 0;
  expect(valueAndVjp(s, 1.0, &again), value, line);
  expect(again, bar, line);
  again = 0;
  expect(sweeps(s, 1.0, &again), value, line);
  expect(again, bar, line);
  expect(jvp(s, 1.0, &dot), value, line);
  expect(std::fabs(dot - bar) <= 1e-13 * std::fabs(bar), true, line);
  const double h = 1e-6, slope = (f(s + h) - f(s - h)) / (2 * h);
  expect(std::fabs(slope - bar) <= 1e-7 * (1 + std::fabs(bar)), true, line);
}

// MAKE: declares the objects; END: says what their state is, which all calls have to leave alike.
#define CHECK_MODES(name, s, MAKE, END, OBJECTS, ...)                                                                          \
  {                                                                                                                            \
    std::string ends[6];                                                                                                       \
    check(                                                                                                                     \
        s, [&](double x) { MAKE; double r = name(OBJECTS, x __VA_ARGS__); ends[0] = END; return r; },                          \
        [&](double x, double* b) { MAKE; double r = name##_gradient(OBJECTS, x __VA_ARGS__, b); ends[1] = END; return r; },    \
        [&](double x, double v, double* b) { MAKE; name##_vjp(OBJECTS, x __VA_ARGS__, v, b); ends[2] = END; },                 \
        [&](double x, double v, double* b) {                                                                                   \
          MAKE; double r = name##_value_and_vjp(OBJECTS, x __VA_ARGS__, v, b); ends[3] = END; return r; },                     \
        [&](double x, double v, double* b) {                                                                                   \
          MAKE; name##_saved saved; double r = name##_fwd(OBJECTS, x __VA_ARGS__, saved); ends[4] = END;                       \
          name##_rev(OBJECTS, x __VA_ARGS__, saved, v, b); expect(ends[4] == END, true, __LINE__);                             \
          double half = 0; name##_rev(OBJECTS, x __VA_ARGS__, saved, v, &half); expect(half, *b, __LINE__); return r; },       \
        [&](double x, double d, double* o) {                                                                                   \
          MAKE; double r = name##_jvp(OBJECTS, x __VA_ARGS__, d, o); ends[5] = END; return r; },                               \
        __LINE__);                                                                                                             \
    MAKE; name(OBJECTS, s __VA_ARGS__);                                                                                        \
    const std::string end = END;                                                                                               \
    for (int i = 1; i < 6; ++i)                                                                                                \
      expect(ends[i] == end, true, __LINE__);                                                                                  \
  }
#define COMMA ,

int main() {
  CHECK_MODES(paths, 0.7, std::mt19937 rng(7), next(rng), rng, , 9)
  CHECK_MODES(paths, 2.5, std::mt19937 rng(3), next(rng), rng, , 40)
  CHECK_MODES(coins, 1.3, std::minstd_rand engine(11), next(engine), engine, , 6)
  CHECK_MODES(recorded, 0.4, Recorder log, log.read(), log, , 5)
  CHECK_MODES(printed, 0.4, std::ostringstream out, out.str(), out COMMA nullptr, )
  CHECK_MODES(overloaded, 0.9, Stepper stepper, std::to_string(stepper.read()), stepper, )
  CHECK_MODES(noted, 0.4, std::ostringstream out, out.str(), out, )
  CHECK_MODES(asked, 0.9, Source source{1.5 COMMA 0}, std::to_string(source.asked), &source, )
  return failures;
}
#endif
