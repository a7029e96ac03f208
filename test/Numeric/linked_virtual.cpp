// RUN: %numeric %s
// Expressions whose nodes are of several classes and made in loops.

#include <pullback/pullback.h>

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

struct Expr {
  virtual ~Expr() = default;
  virtual double eval(double x) const = 0;
};
struct Const : Expr {
  double c;
  explicit Const(double c) : c(c) {}
  double eval(double) const override { return c; }
};
struct Sin : Expr {
  std::unique_ptr<Expr> a;
  explicit Sin(std::unique_ptr<Expr> a) : a(std::move(a)) {}
  double eval(double x) const override { return std::sin(x * a->eval(x)); }
};

// CHECK-INPUT: c = 0.7, n = 3, t = 1.2
// CHECK-INPUT: c = 0.7, n = 0, t = 1.2
PULLBACK(vjp, value_and_vjp, split, jvp)
double wrapped(double c, int n, double t) {
  std::unique_ptr<Expr> e = std::make_unique<Const>(c);
  for (int i = 0; i < n; ++i)
    e = std::make_unique<Sin>(std::move(e));
  return e->eval(t);
}

struct Scaled : Expr {
  const Expr *inner;
  double factor;
  Scaled(const Expr *inner, double factor) : inner(inner), factor(factor) {}
  double eval(double x) const override { return factor * inner->eval(x + factor); }
};

// CHECK-INPUT: c = 0.7, n = 5, t = 1.2
PULLBACK(vjp, value_and_vjp, split, jvp)
double pool(double c, int n, double t) {
  std::vector<std::unique_ptr<Expr>> pool;
  pool.push_back(std::make_unique<Const>(c));
  for (int i = 0; i < n; ++i) {
    const Expr *last = pool.back().get();
    if (i % 2)
      pool.push_back(std::make_unique<Scaled>(last, c + i));
    else
      pool.push_back(std::make_unique<Scaled>(pool[0].get(), c * i));
  }
  return pool.back()->eval(t) + pool[1]->eval(t);
}
