// One number of all coefficients: sums and their like, and the place of the least or the greatest.
#ifndef PULLBACK_EIGEN_REDUCTIONS
#define PULLBACK_EIGEN_REDUCTIONS

#include "Assignments.h"

namespace Eigen {
namespace internal {

/// Something like X whose coefficients lie column by column.
template <class X> struct by_columns;
template <class X>
struct traits<by_columns<X>> : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols, ColMajor,
                                         traits<X>::isArray, false, false> {};

/// f(...f(f(x0, x1), x2)...) in the order in which the coefficients lie in memory.
template <class F, class X> typename traits<X>::Scalar reduce(const X &x, F f) {
  constexpr bool byRows = traits<X>::order == RowMajor;
  const evaluator_t<X> values(x);
  typename traits<X>::Scalar result = values.coeff(0, 0);
  if (is_small<X>) {
    for_each<X>(x.rows(), x.cols(), [&](Index i, Index j) {
      if (i + j != 0)
        result = f(result, values.coeff(i, j));
    });
    return result;
  }
  const Index inner = byRows ? x.cols() : x.rows(), outer = byRows ? x.rows() : x.cols();
  for (Index i = 1; i < inner; ++i)
    result = f(result, values.coeff(byRows ? 0 : i, byRows ? i : 0));
  for (Index j = 1; j < outer; ++j)
    for (Index i = 0; i < inner; ++i)
      result = f(result, values.coeff(byRows ? j : i, byRows ? i : j));
  return result;
}

/// f(of the first half, of the other half), for few coefficients whose number the type gives.
template <class X, class V, class F>
typename traits<X>::Scalar reduce_by_halves(const V &values, const F &, std::integral_constant<int, 1>, Index k) {
  return values.coeff(coefficients<X, true>::row(k), coefficients<X, true>::col(k));
}
template <class X, class V, class F, int N>
typename traits<X>::Scalar reduce_by_halves(const V &values, const F &f, std::integral_constant<int, N>, Index k) {
  return f(reduce_by_halves<X>(values, f, std::integral_constant<int, N / 2>(), k),
           reduce_by_halves<X>(values, f, std::integral_constant<int, N - N / 2>(), k + N / 2));
}

/// With a function of the user's, in Eigen's order: by halves where Eigen writes all steps out, otherwise one after the
/// other. Between the two, Eigen's estimate of what the function and the expression cost decides; that is not here.
template <class X, int N = product_of(traits<X>::rows, traits<X>::cols), bool ByHalves = (N > 0 && N <= 10)>
struct reduction {
  template <class F> static typename traits<X>::Scalar run(const X &x, const F &f) {
    static_assert(N == Dynamic || N > 110, "Eigen's order of the steps is not known");
    return reduce(x, f);
  }
};
template <class X, int N> struct reduction<X, N, true> {
  template <class F> static typename traits<X>::Scalar run(const X &x, const F &f) {
    static_assert(N <= 2 || traits<X>::isPlace, "Eigen's order of the steps is not known");
    return reduce_by_halves<X>(evaluator_t<X>(x), f, std::integral_constant<int, N>(), 0);
  }
};

/// The same as `reduce` of any number of coefficients, beginning with a number that changes nothing.
template <class F, class X> typename traits<X>::Scalar reduce_from(typename traits<X>::Scalar first, const X &x, F f) {
  if (is_small<X>)
    return reduce(x, f);
  const evaluator_t<X> values(x);
  typename traits<X>::Scalar result = first;
  for_each<X>(x.rows(), x.cols(), [&](Index i, Index j) { result = f(result, values.coeff(i, j)); });
  return result;
}

template <class X> typename traits<X>::Scalar sum_of(const X &x) { return reduce_from(0, x, scalar_sum()); }

/// Where the first of the coefficients lies, column by column, that `before` puts in front of all others.
template <class Before, class X> typename traits<X>::Scalar find(const X &x, Before before, Index &row, Index &col) {
  const evaluator_t<X> values(x);
  row = 0;
  col = 0;
  typename traits<X>::Scalar best = values.coeff(0, 0);
  for_each<by_columns<X>>(x.rows(), x.cols(), [&](Index i, Index j) {
    if (before(values.coeff(i, j), best)) {
      best = values.coeff(i, j);
      row = i;
      col = j;
    }
  });
  return best;
}

} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_REDUCTIONS
