// RUN: %numeric %s
// Code that cannot run, as macros for debugging leave it: what it calls may be anything.
#include <cmath>
#include <pullback/pullback.h>

static void report(const char* text, double value) {
  static_cast<void>(value);
  asm volatile("" : : "r"(text)); // which is not supported
}
#define CHECK_POSITIVE(value) ((value) > 0 ? (void)0 : report("not positive", value))
#define DEBUG_CHECK_POSITIVE(value) while (false) CHECK_POSITIVE(value)
#define SILENT_CHECK_POSITIVE(value) true ? (void)0 : report("not positive", value)
static const bool isVerbose = false;

// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, gradient, split, jvp)
double checked(const double* x, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    DEBUG_CHECK_POSITIVE(x[i]);
    SILENT_CHECK_POSITIVE(x[i]);
    if (isVerbose) report("element", x[i]);
    if (!isVerbose) sum += std::sqrt(x[i]);
    else report("sum", sum);
    for (int j = 0; isVerbose; ++j) report("pass", x[j]);
    sum *= x[i];
  }
  return sum;
}
