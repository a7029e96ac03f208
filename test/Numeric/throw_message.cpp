// RUN: %numeric %s
// Checks that throw messages made of text that is handed on, numbers and streams, on inputs that pass them;
// test/Driver/messages.cpp has those that do not.
#include <cmath>
#include <pullback/pullback.h>
#include <sstream>
#include <stdexcept>
#include <string>

void check_positive(const char* name, double x) {
  if (!(x > 0))
    throw std::domain_error(std::string(name) + " must be positive");
}
void check_each(const char* function, const char* name, const double* x, int n) {
  for (int i = 0; i < n; ++i)
    if (x[i] > 100) {
      std::ostringstream message;
      message << function << ": " << name << "[" << i << "] is too large, it must be at most " << 100 << "!";
      throw std::out_of_range(message.str());
    }
}

// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3, sigma = 1.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], sigma))
double lpdf(const double* x, int n, double sigma) {
  static const char* function = "lpdf";
  std::string many = "there are " + std::to_string(n);
  many += " numbers";
  if (n > 50)
    throw std::length_error(many);
  check_positive("Scale parameter", sigma);
  check_each(function, "Random variable", x, n);
  double t = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] < -100)
      throw std::range_error("x[" + std::to_string(i) + "] of " + function);
    t -= x[i] * x[i] / (2 * sigma * sigma);
  }
  return t - n * std::log(sigma);
}
