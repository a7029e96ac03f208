// The factor is kept; the reverse runs on its adjoint in place, along rows. Only the lower triangle is read.
#include "hand.h"

#include <cmath>
#include <memory>

static void factorise(double* __restrict a, int n) {
  for (int j = 0; j < n; ++j) {
    const double* __restrict aj = a + static_cast<std::size_t>(j) * n;
    double diagonal = aj[j];
    for (int k = 0; k < j; ++k) diagonal -= aj[k] * aj[k];
    diagonal = std::sqrt(diagonal);
    a[static_cast<std::size_t>(j) * n + j] = diagonal;
    for (int i = j + 1; i < n; ++i) {
      double* __restrict ai = a + static_cast<std::size_t>(i) * n;
      double s = ai[j];
      for (int k = 0; k < j; ++k) s -= ai[k] * aj[k];
      ai[j] = s / diagonal;
    }
  }
}

// l_bar is the adjoint of the factor, and becomes that of the matrix, which is added to a_bar row by row.
static void reverseFactorise(const double* __restrict l, int n, double* __restrict l_bar, double* __restrict a_bar) {
  for (int j = n - 1; j >= 0; --j) {
    const std::size_t row = static_cast<std::size_t>(j) * n;
    const double* __restrict lj = l + row;
    double* __restrict lj_bar = l_bar + row;
    const double inverse = 1 / lj[j];
    double diagonal_bar = lj_bar[j];
    for (int i = j + 1; i < n; ++i) {
      const double* __restrict li = l + static_cast<std::size_t>(i) * n;
      double* __restrict li_bar = l_bar + static_cast<std::size_t>(i) * n;
      const double s_bar = li_bar[j] * inverse;
      li_bar[j] = s_bar;
      diagonal_bar -= s_bar * li[j];
      for (int k = 0; k < j; ++k) {
        li_bar[k] -= s_bar * lj[k];
        lj_bar[k] -= s_bar * li[k];
      }
    }
    const double square_bar = 0.5 * inverse * diagonal_bar;
    lj_bar[j] = square_bar;
    for (int k = 0; k < j; ++k) lj_bar[k] -= 2 * square_bar * lj[k];
  }
  for (int j = 0; j < n; ++j)
    for (int k = 0; k <= j; ++k)
      a_bar[static_cast<std::size_t>(j) * n + k] += l_bar[static_cast<std::size_t>(j) * n + k];
}

void cholesky_hand(const double* __restrict a, const double* __restrict b, int n, double result_bar,
                   double* __restrict a_bar, double* __restrict b_bar) {
  const std::size_t square = static_cast<std::size_t>(n) * n;
  const std::unique_ptr<double[]> arena(new double[2 * square + 2 * static_cast<std::size_t>(n)]);
  double* __restrict l = arena.get();
  double* __restrict l_bar = l + square;
  double* __restrict y = l_bar + square;
  double* __restrict y_bar = y + n;
  for (int i = 0; i < n; ++i)
    for (int k = 0; k <= i; ++k) l[static_cast<std::size_t>(i) * n + k] = a[static_cast<std::size_t>(i) * n + k];
  factorise(l, n);
  for (int i = 0; i < n; ++i) {
    const double* __restrict li = l + static_cast<std::size_t>(i) * n;
    double s = b[i];
    for (int k = 0; k < i; ++k) s -= li[k] * y[k];
    y[i] = s / li[i];
    y_bar[i] = result_bar * y[i];
  }
  for (int i = n - 1; i >= 0; --i) {
    const double* __restrict li = l + static_cast<std::size_t>(i) * n;
    double* __restrict li_bar = l_bar + static_cast<std::size_t>(i) * n;
    const double s_bar = y_bar[i] / li[i];
    b_bar[i] += s_bar;
    for (int k = 0; k < i; ++k) {
      li_bar[k] = -s_bar * y[k];
      y_bar[k] -= s_bar * li[k];
    }
    li_bar[i] = result_bar / li[i] - s_bar * y[i];
  }
  reverseFactorise(l, n, l_bar, a_bar);
}
