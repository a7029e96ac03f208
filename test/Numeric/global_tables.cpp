// RUN: %numeric %s
// Tables of constants with pointers in them: to other tables, to functions, to text and to objects.
#include <array>
#include <pullback/pullback.h>

using Function = double (*)(double);

static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }

struct Operation {
  Function value;
  double scale;
};
static const Operation operations[] = {{square, 2.0}, {cube, 3.0}};

static double apply(const Operation& operation, double x) { return operation.scale * operation.value(x); }

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double callOfMember(const double* x, int n) {
  double t = 0;
  for (int i = 0; i < n; ++i)
    t += operations[i % 2].scale * operations[i % 2].value(x[i]) + apply(operations[1 - i % 2], x[i]);
  for (const Operation& operation : operations)
    t += operation.value(x[1]) * operation.scale;
  return t;
}

static constexpr std::array<Function, 2> functions = {square, cube};

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, jvp, wrt(x[n]))
double callOfElement(const double* x, int n) {
  double t = 0;
  for (int i = 0; i < n; ++i)
    t += functions[i % 2](x[i]) * functions[1](x[i]);
  return t;
}

struct Entry {
  int id;
  Operation operation;
  double factors[2];
};
static const Entry entries[] = {{3, {square, 1.0}, {1, 2}}, {5, {cube, 0.5}, {2, 4}}};

static const Entry* find(int id) {
  for (const Entry& entry : entries)
    if (entry.id == id)
      return &entry;
  return nullptr;
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, jvp, wrt(x[n]))
double searched(const double* x, int n) {
  double t = 0;
  for (int i = 0; i < n; ++i) {
    const Entry* entry = find(i % 2 ? 3 : 5);
    t += entry->operation.value(x[i]) * entry->factors[1];
  }
  return t;
}

static const double low[] = {1, 2, 3};
static const double high[] = {4, 5, 6};
static const double* const rows[] = {low, high};

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double rowByNumber(const double* x, int n) {
  double t = 0;
  for (int i = 0; i < n; ++i)
    t += rows[i % 2][i / 2] * x[i];
  return t + rows[1][2] * x[0] * x[1];
}

static double polynomial(const double* c, double x) { return c[0] + x * (c[1] + x * c[2]); }

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, jvp, wrt(x[n]))
double localRows(const double* x, int n) {
  static const double* const constants[] = {low, high};
  static const double* onlyRead[2] = {high, low + 1};
  double t = 0;
  for (int i = 0; i < n; ++i) {
    const double* c = constants[i % 2];
    t += polynomial(c, x[i]) + polynomial(constants[1 - i % 2], x[i]) + onlyRead[i % 2][1] * x[i];
  }
  return t;
}

namespace {
constexpr double weights2[] = {1, 1};
constexpr double points2[] = {-0.57, 0.57};
constexpr double weights3[] = {0.55, 0.88, 0.55};
constexpr double points3[] = {-0.77, 0, 0.77};
struct Rule {
  const char* name;
  int n;
  const double* w;
  const double* x;
  double (*transform)(double);
};
constexpr Rule rules[] = {{"two", 2, weights2, points2, square}, {"three", 3, weights3, points3, cube}};
} // namespace

// CHECK-INPUT: a = uniform(-1, 1), b = uniform(1, 2), k = 0
// CHECK-INPUT: a = uniform(-1, 1), b = uniform(1, 2), k = 1
PULLBACK(vjp, value_and_vjp, jvp, wrt(a, b))
double quadrature(double a, double b, int k) {
  const Rule& rule = rules[k];
  double t = 0;
  for (int i = 0; i < rule.n; ++i)
    t += rule.w[i] * rule.transform(0.5 * (a + b) + 0.5 * (b - a) * rule.x[i]);
  return t * (b - a) / 2;
}

static double recurse(const double* x, int n) {
  if (n == 0)
    return 1;
  const Operation& operation = operations[n % 2];
  return rows[n % 2][n % 3] * operation.value(x[n - 1]) + operation.scale * recurse(x, n - 1) * x[n - 1];
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, jvp, wrt(x[n]))
double recursive(const double* x, int n) { return recurse(x, n); }

struct Law {
  virtual double at(double x) const = 0;
};
struct Square final : Law {
  double at(double x) const override { return x * x; }
};
struct Cube final : Law {
  double at(double x) const override { return x * x * x; }
};
static const Square squareLaw;
static const Cube cubeLaw;
static const Law* const laws[] = {&squareLaw, &cubeLaw};

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, jvp, wrt(x[n]))
double virtualCalls(const double* x, int n) {
  double t = 0;
  for (int i = 0; i < n; ++i)
    t += laws[i % 2]->at(x[i]);
  return t;
}
