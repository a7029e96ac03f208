// RUN: %numeric %s
// Virtual calls of objects of several classes behind std::unique_ptr in a vector.
#include <memory>
#include <pullback/pullback.h>
#include <vector>

struct Term {
  virtual ~Term() {}
  virtual double eval(double t) const = 0;
};
struct Lin : Term {
  double k;
  explicit Lin(double k) : k(k) {}
  double eval(double t) const override { return k * t; }
};
struct Quad : Term {
  double k;
  explicit Quad(double k) : k(k) {}
  double eval(double t) const override { return k * t * t; }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sum_of_terms(const double *x, int n) {
  std::vector<std::unique_ptr<Term>> terms;
  terms.push_back(std::make_unique<Lin>(x[0]));
  terms.push_back(std::make_unique<Quad>(x[1]));
  double s = 0;
  for (auto &t : terms)
    s += t->eval(x[2]);
  return s;
}
