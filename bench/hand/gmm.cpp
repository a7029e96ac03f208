// exp(q) once for all points; Qx of the current point alone, forward and reverse of a point together. The adjoint of mu
// is linear in Qx, so the transpose of Q is applied once to the weighted sum over the points.
#include "hand.h"

#include <cmath>
#include <memory>

// Softmax of x times scale, and nothing else: the maximum has no adjoint.
static void softmax(int n, const double* x, double scale, double* __restrict out) {
  double m = x[0];
  for (int i = 1; i < n; ++i)
    if (x[i] > m) m = x[i];
  double s = 0;
  for (int i = 0; i < n; ++i) {
    out[i] = std::exp(x[i] - m);
    s += out[i];
  }
  const double factor = scale / s;
  for (int i = 0; i < n; ++i) out[i] *= factor;
}

void gmm_hand(int d, int k, int n, const double* __restrict alpha, const double* __restrict mu,
              const double* __restrict q, const double* __restrict l, const double* __restrict x, double gamma, int m,
              double result_bar, double* __restrict alpha_bar, double* __restrict mu_bar, double* __restrict q_bar,
              double* __restrict l_bar) {
  const int lower = d * (d - 1) / 2;
  const std::unique_ptr<double[]> arena(new double[5 * k * d + 4 * k]);
  double* __restrict diagonal = arena.get();          // exp(q)
  double* __restrict centred = diagonal + k * d;      // x - mu, of one point
  double* __restrict scaled = centred + k * d;        // Q (x - mu), of one point
  double* __restrict scaledSum = scaled + k * d;      // sums over the points: of the adjoint of scaled,
  double* __restrict diagonalSum = scaledSum + k * d; // of the adjoint of diagonal,
  double* __restrict weightSum = diagonalSum + k * d; // of the adjoint of a term
  double* __restrict offset = weightSum + k;          // alpha + the sum of q
  double* __restrict terms = offset + k;
  double* __restrict weight = terms + k; // adjoint of a term
  for (int j = 0; j < k; ++j) {
    double sum = 0;
    for (int c = 0; c < d; ++c) {
      diagonal[j * d + c] = std::exp(q[j * d + c]);
      sum += q[j * d + c];
      scaledSum[j * d + c] = diagonalSum[j * d + c] = 0;
    }
    offset[j] = alpha[j] + sum;
    weightSum[j] = 0;
  }

  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < k; ++j) {
      double* __restrict v = centred + j * d;
      double* __restrict w = scaled + j * d;
      for (int c = 0; c < d; ++c) {
        v[c] = x[i * d + c] - mu[j * d + c];
        w[c] = diagonal[j * d + c] * v[c];
      }
      const double* entry = l + j * lower;
      for (int c = 0; c < d; ++c) {
        const double vc = v[c];
        for (int r = c + 1; r < d; ++r) w[r] += *entry++ * vc;
      }
      double squares = 0;
      for (int c = 0; c < d; ++c) squares += w[c] * w[c];
      terms[j] = offset[j] - 0.5 * squares;
    }
    softmax(k, terms, result_bar, weight);
    for (int j = 0; j < k; ++j) {
      const double* __restrict v = centred + j * d;
      double* __restrict w = scaled + j * d;
      weightSum[j] += weight[j];
      for (int c = 0; c < d; ++c) {
        w[c] *= -weight[j];
        scaledSum[j * d + c] += w[c];
        diagonalSum[j * d + c] += w[c] * v[c];
      }
      double* __restrict entry_bar = l_bar + j * lower;
      for (int c = 0; c < d; ++c) {
        const double vc = v[c];
        for (int r = c + 1; r < d; ++r) *entry_bar++ += w[r] * vc;
      }
    }
  }

  softmax(k, alpha, n * result_bar, terms);
  const double prior_bar = result_bar * gamma * gamma;
  for (int j = 0; j < k; ++j) {
    alpha_bar[j] += weightSum[j] - terms[j];
    const double* entry = l + j * lower;
    for (int c = 0; c < d; ++c) {
      const double e = diagonal[j * d + c];
      double v_bar = e * scaledSum[j * d + c];
      for (int r = c + 1; r < d; ++r) v_bar += *entry++ * scaledSum[j * d + r];
      mu_bar[j * d + c] -= v_bar;
      q_bar[j * d + c] += weightSum[j] + e * diagonalSum[j * d + c] + result_bar * m - prior_bar * e * e;
    }
    for (int c = 0; c < lower; ++c) l_bar[j * lower + c] -= prior_bar * l[j * lower + c];
  }
}
