// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -fsanitize=address,undefined -ffp-contract=off -I%S/Inputs -c eigen_outputs.pullback.cpp
// RUN: %gxx %warnflags -O2 -ffp-contract=off -I%S/Inputs -c eigen_outputs.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s eigen_outputs.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// Vectors of Eigen that the function gives their size: returned, outputs, in-out; matrices by value and in structs.
#include "eigen_model.h"

#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

#include <cmath>
#include <cstdio>
#include <functional>
#include <vector>

using Eigen::MatrixXd;
using Eigen::VectorXd;

PULLBACK(vjp, value_and_vjp, split, jvp)
VectorXd grown(const VectorXd &x, double s) {
  VectorXd y(x.size() + 1);
  y.head(x.size()) = s * x.array().exp().matrix() + x;
  y(x.size()) = x.sum();
  return y;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double byValue(VectorXd x, MatrixXd A) {
  A *= 2;
  x = A * x;
  return x.squaredNorm() + A(1, 2);
}

PULLBACK(vjp, value_and_vjp, split, jvp, of(r))
void residual(const VectorXd &x, const MatrixXd &A, VectorXd &r) {
  r = A * x - x.squaredNorm() * VectorXd::Ones(A.rows());
  r(0) *= 2;
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void shortened(VectorXd &x, double h) {
  const VectorXd y = x.tail(x.size() - 1) + h * x.head(x.size() - 1).cwiseProduct(x.tail(x.size() - 1));
  x = y;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double applied(const Layer &layer, const VectorXd &x) {
  const VectorXd y = (layer.weights * x + layer.bias).array().tanh();
  return y.sum() + (layer.mix * y.head<2>()).squaredNorm();
}

#ifdef MAIN
#include "eigen_outputs.pullback.h"

static int failures = 0;

static void check(const char *name, double actual, double wanted) {
  if (std::fabs(actual - wanted) > 1e-6 * (1 + std::fabs(wanted))) {
    std::printf("%s: %.12g, expected %.12g\n", name, actual, wanted);
    ++failures;
  }
}

/// By central differences, in each of the numbers behind `place`.
static void compare(const char *name, double *place, const double *gradient, Eigen::Index count,
                    const std::function<double()> &value) {
  for (Eigen::Index i = 0; i < count; ++i) {
    const double kept = place[i], step = 1e-6;
    place[i] = kept + step;
    const double above = value();
    place[i] = kept - step;
    const double below = value();
    place[i] = kept;
    check(name, gradient[i], (above - below) / (2 * step));
  }
}

template <class V> static V numbers(V v, double first) {
  for (Eigen::Index i = 0; i < v.size(); ++i)
    v.data()[i] = std::sin(first + 1.7 * double(i));
  return v;
}

static void checkGrown() {
  VectorXd x = numbers(VectorXd(3), 0.3), bar = VectorXd::Zero(3);
  const VectorXd seed = numbers(VectorXd(4), 1), tangent = numbers(VectorXd(3), 2);
  double s = 0.7, sBar = 0;
  grown_vjp(x, s, seed, bar, &sBar);
  compare("grown x", x.data(), bar.data(), 3, [&] { return seed.dot(grown(x, s)); });
  compare("grown s", &s, &sBar, 1, [&] { return seed.dot(grown(x, s)); });
  VectorXd dot;
  const VectorXd y = grown_jvp(x, s, tangent, 0.5, &dot);
  check("grown value", (y - grown(x, s)).norm(), 0);
  check("grown tangent", seed.dot(dot), bar.dot(tangent) + 0.5 * sBar);
  grown_saved saved;
  check("grown saved", (grown_fwd(x, s, saved) - y).norm(), 0);
  VectorXd again = bar;
  grown_rev(x, s, saved, seed, again, &sBar);
  check("grown again", (again - 2 * bar).norm(), 0);
}

static void checkByValue() {
  VectorXd x = numbers(VectorXd(3), 0.3), xBar = VectorXd::Zero(3);
  MatrixXd A = numbers(MatrixXd(2, 3), 0.9), ABar = MatrixXd::Zero(2, 3);
  check("byValue", byValue_gradient(x, A, &xBar, &ABar), byValue(x, A));
  compare("byValue x", x.data(), xBar.data(), 3, [&] { return byValue(x, A); });
  compare("byValue A", A.data(), ABar.data(), 6, [&] { return byValue(x, A); });
}

static void checkResidual() {
  VectorXd x = numbers(VectorXd(3), 0.3), xBar = VectorXd::Zero(3), r, wanted;
  MatrixXd A = numbers(MatrixXd(4, 3), 0.9), ABar = MatrixXd::Zero(4, 3);
  const VectorXd seed = numbers(VectorXd(4), 2);
  residual(x, A, wanted);
  residual_value_and_vjp(x, A, r, xBar, ABar, seed);
  check("residual", (r - wanted).norm(), 0);
  const auto value = [&] {
    VectorXd out;
    residual(x, A, out);
    return seed.dot(out);
  };
  compare("residual x", x.data(), xBar.data(), 3, value);
  compare("residual A", A.data(), ABar.data(), 12, value);
}

static void checkShortened() {
  VectorXd x = numbers(VectorXd(4), 0.3), changed = x, wanted = x;
  const VectorXd seed = numbers(VectorXd(3), 2);
  double h = 0.4, hBar = 0;
  VectorXd bar = seed;
  shortened(wanted, h);
  shortened_vjp(changed, h, bar, &hBar);
  check("shortened", (changed - wanted).norm(), 0);
  check("shortened size", double(bar.size()), 4);
  const auto value = [&] {
    VectorXd out = x;
    shortened(out, h);
    return seed.dot(out);
  };
  compare("shortened x", x.data(), bar.data(), 4, value);
  compare("shortened h", &h, &hBar, 1, value);
}

static void checkApplied() {
  VectorXd x = numbers(VectorXd(2), 0.3), xBar = VectorXd::Zero(2);
  Layer layer{numbers(MatrixXd(3, 2), 0.9), numbers(VectorXd(3), 1.1), numbers(Eigen::Matrix2d(), 0.2)};
  Layer bar{MatrixXd::Zero(3, 2), VectorXd::Zero(3), Eigen::Matrix2d::Zero()};
  check("applied", applied_gradient(layer, x, bar, xBar), applied(layer, x));
  const auto value = [&] { return applied(layer, x); };
  compare("applied weights", layer.weights.data(), bar.weights.data(), 6, value);
  compare("applied bias", layer.bias.data(), bar.bias.data(), 3, value);
  compare("applied mix", layer.mix.data(), bar.mix.data(), 4, value);
  compare("applied x", x.data(), xBar.data(), 2, value);
}

int main() {
  checkGrown();
  checkByValue();
  checkResidual();
  checkShortened();
  checkApplied();
  return failures == 0 ? 0 : 1;
}
#endif
