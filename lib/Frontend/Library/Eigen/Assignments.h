// How coefficients are visited and assigned. Every assignment goes through here.
#ifndef PULLBACK_EIGEN_ASSIGNMENTS_H
#define PULLBACK_EIGEN_ASSIGNMENTS_H

#include "Storage.h"

namespace Eigen {
namespace internal {

/// True for what has so few coefficients that all of them are written out, as Eigen does.
template <class X>
constexpr bool is_small =
    product_of(traits<X>::rows, traits<X>::cols) >= 0 && product_of(traits<X>::rows, traits<X>::cols) <= 16;

template <class X, bool Small> struct coefficients {
  template <class F> static void visit(Index rows, Index cols, F f) {
    if (traits<X>::cols == 1) {
      for (Index i = 0; i < rows; ++i)
        f(i, 0);
    } else if (traits<X>::rows == 1) {
      for (Index j = 0; j < cols; ++j)
        f(0, j);
    } else if (traits<X>::order == RowMajor) {
      for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < cols; ++j)
          f(i, j);
    } else {
      for (Index j = 0; j < cols; ++j)
        for (Index i = 0; i < rows; ++i)
          f(i, j);
    }
  }
};
template <class X> struct coefficients<X, true> {
  static constexpr int size = traits<X>::rows * traits<X>::cols;
  template <class F> static void visit(Index, Index, F f) { visit_from(f, std::integral_constant<int, 0>()); }
  template <class F> static void visit_from(F &, std::integral_constant<int, size>) {}
  template <class F, int K> static void visit_from(F &f, std::integral_constant<int, K>) {
    constexpr Index i = row(K), j = col(K);
    f(i, j);
    visit_from(f, std::integral_constant<int, K + 1>());
  }
  static constexpr Index row(int k) { return traits<X>::order == RowMajor ? k / traits<X>::cols : k % traits<X>::rows; }
  static constexpr Index col(int k) { return traits<X>::order == RowMajor ? k % traits<X>::cols : k / traits<X>::rows; }
};

/// f(i, j) for every coefficient of something like X, in the order in which they lie in memory.
template <class X, class F> void for_each(Index rows, Index cols, F f) {
  coefficients<X, is_small<X>>::visit(rows, cols, f);
}

/// f(j) for every column of something like X.
template <class X, class F> void for_each_column(Index cols, F f) {
  if (traits<X>::cols == 1)
    return f(0);
  for (Index j = 0; j < cols; ++j)
    f(j);
}

/// True where a row is assigned to a column or a column to a row: Eigen turns it.
template <class D, class X>
constexpr bool turns =
    ((traits<D>::rows == 1 && traits<X>::cols == 1) || (traits<D>::cols == 1 && traits<X>::rows == 1)) &&
    product_of(traits<D>::rows, traits<D>::cols) != 1 && product_of(traits<X>::rows, traits<X>::cols) != 1;

/// The size that an object has which takes the coefficients of x.
template <class D, class X> Index fitting_rows(const X &x) { return turns<D, X> ? x.cols() : x.rows(); }
template <class D, class X> Index fitting_cols(const X &x) { return turns<D, X> ? x.rows() : x.cols(); }

/// Objects take the size of what is assigned to them; what others hold keeps its size.
template <class D, class X> void fit(PlainObjectBase<D> &target, const X &source) {
  target.resize(fitting_rows<D>(source), fitting_cols<D>(source));
}
template <class D, class X> void fit(DenseBase<D> &, const X &) {}

/// target(i, j) Op= values(i, j), or values(j, i) where that is Turned.
template <class Op, bool Turned, class D, class V> void assign_values(D &target, const V &values) {
  for_each<D>(target.rows(), target.cols(), [&](Index i, Index j) {
    Op::run(target.coeffRef(i, j), Turned ? values.coeff(j, i) : values.coeff(i, j));
  });
}

/// target(i, j) Op= source(i, j). What the source reads is looked up before the target changes its size, as in Eigen.
template <class Op, class D, class X> void assign(D &target, const X &source) {
  const evaluator_t<X> values(source);
  if (std::is_same<Op, assign_op>::value)
    fit(target, source);
  assign_values<Op, turns<D, X>>(target, values);
}

/// target(i, j) Op= value.
template <class Op, class D, class T> void assign_value(D &target, T value) {
  for_each<D>(target.rows(), target.cols(), [&](Index i, Index j) { Op::run(target.coeffRef(i, j), value); });
}

template <class X> using if_writable = std::enable_if_t<traits<X>::isWritable, int>;

} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_ASSIGNMENTS_H
