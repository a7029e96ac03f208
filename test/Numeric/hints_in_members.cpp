// RUN: %numeric %s
// RUN: rm -rf %t.hints && mkdir %t.hints && pullback %s -o %t.hints/out.cpp -- -std=c++17
// RUN: FileCheck %s < %t.hints/out.cpp
// Hints and snapshots in members, constructors and objects that the standard library calls.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>
#include <vector>

class Oscillator {
public:
  explicit Oscillator(double stiffness) : stiffness_(stiffness) {}
  double run(double x, int steps) const {
    double v = 0;
    PULLBACK_CHECKPOINT(3)
    for (int i = 0; i < steps; ++i) {
      v -= 0.1 * stiffness_ * std::sin(x);
      x += 0.1 * v;
    }
    return x;
  }

private:
  double stiffness_;
};

// CHECK-LABEL: void oscillate_vjp(
// CHECK: snapshot
// CHECK-INPUT: x = 0.7, k = 1.3, n = 7
PULLBACK(vjp, split, jvp)
double oscillate(double x, double k, int n) {
  const Oscillator oscillator(k);
  return oscillator.run(x, n);
}

struct Damped {
  double rate;
  void operator()(double &x) const {
    PULLBACK_STORE const double decay = std::exp(-rate * x * x);
    x *= decay * decay;
  }
};

// What is to be stored is kept for all elements.
// CHECK-LABEL: void damp_vjp(
// CHECK: decay_saved[{{.*}}] = decay
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, rate = 0.4
PULLBACK(vjp, split, jvp, wrt(x[n], rate))
double damp(const double *x, int n, double rate) {
  std::vector<double> y(x, x + n);
  std::for_each(y.begin(), y.end(), Damped{rate});
  double sum = 0;
  for (double value : y)
    sum += value * value;
  return sum;
}
