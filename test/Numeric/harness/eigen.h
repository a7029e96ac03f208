// What tests of programs with Eigen need: the oracle's numbers as scalars of Eigen, and blocks as its objects.
#ifndef PULLBACK_TEST_EIGEN_H
#define PULLBACK_TEST_EIGEN_H

#include "dual.h"

#include <eigen3/Eigen/Dense>

#include <algorithm>
#include <cstddef>

namespace Eigen {
template <class T> struct NumTraits<dual::Dual<T>> : NumTraits<T> {
  using Real = dual::Dual<T>;
  using NonInteger = dual::Dual<T>;
  using Nested = dual::Dual<T>;
  using Literal = dual::Dual<T>;
  enum { RequireInitialization = 1, ReadCost = 1, AddCost = 4, MulCost = 8 };
};
/// As Eigen has it of double and float.
template <class T> UniformScaling<dual::Dual<T>> Scaling(const dual::Dual<T> &s) {
  return UniformScaling<dual::Dual<T>>(s);
}
} // namespace Eigen

namespace harness {

/// A block as a matrix or array with that many rows (0: as many as make one column, or as its type says), for as long
/// as a call takes; what the call leaves in it goes back to the block.
template <class Plain> class AsEigen {
public:
  using Scalar = typename Plain::Scalar;
  AsEigen(void *block, std::size_t count, std::size_t rows)
      : elements(static_cast<Scalar *>(block)), object(shape(count, rows)) {
    std::copy(elements, elements + count, object.data());
  }
  AsEigen(const AsEigen &) = delete;
  ~AsEigen() { std::copy(object.data(), object.data() + object.size(), elements); }
  Plain &get() { return object; }
  Eigen::Map<Plain> map() { return Eigen::Map<Plain>(object.data(), object.rows(), object.cols()); }
  Eigen::Map<const Plain> constMap() { return Eigen::Map<const Plain>(object.data(), object.rows(), object.cols()); }

private:
  static Plain shape(std::size_t count, std::size_t rows) {
    Plain made;
    if (Plain::RowsAtCompileTime != Eigen::Dynamic)
      rows = Plain::RowsAtCompileTime;
    else if (rows == 0)
      rows = Plain::ColsAtCompileTime == Eigen::Dynamic ? count : count / Plain::ColsAtCompileTime;
    made.resize(rows, rows == 0 ? 0 : count / rows);
    return made;
  }
  Scalar *elements;
  Plain object;
};

} // namespace harness

#endif
