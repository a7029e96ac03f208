// RUN: %numeric %s
// A buffer class that owns its memory and grows, copied by swapping and moved.
#include <algorithm>
#include <cstddef>
#include <pullback/pullback.h>
#include <stdexcept>
class Buffer {
public:
  Buffer() = default;
  explicit Buffer(std::size_t n, double v = 0.0) : data_(new double[n]), size_(n), cap_(n) {
    std::fill(data_, data_ + n, v);
  }
  Buffer(const Buffer &o) : Buffer(o.size_) { std::copy(o.begin(), o.end(), begin()); }
  Buffer(Buffer &&o) noexcept : data_(o.data_), size_(o.size_), cap_(o.cap_) {
    o.data_ = nullptr;
    o.size_ = o.cap_ = 0;
  }
  Buffer &operator=(Buffer o) noexcept {
    swap(o);
    return *this;
  }
  ~Buffer() { delete[] data_; }
  void swap(Buffer &o) noexcept {
    std::swap(data_, o.data_);
    std::swap(size_, o.size_);
    std::swap(cap_, o.cap_);
  }
  void push_back(double v) {
    if (size_ == cap_)
      grow(cap_ ? 2 * cap_ : 1);
    data_[size_++] = v;
  }
  void resize(std::size_t n) {
    if (n > cap_)
      grow(n);
    for (std::size_t i = size_; i < n; ++i)
      data_[i] = 0;
    size_ = n;
  }
  double &operator[](std::size_t i) {
    if (i >= size_)
      throw std::out_of_range("Buffer");
    return data_[i];
  }
  const double &operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  double *begin() { return data_; }
  double *end() { return data_ + size_; }
  const double *begin() const { return data_; }
  const double *end() const { return data_ + size_; }

private:
  void grow(std::size_t n) {
    double *p = new double[n];
    std::copy(data_, data_ + size_, p);
    delete[] data_;
    data_ = p;
    cap_ = n;
  }
  double *data_ = nullptr;
  std::size_t size_ = 0, cap_ = 0;
};
// CHECK-INPUT: x = uniform(0.5, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  Buffer b;
  for (int i = 0; i < n; ++i) {
    b.push_back(x[i] * x[i]);
    if (i > 0)
      b[i - 1] *= x[i];
  }
  b.resize(n + 3);
  b[n] = b[0] * b[1];
  Buffer c = b;
  c = std::move(b);
  double s = 0;
  for (double v : c)
    s += v * v;
  return s;
}
