// RUN: %numeric %s
// Containers that nothing else in the file uses: their classes are not instantiated yet.
#include <array>
#include <vector>
#include <pullback/pullback.h>

// CHECK-INPUT: v = uniform(-1, 1)[3], s = uniform(-1, 1)[2], x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(std::vector<float>& v, const std::array<float, 2>& s, double x) { return x * x; }
