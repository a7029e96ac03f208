// Log posterior of a Gaussian mixture with a Wishart prior on its inverse covariances.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// Q v for a lower triangular Q with diagonal exp(q) and strictly lower entries l, stored column by column.
static void timesQ(int d, const double* q, const double* l, const double* v, double* out) {
  for (int i = 0; i < d; ++i) out[i] = std::exp(q[i]) * v[i];
  int entry = 0;
  for (int i = 0; i < d; ++i)
    for (int j = i + 1; j < d; ++j) out[j] += l[entry++] * v[i];
}

static double logSumExp(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i)
    if (x[i] > m) m = x[i];
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(x[i] - m);
  return m + std::log(s);
}

// Logarithm of the multivariate Gamma function.
static double logGamma(double a, int p) {
  double s = 0.25 * p * (p - 1) * std::log(3.14159265358979323846);
  for (int j = 1; j <= p; ++j) s += std::lgamma(a + 0.5 * (1 - j));
  return s;
}

static double logWishart(int d, int k, double gamma, int m, const double* q, const double* l) {
  const int lower = d * (d - 1) / 2, n = d + m + 1;
  const double c = n * d * (std::log(gamma) - 0.5 * std::log(2.0)) - logGamma(0.5 * n, d);
  double s = 0;
  for (int i = 0; i < k; ++i) {
    double squares = 0, sum = 0;
    for (int j = 0; j < d; ++j) {
      const double e = std::exp(q[i * d + j]);
      squares += e * e;
      sum += q[i * d + j];
    }
    for (int j = 0; j < lower; ++j) squares += l[i * lower + j] * l[i * lower + j];
    s += m * sum - 0.5 * gamma * gamma * squares;
  }
  return s + k * c;
}

// CHECK-INPUT: d = 2, k = 3, n = 5, gamma = 1, m = 0, alpha = reference("reference/gmm_d2_k3_n5.json", "inputs.alpha"), mu = reference("reference/gmm_d2_k3_n5.json", "inputs.mu"), q = reference("reference/gmm_d2_k3_n5.json", "inputs.q"), l = reference("reference/gmm_d2_k3_n5.json", "inputs.l"), x = reference("reference/gmm_d2_k3_n5.json", "inputs.x")
// CHECK-EXPECT: value result = reference("reference/gmm_d2_k3_n5.json", "value")
// CHECK-EXPECT: gradient alpha = reference("reference/gmm_d2_k3_n5.json", "gradients.alpha")
// CHECK-EXPECT: gradient mu = reference("reference/gmm_d2_k3_n5.json", "gradients.mu")
// CHECK-EXPECT: gradient q = reference("reference/gmm_d2_k3_n5.json", "gradients.q")
// CHECK-EXPECT: gradient l = reference("reference/gmm_d2_k3_n5.json", "gradients.l")
// CHECK-INPUT: d = 5, k = 4, n = 20, gamma = 1.3, m = 2, alpha = reference("reference/gmm_d5_k4_n20.json", "inputs.alpha"), mu = reference("reference/gmm_d5_k4_n20.json", "inputs.mu"), q = reference("reference/gmm_d5_k4_n20.json", "inputs.q"), l = reference("reference/gmm_d5_k4_n20.json", "inputs.l"), x = reference("reference/gmm_d5_k4_n20.json", "inputs.x")
// CHECK-EXPECT: value result = reference("reference/gmm_d5_k4_n20.json", "value")
// CHECK-EXPECT: gradient alpha = reference("reference/gmm_d5_k4_n20.json", "gradients.alpha")
// CHECK-EXPECT: gradient mu = reference("reference/gmm_d5_k4_n20.json", "gradients.mu")
// CHECK-EXPECT: gradient q = reference("reference/gmm_d5_k4_n20.json", "gradients.q")
// CHECK-EXPECT: gradient l = reference("reference/gmm_d5_k4_n20.json", "gradients.l")
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(alpha[k], mu[k * d], q[k * d], l[k * d * (d - 1) / 2]))
double gmm(int d, int k, int n, const double* alpha, const double* mu, const double* q, const double* l,
           const double* x, double gamma, int m) {
  const int lower = d * (d - 1) / 2;
  std::vector<double> centred(d), scaled(d), terms(k);
  double total = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < k; ++j) {
      double sum = 0;
      for (int c = 0; c < d; ++c) {
        centred[c] = x[i * d + c] - mu[j * d + c];
        sum += q[j * d + c];
      }
      timesQ(d, q + j * d, l + j * lower, centred.data(), scaled.data());
      double squares = 0;
      for (int c = 0; c < d; ++c) squares += scaled[c] * scaled[c];
      terms[j] = alpha[j] + sum - 0.5 * squares;
    }
    total += logSumExp(terms.data(), k);
  }
  return -0.5 * n * d * std::log(2 * 3.14159265358979323846) + total - n * logSumExp(alpha, k) +
         logWishart(d, k, gamma, m, q, l);
}
