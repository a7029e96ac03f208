// RUN: %numeric %s
// Constants of classes with constructors, and of structs that the source file alone knows.
#include <cmath>
#include <pullback/pullback.h>

#include "Inputs/ranges.h"

static const Range<double> whole(1.0, 3.0);
static const Range<double> parts[2] = {{1.0, 3.0}, {2.0, 7.0}};

// CHECK-INPUT: x = 0.4, k = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double inHeader(double x, int k) {
  static const Square<double> square(1.5);
  return whole.at(x) * parts[k].at(x * x) * square.get();
}

namespace machine {
enum Operation : unsigned char { Push, Times, Sine, Halt };
struct Instruction {
  Operation operation;
  int argument;
  double scale;
};
static const Instruction program[] = {{Push, 0, 2.0}, {Push, 1, 0.5}, {Times, 0, 1.0}, {Sine, 0, 1.5}, {Halt, 0, 0.0}};
} // namespace machine

// CHECK-INPUT: x = [0.4, 0.9]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2]))
double inSource(const double *x) {
  double stack[4];
  int top = 0;
  for (const machine::Instruction *at = machine::program; at->operation != machine::Halt; ++at)
    switch (at->operation) {
    case machine::Push: stack[top++] = at->scale * x[at->argument]; break;
    case machine::Times: top--; stack[top - 1] *= stack[top]; break;
    case machine::Sine: stack[top - 1] = std::sin(at->scale * stack[top - 1]); break;
    case machine::Halt: break;
    }
  return stack[0];
}
