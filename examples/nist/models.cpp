// The models as NIST gives them. Each request asks for value and gradient in one call: a row of the Jacobian.
#include "models.h"

#include <pullback/pullback.h>

#include <cmath>

PULLBACK(gradient, wrt(b[2]))
double boxbod(const double* b, double x) { return b[0] * (1 - std::exp(-b[1] * x)); }

PULLBACK(gradient, wrt(b[3]))
double chwirut(const double* b, double x) { return std::exp(-b[0] * x) / (b[1] + b[2] * x); }

PULLBACK(gradient, wrt(b[2]))
double danwood(const double* b, double x) { return b[0] * std::pow(x, b[1]); }

PULLBACK(gradient, wrt(b[8]))
double gauss(const double* b, double x) {
  double y = b[0] * std::exp(-b[1] * x);
  for (int peak = 2; peak < 8; peak += 3) {
    const double u = (x - b[peak + 1]) / b[peak + 2];
    y += b[peak] * std::exp(-u * u);
  }
  return y;
}

PULLBACK(gradient, wrt(b[5]))
double kirby2(const double* b, double x) { return (b[0] + x * (b[1] + x * b[2])) / (1 + x * (b[3] + x * b[4])); }

PULLBACK(gradient, wrt(b[6]))
double lanczos(const double* b, double x) {
  double y = 0;
  for (int term = 0; term < 3; ++term) y += b[2 * term] * std::exp(-b[2 * term + 1] * x);
  return y;
}

PULLBACK(gradient, wrt(b[4]))
double mgh09(const double* b, double x) { return b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]); }

PULLBACK(gradient, wrt(b[3]))
double mgh10(const double* b, double x) { return b[0] * std::exp(b[1] / (x + b[2])); }

PULLBACK(gradient, wrt(b[2]))
double misra1a(const double* b, double x) { return b[0] * (1 - std::exp(-b[1] * x)); }

PULLBACK(gradient, wrt(b[2]))
double misra1b(const double* b, double x) { return b[0] * (1 - std::pow(1 + b[1] * x / 2, -2)); }

PULLBACK(gradient, wrt(b[2]))
double misra1c(const double* b, double x) { return b[0] * (1 - 1 / std::sqrt(1 + 2 * b[1] * x)); }

PULLBACK(gradient, wrt(b[3]))
double rat42(const double* b, double x) { return b[0] / (1 + std::exp(b[1] - b[2] * x)); }

PULLBACK(gradient, wrt(b[4]))
double roszman1(const double* b, double x) {
  const double pi = 3.141592653589793238462643383279;
  return b[0] - b[1] * x - std::atan(b[2] / (x - b[3])) / pi;
}

PULLBACK(gradient, wrt(b[7]))
double thurber(const double* b, double x) {
  return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1 + x * (b[4] + x * (b[5] + x * b[6])));
}
