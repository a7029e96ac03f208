// RUN: %numeric %s
// Vectors of classes that users copy and move, as those do that own memory: a copy is what the original is.
#include <pullback/pullback.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

class Table {
public:
  Table(int rows, int columns) : rows_(rows), columns_(columns), size_(rows * columns), data_(new double[rows * columns]()) {}
  Table(const Table& o) : Table(o.rows_, o.columns_) { std::copy(o.data_, o.data_ + size_, data_); }
  Table(Table&& o) noexcept
      : rows_(o.rows_), columns_(std::exchange(o.columns_, 0)), size_(o.size_), data_(std::exchange(o.data_, nullptr)) {}
  Table& operator=(Table o) {
    swap(o);
    return *this;
  }
  ~Table() { delete[] data_; }
  void swap(Table& o) {
    std::swap(rows_, o.rows_);
    std::swap(columns_, o.columns_);
    std::swap(size_, o.size_);
    std::swap(data_, o.data_);
  }
  double& at(int i, int j) { return data_[i * columns_ + j]; }

private:
  int rows_, columns_, size_;
  double* data_;
};

struct Named {
  double weight;
  int number;
  Named(double w, int n) : weight(w), number(n) {}
  Named(const Named& o) : weight{o.weight}, number{o.number} {}
  Named& operator=(const Named& o) {
    if (this != &o) {
      weight = o.weight;
      number = o.number;
    }
    return *this;
  }
};

// CHECK-INPUT: x = [0.3, 0.4, -0.5], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double tables(const double* x, int n) {
  std::vector<Table> all;
  for (int i = 0; i < n; ++i) {
    all.emplace_back(2, 2);
    all.back().at(i % 2, 1) = x[i] * x[i];
    all[0].at(0, 0) += x[i];
  }
  std::vector<Table> copies = all;
  copies[1].at(1, 1) *= x[0];
  std::swap(copies[0], copies[2]);
  return all[0].at(0, 0) * copies[1].at(1, 1) + copies[0].at(0, 1) * all[1].at(1, 1);
}

// CHECK-INPUT: x = [0.3, 0.4, -0.5], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double numbered(const double* x, int n) {
  std::vector<Named> all;
  for (int i = 0; i < n; ++i)
    all.push_back(Named(x[i] * x[(i + 1) % n], n - i));
  std::sort(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.number < b.number; });
  double s = 0;
  for (const Named& one : all)
    s = 0.5 * s + one.weight * one.number;
  return s;
}
