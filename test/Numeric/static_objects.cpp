// RUN: %numeric %s
// Objects of a function's own that are made once, and constants that own memory: all are only read.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

class Parameters {
public:
  static const Parameters& get() {
    static Parameters parameters;
    return parameters;
  }
  double a() const { return a_; }
  double b() const { return b_; }
  Parameters(const Parameters&) = delete;

private:
  Parameters() : a_(1.5), b_(2.5) {}
  double a_, b_;
};

static const Parameters* getPointer() { return &Parameters::get(); }

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, value_and_vjp, split, jvp)
double singleton(double x) {
  const Parameters& parameters = Parameters::get();
  return parameters.a() * x + getPointer()->b() * x * x;
}

struct Polynomial {
  double c[3];
  double operator()(double x) const { return c[0] + x * (c[1] + x * c[2]); }
};
struct Roots {
  double w[4];
  explicit Roots(double s) {
    for (int i = 0; i < 4; ++i)
      w[i] = std::sqrt(i + s);
  }
};
static const Roots* roots() {
  static Roots made(1.0);
  return &made;
}

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, jvp)
double local(double x) {
  static Polynomial p{{1, 2, 3}};
  static double half = std::sqrt(0.25);
  static const double third = std::exp(-1.0) / 3;
  double t = 0;
  for (int i = 0; i < 4; ++i)
    t = t * x + roots()->w[i];
  return p(x) * half * x + third * t;
}

static const double raw[] = {1, 2, 3};
const std::vector<double> copied(raw, raw + 3);
static const std::vector<std::vector<double>> rows = {{1, 2}, {3, 4, 5}};
const std::vector<int> order{0, 2, 1};

// CHECK-INPUT: x = uniform(1, 2)[3]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double vectors(const double* x) {
  static const std::vector<double> ones(4, 1.5);
  double t = 0;
  for (std::size_t i = 0; i < order.size(); ++i)
    t += x[order[i]] * copied[i] * ones[i];
  for (const auto& row : rows)
    for (double v : row)
      t = t * x[1] + v;
  return t * rows[1].back();
}

struct Node {
  double x, w;
};
static const std::vector<Node> rule{{1, 2}, {3, 4}};
static double sum(const std::vector<Node>& nodes, double x) {
  double t = 0;
  for (const Node& node : nodes)
    t += node.w * (x + node.x);
  return t;
}

class Grid {
public:
  explicit Grid(int n) {
    for (int i = 0; i < n; ++i)
      w.push_back(std::sqrt(i + 1.0));
    w.resize(n + 1);
  }
  double operator[](int i) const { return w[i]; }
  int size() const { return static_cast<int>(w.size()); }

private:
  std::vector<double> w;
};
static const Grid& grid() {
  static const Grid made(5);
  return made;
}

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, jvp)
double vectorsOfClasses(double x) {
  double t = sum(rule, x) * x;
  for (int i = 0; i < grid().size(); ++i)
    t = t * x + grid()[i];
  return t;
}
