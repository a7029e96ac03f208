// RUN: %numeric %s
// What Eigen does in an order or by a rule of its own: arrays of one number, first maxima, integers between two ends,
// reductions with functions of the user's.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

typedef Eigen::Matrix<double, 2, 2, Eigen::RowMajor> TwoByRows;
typedef Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> ByRows;

// CHECK-INPUT: x = uniform(-1, 1)[3], s = 0.5
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double arraysOfOneNumber(const Eigen::Array3d &x, double s) {
  const Eigen::Array3d twos(2), all(s);
  const Eigen::Array<double, 2, 2> four(3 * s);
  const Eigen::ArrayXd zeros = Eigen::ArrayXd::Zero(2);
  return (twos * x + all * x.square()).sum() + four.prod() + zeros.size();
}

// CHECK-INPUT: x = uniform(0.5, 1)[2]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double firstOfEqualOnes(const Eigen::Vector2d &x) {
  TwoByRows A;
  A << x(0), 3 * x(1), 3 * x(1), x(0) - 1;
  ByRows B = ByRows::Constant(3, 5, x(0));
  B(1, 3) = B(2, 1) = 7 * x(1);
  Eigen::Index i, j;
  double result = A.maxCoeff(&i, &j) * (10 * i + 100 * j);
  result += B.maxCoeff(&i, &j) * (10 * i + 100 * j);
  result += B.row(2).maxCoeff(&i) * i;
  return result + (-B).minCoeff(&i, &j) * (10 * i + j);
}

// CHECK-INPUT: x = uniform(-1, 1)[12]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double integersBetween(const Eigen::VectorXd &x) {
  const Eigen::VectorXi few = Eigen::VectorXi::LinSpaced(5, 0, 2), down = Eigen::VectorXi::LinSpaced(7, 2, -2),
                        wide = Eigen::VectorXi::LinSpaced(4, 1, 11), one = Eigen::VectorXi::LinSpaced(1, 3, 4);
  double result = x(one(0));
  for (int i = 0; i < 5; ++i)
    result += x(few(i)) * x(i);
  for (int i = 0; i < 7; ++i)
    result += down(i) * x(i) * x(i);
  for (int i = 0; i < 4; ++i)
    result += wide(i) * x(wide(i));
  return result + x.dot(Eigen::VectorXd::LinSpaced(12, x(0), x(1)));
}

// CHECK-INPUT: x = uniform(-1, 1)[15], y = uniform(-1, 1)[9]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double ownReductions(const Eigen::VectorXd &x, const Eigen::Matrix3d &y) {
  const auto step = [](double a, double b) { return a * 0.5 + b; };
  const auto product = [](double a, double b) { return a * b - a; };
  TwoByRows A;
  A << x(0), x(1), x(2), x(3);
  ByRows B(3, 5);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 5; ++j)
      B(i, j) = x(5 * i + j) * (i + 1);
  const Eigen::MatrixXd C = B;
  double result = A.redux(step) + B.redux(step) + C.redux(product) + x.redux(step);
  result += y.redux(step) + y.row(1).redux(product) + y.transpose().redux(product) + (2 * B).redux(step);
  return result + y.topLeftCorner<2, 3>().redux(step) + B.row(1).redux(step);
}
