// RUN: %numeric %s
// Virtual calls lead to the classes of which objects are made: what overrides the function elsewhere in the file does
// not have to be differentiable, nor do objects of its class have to be found.
#include <cstdio>
#include <memory>
#include <pullback/pullback.h>
#include <vector>
struct Law {
  virtual ~Law() = default;
  virtual double at(double x) const = 0;
  virtual std::unique_ptr<Law> derive() const = 0;
};
struct Square : Law {
  double at(double x) const override { return x * x; }
  std::unique_ptr<Law> derive() const override;
};
struct Line : Law {
  double slope = 1.5;
  double at(double x) const override { return slope * x; }
  std::unique_ptr<Law> derive() const override;
};
struct Constant : Law { // made by what a virtual call leads to
  double value = 0.5;
  double at(double x) const override { return value * x * x * x; }
  std::unique_ptr<Law> derive() const override { return std::make_unique<Constant>(); }
};
struct Scaled : Law { // never made
  double factor = 2;
  double at(double x) const override { return factor * x; }
  std::unique_ptr<Law> derive() const override { return std::make_unique<Scaled>(); }
};
struct FromFile : Law { // never made
  double at(double x) const override {
    double read = 0;
    if (std::FILE* file = std::fopen("law", "r"))
      if (std::fscanf(file, "%lf", &read) == 1)
        x *= read;
    return x;
  }
  std::unique_ptr<Law> derive() const override { return nullptr; }
};
std::unique_ptr<Law> Square::derive() const { return std::make_unique<Line>(); }
std::unique_ptr<Law> Line::derive() const { return std::make_unique<Constant>(); }

// CHECK-INPUT: x = 0.7, k = 0
// CHECK-INPUT: x = 0.7, k = 1
PULLBACK(vjp, value_and_vjp, jvp)
double choose(double x, int k) {
  Square square;
  Constant constant;
  const Law* law = &square;
  if (k)
    law = &constant;
  return law->at(x);
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, jvp)
double deriveTwice(double x) {
  Square square;
  const Law& law = square;
  return law.at(x) * law.derive()->at(x) + law.derive()->derive()->at(x);
}
