#include <pullback/pullback.h>

#include <cmath>

PULLBACK(vjp, split, wrt(x[n], u[n]), of(u[n]))
double stored(const double* x, double* u, int n) {
  double sum = 0;
  for (int i = 1; i < n; ++i) {
    const double decay = std::exp(-x[i]);
    u[i] = u[i - 1] * decay + std::sin(u[i]);
    sum += u[i] * decay;
  }
  double final = 1;
  for (int j = 0; j < n; ++j) final *= x[j] + 0.1 * final;
  for (int i = 0; i < n; ++i) sum += x[i] * x[i];
  return sum * final;
}
