// Matrices and arrays of Eigen as parameters. Part of a program only where its functions have any.
#ifndef PULLBACK_GRADCHECK_PROGRAM_MATRICES_H
#define PULLBACK_GRADCHECK_PROGRAM_MATRICES_H

#include "Numbers.h"

#include <Eigen/Core>

namespace gradcheck {

/// Of a size that the type gives: row by row.
template <typename T> void collectMatrix(const T &matrix, const std::string &path, LeafCollector &to) {
  for (Eigen::Index row = 0; row < matrix.rows(); ++row)
    for (Eigen::Index col = 0; col < matrix.cols(); ++col)
      to.add(matrix(row, col), path,
             matrix.rows() == 1 || matrix.cols() == 1
                 ? ""
                 : printPlace(static_cast<std::size_t>(row), static_cast<std::size_t>(col)));
}

template <typename T, int rows, int cols, int options, int mostRows, int mostCols>
void collect(const Eigen::Matrix<T, rows, cols, options, mostRows, mostCols> &matrix, const std::string &path,
             LeafCollector &to) {
  collectMatrix(matrix, path, to);
}
template <typename T, int rows, int cols, int options, int mostRows, int mostCols>
void collect(const Eigen::Array<T, rows, cols, options, mostRows, mostCols> &array, const std::string &path,
             LeafCollector &to) {
  collectMatrix(array, path, to);
}

/// Of a size that the inputs give. Its elements are numbered as they lie in memory.
template <typename T> struct MatrixContainer {
  static constexpr bool isFixed = T::SizeAtCompileTime != Eigen::Dynamic;
  using Element = std::conditional_t<isFixed, T, typename T::Scalar>;
  static const Container *get() {
    if constexpr (isFixed)
      return nullptr; // a plain object
    static const Container container = {
        [](std::size_t count, std::size_t rows) -> std::shared_ptr<void> {
          const auto all = static_cast<Eigen::Index>(count);
          constexpr Eigen::Index height = T::RowsAtCompileTime, width = T::ColsAtCompileTime;
          const Eigen::Index m = height != Eigen::Dynamic  ? height
                                 : width != Eigen::Dynamic ? all / width
                                                           : static_cast<Eigen::Index>(rows);
          auto object = std::make_shared<T>();
          object->resize(m, width != Eigen::Dynamic ? width : m > 0 ? all / m : 0);
          return object;
        },
        [](void *matrix) -> void * { return static_cast<T *>(matrix)->data(); },
        [](const void *matrix) { return static_cast<std::size_t>(static_cast<const T *>(matrix)->size()); },
        [](const void *matrix) { return static_cast<std::size_t>(static_cast<const T *>(matrix)->rows()); },
        !T::IsVectorAtCompileTime,
        T::RowsAtCompileTime == Eigen::Dynamic && T::ColsAtCompileTime == Eigen::Dynamic,
        T::IsRowMajor != 0};
    return &container;
  }
};

template <typename T, int rows, int cols, int options, int mostRows, int mostCols>
struct ContainerOf<Eigen::Matrix<T, rows, cols, options, mostRows, mostCols>>
    : MatrixContainer<Eigen::Matrix<T, rows, cols, options, mostRows, mostCols>> {};
template <typename T, int rows, int cols, int options, int mostRows, int mostCols>
struct ContainerOf<Eigen::Array<T, rows, cols, options, mostRows, mostCols>>
    : MatrixContainer<Eigen::Array<T, rows, cols, options, mostRows, mostCols>> {};

/// Becomes an Eigen::Map of the object, of const data or not.
template <typename T> struct Mapped {
  T &object;
  template <typename Viewed> operator Eigen::Map<Viewed>() const {
    return Eigen::Map<Viewed>(object.data(), object.rows(), object.cols());
  }
};

template <typename T> Mapped<T> mapOf(T &object) { return {object}; }

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_MATRICES_H
