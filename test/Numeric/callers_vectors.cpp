// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %clangxx %warnflags -fsanitize=address,undefined -ffp-contract=off -c callers_vectors.pullback.cpp
// RUN: %gxx %warnflags -O2 -ffp-contract=off -c callers_vectors.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_vectors.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// std::vector in signatures: by value, returned, of vectors, given another size by the function.
#include <cmath>
#include <numeric>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

using Vector = std::vector<double>;
using Matrix = std::vector<std::vector<double>>;

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double squares(Vector x, double k) {
  for (double& v : x)
    v = v * v + k;
  x.push_back(k * x[0]);
  return std::accumulate(x.begin(), x.end(), 0.0);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
Vector softplus(const Vector& x, double k) {
  Vector y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    y[i] = std::log1p(std::exp(k * x[i]));
  return y;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
Vector positives(const Vector& x) {
  Vector y;
  for (double v : x)
    if (v > 0)
      y.push_back(v * std::sin(v));
  return y;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double frobenius(const Matrix& m, const Vector& v) {
  double s = 0;
  for (std::size_t i = 0; i < m.size(); ++i) {
    double t = 0;
    for (std::size_t j = 0; j < m[i].size(); ++j)
      t += m[i][j] * v[j];
    s += t * t;
  }
  return s;
}

PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void product(const Matrix& m, const Vector& v, Vector& y) {
  y.assign(m.size(), 0.0);
  for (std::size_t i = 0; i < m.size(); ++i)
    for (std::size_t j = 0; j < v.size(); ++j)
      y[i] += m[i][j] * v[j];
}

PULLBACK(vjp, value_and_vjp, split, jvp)
Matrix outer(const Vector& a, const Vector& b) {
  Matrix m(a.size(), Vector(b.size()));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j)
      m[i][j] = a[i] * b[j] + a[0];
  return m;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double extended(Vector& u, double k) {
  u.push_back(u.back() * k);
  u[0] *= u[1];
  u.erase(u.begin() + 1);
  u.push_back(k * k);
  return u[0] * u.back();
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void reshaped(Matrix& rows, double k) {
  for (auto& row : rows)
    row.push_back(row[0] * k);
  rows[1][0] *= rows[0][1];
  rows.pop_back();
}

PULLBACK(vjp, value_and_vjp, split, jvp)
std::pair<double, Vector> scaled(const Vector& x, double k) {
  std::pair<double, Vector> result{k * k, x};
  for (double& v : result.second)
    result.first += v *= k;
  return result;
}

#ifdef MAIN
#include "callers.h"
#include "callers_vectors.pullback.h"

template <class X, class Y> using Pair = std::pair<X, Y>;

int main() {
  const Vector x{0.5, -1.5, 2, 0.75}, v{1.25, 0.5, -0.25};
  const Matrix m{{1, 2, 3}, {-0.5, 0.25, 0.125}}, ragged{{1, 2}, {0.5}, {3, -1, 0.5}};

  using S = std::tuple<Vector, double>;
  callers::check(
      "squares", S(x, 0.7), [](S a) { return squares(std::get<0>(a), std::get<1>(a)); },
      [](S a, double seed, S& g) { squares_vjp(std::get<0>(a), std::get<1>(a), seed, &std::get<0>(g), &std::get<1>(g)); },
      [](S a, double seed, S& g) {
        return squares_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, &std::get<0>(g), &std::get<1>(g));
      },
      [](S a, double seed, S& g) {
        squares_saved saved;
        const double y = squares_fwd(std::get<0>(a), std::get<1>(a), saved);
        squares_rev(std::get<0>(a), std::get<1>(a), saved, seed, &std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S a, S d, double& t) {
        return squares_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t);
      });

  callers::check(
      "softplus", S(x, 0.7), [](S a) { return softplus(std::get<0>(a), std::get<1>(a)); },
      [](S a, Vector seed, S& g) { softplus_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S a, Vector seed, S& g) {
        return softplus_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), &std::get<1>(g));
      },
      [](S a, Vector seed, S& g) {
        softplus_saved saved;
        const Vector y = softplus_fwd(std::get<0>(a), std::get<1>(a), saved);
        softplus_rev(std::get<0>(a), std::get<1>(a), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S a, S d, Vector& t) {
        return softplus_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t);
      });

  callers::check(
      "positives", x, [](Vector a) { return positives(a); },
      [](Vector a, Vector seed, Vector& g) { positives_vjp(a, seed, g); },
      [](Vector a, Vector seed, Vector& g) { return positives_value_and_vjp(a, seed, g); },
      [](Vector a, Vector seed, Vector& g) {
        positives_saved saved;
        const Vector y = positives_fwd(a, saved);
        positives_rev(a, saved, seed, g);
        return y;
      },
      [](Vector a, Vector d, Vector& t) { return positives_jvp(a, d, &t); });

  using M = std::tuple<Matrix, Vector>;
  callers::check(
      "frobenius", M(m, v), [](M a) { return frobenius(std::get<0>(a), std::get<1>(a)); },
      [](M a, double seed, M& g) { frobenius_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), std::get<1>(g)); },
      [](M a, double seed, M& g) {
        return frobenius_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), std::get<1>(g));
      },
      [](M a, double seed, M& g) {
        frobenius_saved saved;
        const double y = frobenius_fwd(std::get<0>(a), std::get<1>(a), saved);
        frobenius_rev(std::get<0>(a), std::get<1>(a), saved, seed, std::get<0>(g), std::get<1>(g));
        return y;
      },
      [](M a, M d, double& t) {
        return frobenius_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t);
      });

  callers::check(
      "product", M(m, v),
      [](M a) {
        Vector y(7, 3.0);
        product(std::get<0>(a), std::get<1>(a), y);
        return y;
      },
      [](M a, Vector seed, M& g) { product_vjp(std::get<0>(a), std::get<1>(a), std::get<0>(g), std::get<1>(g), seed); },
      [](M a, Vector seed, M& g) {
        Vector y(1);
        product_value_and_vjp(std::get<0>(a), std::get<1>(a), y, std::get<0>(g), std::get<1>(g), seed);
        return y;
      },
      [](M a, Vector seed, M& g) {
        product_saved saved;
        Vector y;
        product_fwd(std::get<0>(a), std::get<1>(a), y, saved);
        product_rev(std::get<0>(a), std::get<1>(a), saved, std::get<0>(g), std::get<1>(g), seed);
        return y;
      },
      [](M a, M d, Vector& t) {
        Vector y;
        product_jvp(std::get<0>(a), std::get<1>(a), y, std::get<0>(d), std::get<1>(d), t);
        return y;
      });

  using V = std::tuple<Vector, Vector>;
  callers::check(
      "outer", V(x, v), [](V a) { return outer(std::get<0>(a), std::get<1>(a)); },
      [](V a, Matrix seed, V& g) { outer_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), std::get<1>(g)); },
      [](V a, Matrix seed, V& g) {
        return outer_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), std::get<1>(g));
      },
      [](V a, Matrix seed, V& g) {
        outer_saved saved;
        const Matrix y = outer_fwd(std::get<0>(a), std::get<1>(a), saved);
        outer_rev(std::get<0>(a), std::get<1>(a), saved, seed, std::get<0>(g), std::get<1>(g));
        return y;
      },
      [](V a, V d, Matrix& t) { return outer_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t); });

  // In-out: the gradient comes in as the seed.
  using E = Pair<double, Vector>;
  callers::check(
      "extended", S(x, 0.7),
      [](S a) {
        const double y = extended(std::get<0>(a), std::get<1>(a));
        return E(y, std::get<0>(a));
      },
      [](S a, E seed, S& g) {
        std::get<0>(g) = seed.second;
        extended_vjp(std::get<0>(a), std::get<1>(a), seed.first, std::get<0>(g), &std::get<1>(g));
      },
      [](S a, E seed, S& g) {
        std::get<0>(g) = seed.second;
        const double y = extended_value_and_vjp(std::get<0>(a), std::get<1>(a), seed.first, std::get<0>(g), &std::get<1>(g));
        return E(y, std::get<0>(a));
      },
      [](S a, E seed, S& g) {
        extended_saved saved;
        const double y = extended_fwd(std::get<0>(a), std::get<1>(a), saved);
        const E result(y, std::get<0>(a));
        std::get<0>(g) = seed.second;
        extended_rev(std::get<0>(a), std::get<1>(a), saved, seed.first, std::get<0>(g), &std::get<1>(g));
        return result;
      },
      [](S a, S d, E& t) {
        const double y = extended_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t.first);
        t.second = std::get<0>(d);
        return E(y, std::get<0>(a));
      });

  using R = std::tuple<Matrix, double>;
  CHECK_IN_OUT(reshaped, R(ragged, 0.7));

  callers::check(
      "scaled", S(x, 0.7), [](S a) { return scaled(std::get<0>(a), std::get<1>(a)); },
      [](S a, E seed, S& g) { scaled_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), &std::get<1>(g)); },
      [](S a, E seed, S& g) {
        return scaled_value_and_vjp(std::get<0>(a), std::get<1>(a), seed, std::get<0>(g), &std::get<1>(g));
      },
      [](S a, E seed, S& g) {
        scaled_saved saved;
        const E y = scaled_fwd(std::get<0>(a), std::get<1>(a), saved);
        scaled_rev(std::get<0>(a), std::get<1>(a), saved, seed, std::get<0>(g), &std::get<1>(g));
        return y;
      },
      [](S a, S d, E& t) { return scaled_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &t); });
  return callers::failures != 0;
}
#endif
