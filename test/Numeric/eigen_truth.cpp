// RUN: %numeric %s
// Truth values in arrays of Eigen: what comparisons give, kept in variables and changed.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

typedef Eigen::Array<bool, Eigen::Dynamic, 1> ArrayXb;

// CHECK-INPUT: x = uniform(-2, 2)[7]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double kept(const Eigen::VectorXd &x) {
  const ArrayXb inside = x.array() > 0 && x.array() < 1;
  auto outside = (!inside).eval();
  ArrayXb small = x.array().abs() < 0.5;
  small = small || inside;
  small(0) = true;
  double sum = inside.select(x.array().square(), 3 * x.array()).sum();
  for (int i = 0; i < x.size(); ++i)
    if (outside(i))
      sum += x(i) * x(i) * x(i);
  if (inside.any() && !small.all())
    sum *= 2;
  return sum + double(inside.count()) * x(0) + small.cast<double>().matrix().dot(x);
}

// CHECK-INPUT: A = uniform(-2, 2)[12], steps = 3
// CHECK-ROWS: A = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double active(const Eigen::MatrixXd &A, int steps) {
  Eigen::ArrayXXd values = A;
  Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic> used = values > -1;
  for (int step = 0; step < steps; ++step) {
    values = used.select(values * values.cos(), values / 2);
    const ArrayXb next = values.col(step) > 0.1;
    for (int i = 0; i < values.rows(); ++i)
      used(i, step) = next(i) && !used(i, 0);
  }
  const Eigen::Array<bool, 1, 3> columns(used(0, 0), !used(1, 1), true);
  return values.square().sum() + columns.select(A.row(2).array(), 2 * A.row(3).array()).sum() +
         double(used.count()) * A(0, 0);
}
