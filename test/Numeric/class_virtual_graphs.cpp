// RUN: %numeric %s
// Objects that hold others of their base class as real programs have them: layers of a network, an expression tree made
// by functions, filters that change as they are used, and an object of one class in a function that calls itself.
#include <memory>
#include <pullback/pullback.h>
#include <vector>

struct Module {
  virtual ~Module() = default;
  virtual std::vector<double> forward(const std::vector<double> &x) const = 0;
};
struct Linear : Module {
  std::vector<double> w;
  int in, out;
  Linear(const double *p, int in, int out) : w(p, p + in * out), in(in), out(out) {}
  std::vector<double> forward(const std::vector<double> &x) const override {
    std::vector<double> y(out, 0.0);
    for (int i = 0; i < out; ++i)
      for (int j = 0; j < in; ++j)
        y[i] += w[i * in + j] * x[j];
    return y;
  }
};
struct Relu : Module {
  std::vector<double> forward(const std::vector<double> &x) const override {
    std::vector<double> y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
      y[i] = x[i] > 0 ? x[i] : 0.0;
    return y;
  }
};
struct Sequential : Module {
  std::vector<std::unique_ptr<Module>> layers;
  void add(std::unique_ptr<Module> layer) { layers.push_back(std::move(layer)); }
  std::vector<double> forward(const std::vector<double> &x) const override {
    std::vector<double> h = x;
    for (auto &layer : layers)
      h = layer->forward(h);
    return h;
  }
};
// CHECK-INPUT: p = uniform(-1, 1)[12], x = uniform(-1, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double network(const double *p, const double *x) {
  Sequential net;
  net.add(std::make_unique<Linear>(p, 2, 3));
  net.add(std::make_unique<Relu>());
  net.add(std::make_unique<Linear>(p + 6, 3, 2));
  std::vector<double> out = net.forward(std::vector<double>(x, x + 2));
  return out[0] * out[1];
}

struct Expr {
  virtual ~Expr() = default;
  virtual double eval(double x) const = 0;
};
using Pointer = std::shared_ptr<Expr>;
struct Const : Expr {
  double c;
  explicit Const(double c) : c(c) {}
  double eval(double) const override { return c; }
};
struct Var : Expr {
  double eval(double x) const override { return x; }
};
struct Add : Expr {
  Pointer l, r;
  Add(Pointer l, Pointer r) : l(l), r(r) {}
  double eval(double x) const override { return l->eval(x) + r->eval(x); }
};
struct Mul : Expr {
  Pointer l, r;
  Mul(Pointer l, Pointer r) : l(l), r(r) {}
  double eval(double x) const override { return l->eval(x) * r->eval(x); }
};
static Pointer constant(double c) { return std::make_shared<Const>(c); }
static Pointer add(Pointer a, Pointer b) { return std::make_shared<Add>(a, b); }
static Pointer mul(Pointer a, Pointer b) { return std::make_shared<Mul>(a, b); }
// CHECK-INPUT: x = uniform(-1, 1), y = uniform(0.5, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double expression(double x, double y) {
  Pointer v = std::make_shared<Var>();
  Pointer e = add(mul(constant(y), v), mul(v, add(v, constant(3))));
  return e->eval(x) + e->eval(y);
}

struct Filter {
  virtual ~Filter() = default;
  virtual double step(double x) = 0;
};
struct LowPass : Filter {
  double a, y = 0;
  explicit LowPass(double a) : a(a) {}
  double step(double x) override {
    y += a * (x - y);
    return y;
  }
};
struct Gain : Filter {
  double g;
  explicit Gain(double g) : g(g) {}
  double step(double x) override { return g * x; }
};
struct Chain : Filter {
  Filter *first, *second;
  Chain(Filter *first, Filter *second) : first(first), second(second) {}
  double step(double x) override { return second->step(first->step(x)); }
};
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, a = uniform(0.1, 0.9), g = uniform(0.5, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], a, g))
double filters(const double *x, int n, double a, double g) {
  LowPass low(a), other(g * 0.3);
  Gain gain(g);
  Chain inner(&low, &gain), chain(&inner, &other);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += chain.step(x[i]) * x[i];
  return s;
}

struct Surface {
  virtual ~Surface() = default;
  virtual bool hit(double x, double &t) const = 0;
};
struct Sphere : Surface {
  double c;
  explicit Sphere(double c) : c(c) {}
  bool hit(double x, double &t) const override {
    t = x * c;
    return t > 0.1;
  }
};
static double shade(double x, const Surface &world, int depth) {
  if (depth <= 0)
    return x;
  double t = 0;
  return world.hit(x, t) ? t * shade(t, world, depth - 1) : x * x;
}
// CHECK-INPUT: x = uniform(0, 1), y = uniform(0.5, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double one_in_recursion(double x, double y) {
  Sphere world(y);
  return shade(x, world, 4);
}
