// RUN: %numeric %s
// A class that copies by swapping, has no memory while it is empty, and changes its size.
#include <algorithm>
#include <cmath>
#include <pullback/pullback.h>
#include <utility>
class Vec {
  int n_;
  double *d_;

public:
  explicit Vec(int n = 0) : n_(n), d_(n > 0 ? new double[n] : nullptr) {
    for (int i = 0; i < n; ++i)
      d_[i] = 0;
  }
  Vec(const Vec &o) : Vec(o.n_) {
    for (int i = 0; i < n_; ++i)
      d_[i] = o.d_[i];
  }
  Vec &operator=(Vec o) {
    swap(o);
    return *this;
  }
  ~Vec() { delete[] d_; }
  void swap(Vec &o) {
    std::swap(n_, o.n_);
    std::swap(d_, o.d_);
  }
  void resize(int n) {
    Vec t(n);
    for (int i = 0; i < std::min(n, n_); ++i)
      t.d_[i] = d_[i];
    swap(t);
  }
  double &operator[](int i) { return d_[i]; }
  const double &operator[](int i) const { return d_[i]; }
  int size() const { return n_; }
};
static Vec operator+(const Vec &a, const Vec &b) {
  Vec r(a.size());
  for (int i = 0; i < a.size(); ++i)
    r[i] = a[i] + b[i] * b[i];
  return r;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double summed(const double *x, int n) {
  Vec a(n), b(n);
  for (int i = 0; i < n; ++i) {
    a[i] = x[i];
    b[i] = x[n - 1 - i] * 2;
  }
  Vec c = a + b;
  for (int k = 0; k < 3; ++k) {
    c = c + a;
    c[k] *= 0.5;
  }
  c.resize(n + 1);
  c[n] = x[0];
  a = c;
  double s = 0;
  for (int i = 0; i < a.size(); ++i)
    s += a[i] * a[i];
  return s;
}

class Taken {
public:
  explicit Taken(int n) : n(n), data(new double[n]) {}
  Taken(Taken &&other) noexcept : n(std::exchange(other.n, 0)), data(std::exchange(other.data, nullptr)) {}
  Taken &operator=(Taken &&other) noexcept {
    delete[] std::exchange(data, std::exchange(other.data, nullptr));
    n = std::exchange(other.n, 0);
    return *this;
  }
  ~Taken() { delete[] data; }
  double &operator[](int i) { return data[i]; }
  int size() const { return n; }

private:
  int n;
  double *data;
};

static Taken scaled(const double *x, int n, double by) {
  Taken made(n);
  for (int i = 0; i < n; ++i)
    made[i] = by * x[i] * x[i];
  return made;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double taken(const double *x, int n) {
  Taken a = scaled(x, n, x[0]), b(std::move(a));
  a = scaled(x, n - 1, 2);
  double s = 0;
  for (int i = 0; i < a.size(); ++i)
    s += a[i] * b[i + 1];
  return s;
}
