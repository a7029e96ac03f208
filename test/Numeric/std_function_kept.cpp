// RUN: %numeric %s
// std::function that is kept: in classes, arrays and vectors, returned, assigned, empty, and calling itself.
#include <array>
#include <cmath>
#include <functional>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

class Integrator {
public:
  Integrator(std::function<double(double)> f, int n) : f_(std::move(f)), n_(n) {}
  double operator()(double a, double b) const {
    double s = 0, h = (b - a) / n_;
    for (int i = 0; i < n_; ++i)
      s += f_(a + (i + 0.5) * h) * h;
    return s;
  }

private:
  std::function<double(double)> f_;
  int n_;
};
// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double in_class(const double x[4]) {
  Integrator exponential([&](double t) { return std::exp(x[0] * t); }, 5), copy = exponential;
  return exponential(x[1], x[2]) + copy(x[2], x[3]);
}

static std::function<double(double)> makePower(double k, int kind) {
  if (kind == 2)
    return [k](double t) { return k * t * t; };
  if (kind == 1)
    return [k](double t) { return k * t; };
  return nullptr;
}
// CHECK-INPUT: x = uniform(0.5, 1)[4], kind = 0
// CHECK-INPUT: x = uniform(0.5, 1)[4], kind = 1
// CHECK-INPUT: x = uniform(0.5, 1)[4], kind = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double returned(const double x[4], int kind) {
  auto f = makePower(x[0], 2), g = makePower(x[1], kind);
  return f(x[2]) * (g ? g(x[3]) : 1.5);
}

static double square(double x) { return x * x; }
struct Scale {
  double k;
  double operator()(double x) const { return k * x; }
};
// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double in_vector(const double x[4]) {
  std::vector<std::function<double(double)>> fs;
  fs.push_back([](double t) { return std::tanh(t); });
  fs.push_back([&](double t) { return x[0] * t; });
  double k = x[1];
  fs.emplace_back([k](double t) { return k + t * t; });
  fs.push_back(square);
  fs.push_back(&square);
  fs.push_back(Scale{x[2]});
  double v = x[3];
  for (const auto &f : fs)
    v = f(v);
  for (std::size_t i = 0; i < 2; ++i)
    v += fs[i](v);
  return v;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double in_array(const double x[4]) {
  std::vector<double> w(x, x + 3);
  std::array<std::function<double(int, double)>, 2> fs = {
      [w](int i, double t) { return w[i] * t; },
      [w, x](int i, double t) { return w[i] + x[3] * t; },
  };
  fs[1] = fs[0];
  fs[0] = [&](int i, float t) { return w[i] - t; };
  std::swap(fs[0], fs[1]);
  w[0] = 7;
  return fs[0](0, x[1]) * fs[1](1, 0.5);
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double calls_itself(const double x[4], int n) {
  std::function<double(int)> go = [&](int i) { return i < 0 ? 1.0 : x[i] * go(i - 1) + x[i]; };
  return go(n - 1);
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double calls_itself_twice(const double x[4], int n) {
  std::function<double(int)> go;
  go = [&go, x](int i) -> double {
    if (i == 0)
      return x[0];
    return x[i] * go(i - 1) + go(i / 2);
  };
  return go(n - 1);
}

struct Event {
  double time;
  std::function<void(std::vector<double> &)> apply;
};
class Simulation {
public:
  explicit Simulation(std::vector<double> state) : state_(std::move(state)) {}
  void at(double time, std::function<void(std::vector<double> &)> apply) { events_.push_back({time, apply}); }
  void onStep(const std::function<void(double)> &observer) { observer_ = observer; }
  double run(double end) {
    double sum = 0;
    for (double t = 0; t < end; t += 1) {
      for (const Event &e : events_)
        if (e.time >= t && e.time < t + 1)
          e.apply(state_);
      for (double &s : state_)
        sum += s *= 0.9;
      if (observer_)
        observer_(sum);
    }
    return sum;
  }

private:
  std::vector<double> state_;
  std::vector<Event> events_;
  std::function<void(double)> observer_;
};
// CHECK-INPUT: x = uniform(0.5, 1)[3], watched = 0
// CHECK-INPUT: x = uniform(0.5, 1)[3], watched = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double events(const double x[3], int watched) {
  Simulation simulation({x[0], x[1]});
  double k = x[2], last = 0;
  simulation.at(0.5, [k](std::vector<double> &s) { s[0] *= k; });
  simulation.at(1.5, [&](std::vector<double> &s) { s[1] += s[0] * x[2]; });
  if (watched)
    simulation.onStep([&](double v) { last += v * v; });
  return simulation.run(3) + last;
}

struct Pair {
  double a, b;
};
// CHECK-INPUT: x = uniform(0.5, 1)[3], k = 0
// CHECK-INPUT: x = uniform(0.5, 1)[3], k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double of_records(const double x[3], int k) {
  std::function<Pair(const Pair &, double)> f = [](Pair p, double t) { return Pair{p.b * t, p.a}; };
  if (k == 1)
    f = [&](const Pair &p, const double &t) -> Pair { return {p.a + t, p.b * x[2]}; };
  Pair p = f({x[0], x[1]}, x[2]);
  p = f(p, 2);
  return p.a * p.b;
}

// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double of_generic_lambda(const double x[3], int n) {
  std::function<double(double)> f = [](auto t) { return t * t; }, g;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    g = i % 2 ? f : [&, i](double t) { return t * x[i]; };
    s += g(x[i]);
  }
  return s;
}

static double counted(double x) {
  double calls = 0;
  std::function<double(double)> f = [n = 0.0](double t) mutable { return t * (n += 1); }, g = f;
  calls += f(x) + f(x);
  g = f;
  return calls + g(x);
}
// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double of_mutable_lambda(double x) { return counted(x) + counted(x * x); }

static double cube(double x) { return x * x * x; }
// CHECK-INPUT: x = uniform(0.5, 1)[2], k = 0
// CHECK-INPUT: x = uniform(0.5, 1)[2], k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double of_pointer_and_moved(const double x[2], int k) {
  double (*pointer)(double) = k == 1 ? square : cube;
  std::vector<double> w{x[0], 2 * x[1]};
  std::function<double(double)> f = pointer, g = [w](double t) { return w[0] * t + w[1]; };
  pointer = cube;
  w[0] = 5;
  auto h = std::move(g);
  double r = f(x[0]) * h(x[1]) + pointer(x[1]);
  if (g)
    r *= 100;
  g = h;
  h = nullptr;
  return !h && g ? r + g(r) : r;
}

static std::function<double(double)> kept(double (*function)(double)) { return function; }
// CHECK-INPUT: x = 0.5, k = 0
// CHECK-INPUT: x = 0.5, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double of_null_pointer(double x, int k) {
  double (*pointer)(double) = k ? square : nullptr;
  std::function<double(double)> f = pointer, g = kept(nullptr);
  double r = f ? f(x) : 5 * x;
  f = cube;
  f = pointer;
  return (f ? r * f(x) : r * 3 * x) + (g ? g(x) : x);
}
