// RUN: %numeric %s
// Virtual calls of objects that a function makes of a class that is chosen at run time.
#include <cmath>
#include <memory>
#include <pullback/pullback.h>

struct Payoff {
  virtual ~Payoff() = default;
  virtual double eval(double s) const = 0;
};
struct A : Payoff {
  double k;
  explicit A(double k) : k(k) {}
  double eval(double s) const override { return s > k ? s - k : 0; }
};
struct B : Payoff {
  double k, m;
  B(double k, double m) : k(k), m(m) {}
  double eval(double s) const override { return m * std::fabs(s - k); }
};
// CHECK-INPUT: s = 1.5, k = 1.2, type = 0
// CHECK-INPUT: s = 1.5, k = 1.2, type = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(s, k))
double f(double s, double k, int type) {
  std::unique_ptr<Payoff> p;
  if (type == 0)
    p = std::make_unique<A>(k);
  else
    p = std::make_unique<B>(k, s);
  return p->eval(s) + p->eval(2 * s);
}
static std::unique_ptr<Payoff> make(int type, double k) {
  if (type == 0)
    return std::make_unique<A>(k);
  return std::make_unique<B>(k, k);
}
// CHECK-INPUT: s = 1.5, k = 1.2, type = 0
// CHECK-INPUT: s = 1.5, k = 1.2, type = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(s, k))
double g(double s, double k, int type) {
  auto p = make(type, k);
  double sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += p->eval(s * i);
  return sum;
}

struct Act {
  virtual ~Act() = default;
  virtual double eval(double s) const = 0;
  virtual double scale() const { return 1; }
};
struct Relu : Act {
  double eval(double s) const override { return s > 0 ? s : 0; }
};
struct Leaky : Act {
  double k;
  explicit Leaky(double k) : k(k) {}
  double eval(double s) const override { return s > 0 ? s : k * s; }
  double scale() const override { return k; }
};
struct Swish : Act {
  double b;
  explicit Swish(double b) : b(b) {}
  double eval(double s) const override { return s / (1 + std::exp(-b * s)); }
};
enum class Kind { Relu, Leaky, Swish };
static std::unique_ptr<Act> make(Kind kind, double p) {
  switch (kind) {
  case Kind::Relu: return std::make_unique<Relu>();
  case Kind::Leaky: return std::make_unique<Leaky>(p);
  case Kind::Swish: return std::make_unique<Swish>(p);
  }
  return nullptr;
}
class Layer {
public:
  Layer(std::unique_ptr<Act> act, double w) : act_(std::move(act)), w_(w) {}
  double operator()(double x) const { return act_->eval(w_ * x) * act_->scale(); }

private:
  std::unique_ptr<Act> act_;
  double w_;
};
// CHECK-INPUT: x = 0.5, p = 0.2, w = uniform(-1, 1)[2], kind = 0
// CHECK-INPUT: x = 0.5, p = 0.2, w = uniform(-1, 1)[2], kind = 1
// CHECK-INPUT: x = 0.5, p = 0.2, w = uniform(-1, 1)[2], kind = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, p, w))
double layer(double x, double p, const double w[2], int kind) {
  Layer a(make(static_cast<Kind>(kind), p), w[0]), b(make(Kind::Leaky, w[1]), p);
  return b(a(x));
}
// CHECK-INPUT: x = 0.5, p = uniform(0.1, 0.5)[3], kinds = [0, 2, 1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, p[n]))
double chain(double x, const double *p, const int *kinds, int n) {
  for (int i = 0; i < n; ++i) {
    std::unique_ptr<Act> act = make(static_cast<Kind>(kinds[i]), p[i]);
    x = act->eval(x - 0.3);
  }
  return x;
}
