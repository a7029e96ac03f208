// RUN: %numeric %s
// A Kalman filter on a matrix template.
#include <cstddef>
#include <pullback/pullback.h>

template <std::size_t R, std::size_t C>
class Matrix {
public:
  Matrix() : data_{} {}
  static Matrix identity() {
    Matrix m;
    for (std::size_t i = 0; i < R; ++i)
      m(i, i) = 1;
    return m;
  }
  double& operator()(std::size_t i, std::size_t j) { return data_[i * C + j]; }
  double operator()(std::size_t i, std::size_t j) const { return data_[i * C + j]; }
  Matrix<C, R> transpose() const {
    Matrix<C, R> t;
    for (std::size_t i = 0; i < R; ++i)
      for (std::size_t j = 0; j < C; ++j)
        t(j, i) = (*this)(i, j);
    return t;
  }
  Matrix& operator+=(const Matrix& o) {
    for (std::size_t i = 0; i < R * C; ++i)
      data_[i] += o.data_[i];
    return *this;
  }
  Matrix& operator-=(const Matrix& o) {
    for (std::size_t i = 0; i < R * C; ++i)
      data_[i] -= o.data_[i];
    return *this;
  }
  friend Matrix operator+(Matrix a, const Matrix& b) { return a += b; }
  friend Matrix operator-(Matrix a, const Matrix& b) { return a -= b; }

private:
  double data_[R * C];
};

template <std::size_t R, std::size_t K, std::size_t C>
Matrix<R, C> operator*(const Matrix<R, K>& a, const Matrix<K, C>& b) {
  Matrix<R, C> c;
  for (std::size_t i = 0; i < R; ++i)
    for (std::size_t j = 0; j < C; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < K; ++k)
        sum += a(i, k) * b(k, j);
      c(i, j) = sum;
    }
  return c;
}

class KalmanFilter {
public:
  KalmanFilter(double dt, double q, double r) : P_(Matrix<2, 2>::identity()), r_(r) {
    F_ = Matrix<2, 2>::identity();
    F_(0, 1) = dt;
    Q_(0, 0) = q * dt * dt * dt / 3;
    Q_(0, 1) = Q_(1, 0) = q * dt * dt / 2;
    Q_(1, 1) = q * dt;
    H_(0, 0) = 1;
  }
  double step(double z) {
    x_ = F_ * x_;
    P_ = F_ * P_ * F_.transpose() + Q_;
    const double innovation = z - (H_ * x_)(0, 0);
    const double s = (H_ * P_ * H_.transpose())(0, 0) + r_;
    Matrix<2, 1> K = P_ * H_.transpose();
    for (std::size_t i = 0; i < 2; ++i)
      K(i, 0) /= s;
    for (std::size_t i = 0; i < 2; ++i)
      x_(i, 0) += K(i, 0) * innovation;
    P_ = (Matrix<2, 2>::identity() - K * H_) * P_;
    return innovation * innovation / s;
  }

private:
  Matrix<2, 1> x_;
  Matrix<2, 2> P_, F_, Q_;
  Matrix<1, 2> H_;
  double r_;
};

// CHECK-INPUT: z = uniform(-1, 1)[5], n = 5, q = 0.4, r = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(z[n], q, r))
double cost(const double* z, int n, double q, double r) {
  KalmanFilter filter(0.1, q, r);
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += filter.step(z[i]);
  return sum;
}
