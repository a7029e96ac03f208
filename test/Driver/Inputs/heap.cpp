#include <pullback/pullback.h>

#include <cmath>
#include <memory>
#include <vector>

PULLBACK(vjp, split, wrt(x[n]))
double heap(int n, const double* x) {
  std::vector<float> copy(2 * n + 1);
  double s = 1;
  for (int i = 0; i < n; ++i) {
    copy[i] = static_cast<float>(x[i]);
    for (int j = 0; j < i; ++j) s = std::sin(s * x[j]) + copy[i];
  }
  for (int k = 1; k <= n; k += 2) {
    std::unique_ptr<double[]> part(new double[k * n]);
    for (int i = 0; i < k * n; ++i) part[i] = s * x[i % n];
    for (int i = 1; i < k * n; ++i) s += part[i] * part[i - 1];
  }
  while (s > 0.1) s *= std::sin(s);
  return s;
}
