// RUN: %numeric %s
// Classes with virtual functions whose own members have the name that the number of the class would get.
#include <memory>
#include <pullback/pullback.h>
#include <vector>

enum class Kind { Linear, Square };

class Term {
public:
  Term(Kind k, double w) : kind(k), weight(w) {}
  virtual ~Term() = default;
  virtual double at(double x) const = 0;
  bool isLinear() const { return kind == Kind::Linear; }

protected:
  Kind kind;
  double weight;
};

class Linear : public Term {
public:
  explicit Linear(double w) : Term(Kind::Linear, w) {}
  double at(double x) const override { return weight * x; }
};

class Square : public Term {
public:
  explicit Square(double w) : Term(Kind::Square, w), kind_(w) {}
  double at(double x) const override { return kind_ * weight * x * x; }

private:
  double kind_;
};

struct Named {
  double kind;
  int kind_;
  explicit Named(double k) : kind(k), kind_(2) {}
  virtual ~Named() = default;
  virtual double at(double x) const { return kind_ * kind * x; }
};
struct Other : Named {
  double kind;
  explicit Other(double k) : Named(k * k), kind(k) {}
  double at(double x) const override { return kind * Named::at(x) - Named::kind; }
};

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, split, jvp, wrt(s[n]))
double sum(const double* s, int n) {
  Linear linear(s[0]);
  Square square(s[1]);
  const Term* terms[] = {&square, &linear};
  double t = 0;
  for (int i = 0; i < n; ++i) {
    const Term* term = terms[i % 2];
    t += term->isLinear() ? term->at(s[i]) : 2 * term->at(s[i] + 1);
  }
  return t;
}

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, jvp, wrt(s[n]))
double own(const double* s, int n) {
  std::unique_ptr<Named> named;
  if (n > 3)
    named = std::make_unique<Other>(s[1]);
  else
    named = std::make_unique<Named>(s[2]);
  return named->at(s[3]) * named->kind;
}
