// RUN: %numeric %s
// Functions of C's library that take no numbers: they run once, where the function runs them, and have no derivative.
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <pullback/pullback.h>

static double uniform() { return std::rand() / (RAND_MAX + 1.0); }

// CHECK-INPUT: x = uniform(1, 2), n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double sampled(double x, int n) {
  srand(7);
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += std::sin(x * uniform()) * (1 + rand() % 3);
  return sum;
}

static double evaluate(const char* terms, double x) {
  double sum = 0;
  const size_t length = std::strlen(terms);
  for (size_t i = 0; i < length; ++i) {
    const int c = std::toupper(terms[i]);
    sum = std::isdigit(c) ? sum * x + (c - '0') : c == 'S' ? std::sin(sum) : std::cos(sum);
  }
  return sum * atof("0.5");
}

// CHECK-INPUT: x = uniform(1, 2), kind = 1
// CHECK-INPUT: x = uniform(1, 2), kind = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double written(double x, int kind) {
  const char* terms = kind == 1 ? "12s3" : "21C4";
  return evaluate(terms, x) * (std::strcmp(terms, "12s3") == 0 ? x : 2);
}
