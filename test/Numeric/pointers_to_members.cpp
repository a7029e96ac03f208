// RUN: %numeric %s
// Pointers to member functions that are not known, and std::bind of members, in variables and in std::function.
#include <pullback/pullback.h>

#include <functional>
#include <memory>
#include <vector>

using namespace std::placeholders;

namespace {
struct Moments {
  double first, second;
};

struct Plant {
  double gain;
  double force(double x) const { return gain * x * x; }
  double energy(double x) const { return gain * x * x * x / 3; }
  void grow(double by) { gain *= by; }
  Moments both(double x) const { return {gain * x, x * x}; }
};

struct Base {
  double k;
  virtual ~Base() = default;
  virtual double rate(double x) const { return k * x; }
  double scaled(double x) const { return rate(x) * k; }
};

struct Derived : Base {
  double rate(double x) const override { return k * x * x; }
};

struct Decay {
  double k;
  std::function<double(double, int)> rate;
  explicit Decay(double start) : k(start) { rate = std::bind(&Decay::next, this, _1, _2); }
  double next(double t, int n) {
    k *= n + t;
    return k * t;
  }
};

struct Response {
  double (Plant::*how)(double) const;
  double operator()(const Plant& plant, double x) const { return (plant.*how)(x); }
};

double (Plant::*const kinds[2])(double) const = {&Plant::force, &Plant::energy};

double weigh(double a, double b, int n) { return a * a / b + n * a; }
} // namespace

// CHECK-INPUT: x = 0.7, k = 1.3, n = 0
// CHECK-INPUT: x = 0.7, k = 1.3, n = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
double chosen(double x, double k, int n) {
  const Plant plant{k};
  double (Plant::*table[2])(double) const = {&Plant::energy, &Plant::force};
  return (plant.*table[n])(x) * (plant.*kinds[n])(x + 1);
}

// CHECK-INPUT: x = 0.7, k = 1.3, n = 0
// CHECK-INPUT: x = 0.7, k = 1.3, n = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
double alternating(double x, double k, int n) {
  Plant plant{k};
  const Plant* pointer = &plant;
  double (Plant::*kind)(double) const = &Plant::force;
  if (n)
    kind = &Plant::energy;
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    s += (pointer->*kind)(x + s);
    kind = kind == &Plant::force ? &Plant::energy : &Plant::force;
  }
  return s;
}

// CHECK-INPUT: x = 0.7, k = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double in_objects(double x, double k) {
  const Plant plant{k};
  Response a{&Plant::force}, b{&Plant::energy};
  if (x < 3)
    std::swap(a, b);
  return a(plant, x) * b(plant, x + 1) + a(plant, k);
}

// CHECK-INPUT: x = 0.7, k = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double bound(double x, double k) {
  Plant plant{k};
  const auto copy = std::bind(&Plant::force, plant, _1);
  auto grow = std::bind(&Plant::grow, std::ref(plant), _1);
  grow(x);
  auto both = std::bind(&Plant::both, &plant, _1);
  auto shared = std::bind(&Plant::force, std::make_shared<Plant>(plant), _1);
  const Moments moments = both(x);
  return copy(x) * moments.first + moments.second * shared(k);
}

// CHECK-INPUT: x = 0.7, k = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double in_functions(double x, double k) {
  Plant first{k}, second{x};
  Derived derived;
  derived.k = k;
  std::vector<std::function<double(double)>> all;
  all.push_back(std::bind(&Plant::force, &first, _1));
  all.push_back(std::bind(&Plant::energy, &second, _1));
  all.push_back(std::bind(&Derived::scaled, &derived, _1));
  all.push_back(std::bind(weigh, _1, k, 2));
  all.push_back(std::bind([x](double t, double u) { return x * t / u; }, k, _1));
  all.push_back([&](double t) { return t * x; });
  double s = 0;
  for (auto& one : all)
    s = s * x + one(x + s);
  const std::function<double(double, double)> swapped = std::bind(weigh, _2, _1, 3);
  return s + swapped(x, k);
}

// CHECK-INPUT: x = 0.7, k = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double of_this(double x, double k) {
  Decay decay(k);
  const double s = decay.rate(x, 1) + decay.rate(x * x, 2);
  return s + decay.k;
}

// CHECK-INPUT: x = 0.7, k = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double nested(double x, double k) {
  Plant plant{k};
  const std::function<void(double)> grow = std::bind(&Plant::grow, &plant, std::bind(&Plant::force, &plant, _1));
  grow(x);
  grow(x + 1);
  return plant.gain;
}
