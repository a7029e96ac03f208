// RUN: %numeric %s
// Pointers to functions in structs, arrays, vectors and tables, returned, and chosen at run time.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

typedef double (*Activation)(double);
static double relu(double x) { return x > 0 ? x : 0; }
static double squash(double x) { return std::tanh(x); }
static double identity(double x) { return x; }
static double softplus(double x) { return std::log1p(std::exp(x)); }

struct Model {
  double (*drift)(double, double);
  double (*volatility)(double, double);
  double level;
};
static double meanReverting(double x, double level) { return 0.7 * (level - x); }
static double constantVolatility(double, double level) { return 0.2 * level; }
static double rootVolatility(double x, double level) { return 0.3 * std::sqrt(x * level); }
static double step(const Model &m, double x, double dw, double dt) {
  return x + m.drift(x, m.level) * dt + m.volatility(x, m.level) * dw * std::sqrt(dt);
}
// CHECK-INPUT: x = 0.7, level = 1.3, dw = uniform(-1, 1)[5], n = 5, isRoot = 0
// CHECK-INPUT: x = 0.7, level = 1.3, dw = uniform(-1, 1)[5], n = 5, isRoot = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, level))
double in_struct(double x, double level, const double *dw, int n, int isRoot) {
  Model m;
  m.drift = meanReverting;
  m.volatility = isRoot ? rootVolatility : constantVolatility;
  m.level = level;
  for (int i = 0; i < n; ++i)
    x = step(m, x, dw[i], 0.01);
  return x * x;
}

static double (*const activations[])(double) = {squash, softplus, relu, softplus};
// CHECK-INPUT: x = 0.4, k = 0
// CHECK-INPUT: x = 0.4, k = 1
// CHECK-INPUT: x = 0.4, k = 2
// CHECK-INPUT: x = 0.4, k = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double one_of_table(double x, int k) { return activations[k](x * x) + x; }

// CHECK-INPUT: w = uniform(0.5, 1)[4], x = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double all_of_table(const double w[4], double x) {
  for (int k = 0; k < 4; ++k)
    x = activations[k](w[k] * x);
  return x;
}

static double run(Activation f, double x) { return f(x) * 0.5; }
// CHECK-INPUT: x = 0.4, k = 0
// CHECK-INPUT: x = 0.4, k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double read_from_table(double x, int k) {
  Activation f = activations[k];
  return run(f, x) + run(activations[3 - k], x) + run(squash, x);
}

enum Kind { Relu, Squash, Identity };
static Activation pick(Kind kind) {
  switch (kind) {
  case Relu: return relu;
  case Squash: return &squash;
  default: return nullptr;
  }
}
static double repeat(Activation f, double x, int depth) {
  if (!f)
    f = identity;
  for (int i = 0; i < depth; ++i)
    x = f(x) * 0.9;
  return x;
}
// CHECK-INPUT: x = 0.7, kind = 0
// CHECK-INPUT: x = 0.7, kind = 1
// CHECK-INPUT: x = 0.7, kind = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double returned(double x, int kind) { return repeat(pick(static_cast<Kind>(kind)), x, 3); }

// CHECK-INPUT: x = 0.7, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double in_array(double x, int n) {
  Activation fs[] = {relu, squash, [](double t) { return t * t; }};
  for (int i = 0; i < n; ++i)
    x += fs[i](x);
  for (auto f : fs)
    x += f(x);
  return x;
}

// CHECK-INPUT: x = 0.7, flag = 1
// CHECK-INPUT: x = 0.7, flag = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double assigned(double x, int flag) {
  double (*f)(double) = relu;
  double y = f(x);
  if (flag)
    f = squash;
  y *= f(x);
  f = f == squash ? identity : squash;
  return y + f(x) + (flag ? relu : squash)(x);
}

struct Layer {
  const double *w;
  Activation f;
};
static double forward(const Layer *layers, int n, double x) {
  for (int i = 0; i < n; ++i)
    x = layers[i].f(layers[i].w[0] * x + layers[i].w[1]);
  return x;
}
// CHECK-INPUT: w = uniform(0.5, 1)[6], x = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double in_array_of_structs(const double w[6], double x) {
  Layer layers[3] = {{w, squash}, {w + 2, relu}, {w + 4, squash}};
  return forward(layers, 3, x);
}

// CHECK-INPUT: w = uniform(0.5, 1)[6], x = 0.3, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(w[6], x))
double in_vector(const double *w, double x, int n) {
  std::vector<Activation> fs;
  for (int i = 0; i < n; ++i)
    fs.push_back(i % 2 ? relu : squash);
  auto apply = [&](int i, double v) { return fs[i](w[i] * v); };
  for (int i = 0; i < n; ++i)
    x = apply(i, x);
  return x;
}

struct Entry {
  int id;
  double (*value)(double);
  double scale;
};
static const Entry entries[] = {{7, squash, 2.0}, {3, relu, 0.5}};
// CHECK-INPUT: x = 0.3, k = 0
// CHECK-INPUT: x = 0.3, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double in_table_of_structs(double x, int k) { return entries[k].value(x) + entries[1].value(x * x); }

static void plus(double &a, double b) { a += b; }
static void times(double &a, double b) { a *= b; }
static void update(double *y, const double *x, int n, void (*op)(double &, double)) {
  for (int i = 0; i < n; ++i)
    op(y[i], x[i]);
}
// CHECK-INPUT: x = uniform(0.5, 1)[3], y = uniform(0.5, 1)[3], n = 3, flag = 0
// CHECK-INPUT: x = uniform(0.5, 1)[3], y = uniform(0.5, 1)[3], n = 3, flag = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], y[n]), of(y[n]))
void of_references(const double *x, double *y, int n, int flag) { update(y, x, n, flag ? plus : times); }

struct Vec {
  double x, y;
};
static Vec swapped(Vec v, double k) { return {v.y * k, v.x}; }
static Vec scaled(Vec v, double k) { return {v.x * k, v.y * k}; }
// CHECK-INPUT: x = 0.3, y = 1.2, k = 1
// CHECK-INPUT: x = 0.3, y = 1.2, k = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x, y))
double of_records(double x, double y, int k) {
  Vec (*f)(Vec, double) = k == 1 ? &swapped : &scaled;
  Vec v = f({x, y}, 3);
  v = f(v, x);
  return v.x * v.y;
}

static double descend(Activation f, const double *x, int n) {
  return n == 0 ? f(1) : f(x[n - 1] * descend(n % 2 ? relu : f, x, n - 1));
}
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, k = 0
// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double in_recursion(const double *x, int n, int k) { return descend(activations[k], x, n); }

constexpr Entry constants[] = {
    {1, [](double t) { return 1 / t; }, 1.0},
    {2, [](double t) { return std::exp(t); }, 0.5},
};
// CHECK-INPUT: x = 0.3, k = 0
// CHECK-INPUT: x = 0.3, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double in_table_of_lambdas(double x, int k) {
  double (*const negated)(double) = [](double t) { return -t * t; };
  return constants[k].value(x) * constants[1].value(negated(x));
}

static double scaledBy(double x, const Entry entry = {1, relu, 3.0}) { return entry.value(x) * entry.scale; }
// CHECK-INPUT: x = 0.3, k = 0
// CHECK-INPUT: x = 0.3, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double as_default_argument(double x, int k) {
  Activation first = identity, second = activations[k];
  if (k == 1)
    first = softplus;
  return scaledBy(x) + scaledBy(x, {2, squash, 0.5}) + first(x) * second(x);
}

// CHECK-INPUT: x = 0.3, n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double through_pointers_to_pointers(double x, int n) {
  double (*one)(double) = softplus;
  double (**to_one)(double) = &one;
  double r = (*to_one)(x) * (*activations)(x);
  one = squash;
  r += (*to_one)(x);
  for (const Activation *p = activations; p != activations + n; ++p)
    r *= 1 + (*p)(x);
  return r;
}
