// RUN: %numeric %s
// Constructors and members throw what a header defines, which generated code includes as well.
#include "Inputs/solver_error.h"
#include <pullback/pullback.h>

#include <cmath>

class Step {
public:
  explicit Step(double width) : width_(width) {
    if (width_ < 0)
      throw solver::StepError("negative width", 1);
  }
  double root(double x) const {
    if (x < 0)
      throw solver::StepError("negative argument", 2);
    return std::sqrt(x) * width_;
  }

private:
  double width_;
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double stepped(double x) {
  const Step step(x);
  return step.root(x + 1) * x;
}
