// RUN: %numeric %s
// Destructors that others see: they run wherever control leaves the block of their variable, the last variable first.
#include <cmath>
#include <functional>
#include <pullback/pullback.h>
#include <vector>

/// Gives a number its old value back.
struct Restore {
  double &target;
  double old;
  explicit Restore(double &number) : target(number), old(number) {}
  ~Restore() { target = old; }
};

// CHECK-INPUT: x = 0.7, y = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double restored(double x, double y) {
  double s = 0;
  {
    Restore r(x);
    x *= 2;
    s = x * y;
  }
  return s + x;
}

template <class F> class Finally {
public:
  explicit Finally(F function) : function(function) {}
  Finally(const Finally &) = delete;
  ~Finally() { function(); }

private:
  F function;
};

/// Adds up how long (as a number) something has been alive; its destructor has a loop.
class Meter {
public:
  Meter(double &total, double start, int steps) : total(&total), start(start), steps(steps) {}
  ~Meter() {
    for (int i = 0; i < steps; ++i)
      *total += std::sin(start * i) * *total;
  }

private:
  double *total;
  double start;
  int steps;
};

double early(double x, double &y, int n) {
  Restore outer(y);
  y = x * y;
  if (n > 2) {
    Restore inner(x);
    x = y * y;
    return x * y; // before both are given back
  }
  Finally add([&] { x += y; });
  for (int i = 0; i < n; ++i) {
    Restore inside(x);
    x *= y + i;
    if (i == 1)
      continue;
    y += x;
    if (x > 3)
      break;
  }
  return x + y;
}

// CHECK-INPUT: x = 0.7, y = 1.3, n = 1
// CHECK-INPUT: x = 0.7, y = 1.3, n = 2
// CHECK-INPUT: x = 2.7, y = 1.3, n = 2
// CHECK-INPUT: x = 0.7, y = 1.3, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double left(double x, double y, int n) { return early(x, y, n) * y; }

// CHECK-INPUT: x = [0.7, 0.2, 1.3, -0.4], n = 4, total = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], total))
double metered(const double *x, int n, double total) {
  for (int i = 0; i < n; ++i) {
    const Meter meter(total, x[i], 3);
    total += x[i] * x[i];
    switch (i) {
    case 0: {
      Meter other(total, x[i] * total, 2);
      total *= 2;
      break;
    }
    case 1: total += 1; break;
    default: {
      Finally square([&] { total *= total; });
      if (x[i] < 0)
        continue;
      total -= x[i];
    }
    }
    total *= x[i] + 2;
  }
  return total;
}

/// Counts what is active, to stop at a depth.
struct Depth {
  int &depth;
  explicit Depth(int &depth) : depth(depth) { ++depth; }
  ~Depth() { --depth; }
};

double descend(double x, int &depth) {
  Depth guard(depth);
  if (depth > 3)
    return x;
  return x * descend(std::sin(x), depth) + depth;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double recursive(double x) {
  int depth = 0;
  return descend(x, depth) + depth;
}

/// What is returned is computed before the destructors run.
std::vector<double> scaled(const std::vector<double> &v, double &k) {
  Restore r(k);
  k *= v[0];
  const double last = k;
  return {k * v[0], last * v[1]};
}

// CHECK-INPUT: x = [0.7, 1.2], k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2], k))
double returned(const double *x, double k) {
  const std::vector<double> v(x, x + 2);
  const std::vector<double> w = scaled(v, k);
  return w[0] * w[1] + k;
}

class Model {
public:
  Model(double a, double b) : a(a), b(b) {}
  double at(double t) {
    Restore keep(a);
    std::function<void()> undo = [this, t] { b -= t; };
    Finally run([&] { undo(); });
    a += t;
    b += t;
    return a * b;
  }
  double sum() const { return a * a + b; }

private:
  double a, b;
};

// CHECK-INPUT: a = 0.7, b = 1.2, t = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double ofMembers(double a, double b, double t) {
  Model model(a, b);
  const double first = model.at(t);
  return first * model.at(t * t) + model.sum();
}

// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
void inOut(double *x, int n) {
  Finally last([&] { x[0] *= x[n - 1]; });
  for (int i = 1; i < n; ++i) {
    Restore r(x[0]);
    x[0] += x[i];
    x[i] *= x[0];
  }
}
