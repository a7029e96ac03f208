// What an object holds, and what its copy assignment does: that of every class here, references to bases included.
#ifndef PULLBACK_EIGEN_STORAGE
#define PULLBACK_EIGEN_STORAGE

#include "Functors.h"

namespace Eigen {
namespace internal {

/// Memory for truth values, in which every one has an address.
class truth_values {
public:
  truth_values() : first_(nullptr), size_(0) {}
  explicit truth_values(Index size) : first_(new bool[size]), size_(size) {}
  truth_values(const truth_values &other) : truth_values(other.size_) {
    for (Index k = 0; k < size_; ++k)
      first_[k] = other.first_[k];
  }
  truth_values(truth_values &&other) : first_(other.first_), size_(other.size_) {
    other.first_ = nullptr;
    other.size_ = 0;
  }
  truth_values &operator=(const truth_values &other) {
    if (size_ != other.size_)
      assign(other.size_, false);
    for (Index k = 0; k < size_; ++k)
      first_[k] = other.first_[k];
    return *this;
  }
  truth_values &operator=(truth_values &&other) {
    std::swap(first_, other.first_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~truth_values() { delete[] first_; }
  void assign(Index size, bool value) {
    delete[] first_;
    first_ = new bool[size];
    size_ = size;
    for (Index k = 0; k < size_; ++k)
      first_[k] = value;
  }
  bool *data() { return first_; }
  const bool *data() const { return first_; }

private:
  bool *first_;
  Index size_;
};
template <class T> using memory_of = std::conditional_t<std::is_same<T, bool>::value, truth_values, std::vector<T>>;

/// The coefficients of D, and what is not known of their number before the program runs. Where memory is taken from
/// another object, as Eigen does it: a new object leaves nothing behind, an assignment exchanges.
template <class D, class T, int R, int C> class DenseStorage {
public:
  DenseStorage() = default;
  DenseStorage(Index, Index) {}
  static Index rows() { return R; }
  static Index cols() { return C; }
  void resize(Index, Index) {}
  T *data() { return values; }
  const T *data() const { return values; }

private:
  T values[R * C];
};
template <class D, class T, int C> class DenseStorage<D, T, Dynamic, C> {
public:
  DenseStorage() : rows_(0) {}
  DenseStorage(Index rows, Index) : values(rows * C), rows_(rows) {}
  DenseStorage(const DenseStorage &) = default;
  DenseStorage(DenseStorage &&other) : values(std::move(other.values)), rows_(other.rows_) { other.rows_ = 0; }
  DenseStorage &operator=(const DenseStorage &) = default;
  DenseStorage &operator=(DenseStorage &&other) {
    std::swap(values, other.values);
    std::swap(rows_, other.rows_);
    return *this;
  }
  Index rows() const { return rows_; }
  static Index cols() { return C; }
  void resize(Index rows, Index) {
    if (rows != rows_) {
      values.assign(rows * C, T());
      rows_ = rows;
    }
  }
  T *data() { return values.data(); }
  const T *data() const { return values.data(); }

private:
  memory_of<T> values;
  Index rows_;
};
template <class D, class T, int R> class DenseStorage<D, T, R, Dynamic> {
public:
  DenseStorage() : cols_(0) {}
  DenseStorage(Index, Index cols) : values(cols * R), cols_(cols) {}
  DenseStorage(const DenseStorage &) = default;
  DenseStorage(DenseStorage &&other) : values(std::move(other.values)), cols_(other.cols_) { other.cols_ = 0; }
  DenseStorage &operator=(const DenseStorage &) = default;
  DenseStorage &operator=(DenseStorage &&other) {
    std::swap(values, other.values);
    std::swap(cols_, other.cols_);
    return *this;
  }
  static Index rows() { return R; }
  Index cols() const { return cols_; }
  void resize(Index, Index cols) {
    if (cols != cols_) {
      values.assign(cols * R, T());
      cols_ = cols;
    }
  }
  T *data() { return values.data(); }
  const T *data() const { return values.data(); }

private:
  memory_of<T> values;
  Index cols_;
};
template <class D, class T> class DenseStorage<D, T, Dynamic, Dynamic> {
public:
  DenseStorage() : rows_(0), cols_(0) {}
  DenseStorage(Index rows, Index cols) : values(rows * cols), rows_(rows), cols_(cols) {}
  DenseStorage(const DenseStorage &) = default;
  DenseStorage(DenseStorage &&other) : values(std::move(other.values)), rows_(other.rows_), cols_(other.cols_) {
    other.rows_ = 0;
    other.cols_ = 0;
  }
  DenseStorage &operator=(const DenseStorage &) = default;
  DenseStorage &operator=(DenseStorage &&other) {
    std::swap(values, other.values);
    std::swap(rows_, other.rows_);
    std::swap(cols_, other.cols_);
    return *this;
  }
  Index rows() const { return rows_; }
  Index cols() const { return cols_; }
  void resize(Index rows, Index cols) {
    if (rows * cols != rows_ * cols_)
      values.assign(rows * cols, T());
    rows_ = rows;
    cols_ = cols;
  }
  T *data() { return values.data(); }
  const T *data() const { return values.data(); }

private:
  memory_of<T> values;
  Index rows_, cols_;
};

template <class Op, class D, class X> void assign(D &target, const X &source);

/// An expression holds no coefficients: an assignment writes those that it stands for.
template <class D> class NoStorage {
public:
  NoStorage() = default;
  NoStorage(const NoStorage &) = default;
  NoStorage &operator=(const NoStorage &other) {
    assign<assign_op>(static_cast<D &>(*this), static_cast<const D &>(other));
    return *this;
  }
};

template <class D> struct storage {
  typedef NoStorage<D> type;
};
template <class T, int R, int C, int O, int MR, int MC> struct storage<Matrix<T, R, C, O, MR, MC>> {
  typedef DenseStorage<Matrix<T, R, C, O, MR, MC>, T, R, C> type;
};
template <class T, int R, int C, int O, int MR, int MC> struct storage<Array<T, R, C, O, MR, MC>> {
  typedef DenseStorage<Array<T, R, C, O, MR, MC>, T, R, C> type;
};

} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_STORAGE
