// RUN: %numeric %s
// Graphs of expressions whose nodes are shared.

#include <pullback/pullback.h>

#include <memory>
#include <vector>

struct Term;
using Link = std::shared_ptr<Term>;
struct Term {
  char kind;
  double number;
  Link left, right;
};

static Link constant(double value) { return std::make_shared<Term>(Term{'c', value, nullptr, nullptr}); }
static Link operator+(Link a, Link b) { return std::make_shared<Term>(Term{'+', 0, a, b}); }
static Link operator*(Link a, Link b) { return std::make_shared<Term>(Term{'*', 0, a, b}); }

static double evaluate(const Link &term) {
  switch (term->kind) {
  case '+': return evaluate(term->left) + evaluate(term->right);
  case '*': return evaluate(term->left) * evaluate(term->right);
  default: return term->number;
  }
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double horner(const double *x, int n) {
  Link at = constant(0.7), sum = constant(0);
  for (int i = 0; i < n; ++i)
    sum = sum * at + constant(x[i]);
  return evaluate(sum * sum);
}

// CHECK-INPUT: a = 0.4, b = 1.3
PULLBACK(vjp, value_and_vjp, split, jvp)
double shared_part(double a, double b) {
  auto part = constant(a) * constant(b);
  auto whole = part + part * part;
  return evaluate(whole);
}

struct Segment {
  double length;
  std::shared_ptr<const Segment> before;
};

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double shared_and_const(double x, int n) {
  std::shared_ptr<const Segment> last = std::make_shared<const Segment>(Segment{x, nullptr});
  for (int i = 0; i < n; ++i)
    last = std::make_shared<const Segment>(Segment{last->length * x + i, last});
  double sum = 0;
  for (const Segment *at = last.get(); at; at = at->before.get())
    sum = 0.5 * sum * at->length + at->length;
  return sum;
}
