// Products of matrices, computed by loops over their coefficients.
#ifndef PULLBACK_EIGEN_PRODUCTS
#define PULLBACK_EIGEN_PRODUCTS

#include "Expressions.h"

namespace Eigen {
namespace internal {

template <class L, class R>
struct traits<Product<L, R>>
    : traits_of<typename traits<L>::Scalar, traits<L>::rows, traits<R>::cols,
                traits<L>::rows == 1 && traits<R>::cols != 1 ? RowMajor : ColMajor, false, false, false> {};
template <class X>
struct traits<DiagonalWrapper<X>>
    : traits_of<typename traits<X>::Scalar, product_of(traits<X>::rows, traits<X>::cols),
                product_of(traits<X>::rows, traits<X>::cols), ColMajor, false, false, false> {};

/// A factor of a product: read where it lies, or computed once.
template <class X, bool Direct> class factor {
public:
  explicit factor(const X &x) : values(x) {}
  auto coeff(Index i, Index j) const { return values.coeff(i, j); }

private:
  evaluator_t<X> values;
};
template <class X> class factor<X, false> {
public:
  explicit factor(const X &x) : values(x) {}
  auto coeff(Index i, Index j) const { return values.coeff(i, j); }

private:
  plain_t<X> values;
};

/// left(i, 0) * right(0, j) + ... + left(i, N - 1) * right(N - 1, j).
template <class L, class R>
auto add_up(const L &left, const R &right, Index i, Index j, std::integral_constant<int, 1>) {
  return left.coeff(i, 0) * right.coeff(0, j);
}
template <class L, class R, int N>
auto add_up(const L &left, const R &right, Index i, Index j, std::integral_constant<int, N>) {
  constexpr Index k = N - 1;
  return add_up(left, right, i, j, std::integral_constant<int, N - 1>()) + left.coeff(i, k) * right.coeff(k, j);
}

/// target Op= left * right, each coefficient as a sum.
template <class Op, class D, class L, class R, int N>
void compute_by_sums(D &target, const L &left, const R &right, std::integral_constant<int, N> depth) {
  for_each<D>(target.rows(), target.cols(), [&](Index i, Index j) {
    if (N <= 4) {
      Op::run(target.coeffRef(i, j), add_up(left, right, i, j, std::integral_constant<int, (N <= 4 ? N : 1)>()));
      return;
    }
    typename traits<D>::Scalar sum(0);
    for (Index k = 0; k < N; ++k)
      sum += left.coeff(i, k) * right.coeff(k, j);
    Op::run(target.coeffRef(i, j), sum);
  });
}

/// target Op= left * right, column of the left factor by column, as they lie in memory.
template <class Op, class D, class L, class R>
void compute_column(D &target, const L &left, const R &right, Index depth, Index j) {
  const Index rows = target.rows();
  if (std::is_same<Op, assign_op>::value)
    for (Index i = 0; i < rows; ++i)
      target.coeffRef(i, j) = 0;
  for (Index k = 0; k < depth; ++k)
    for (Index i = 0; i < rows; ++i)
      std::conditional_t<std::is_same<Op, assign_op>::value, add_op, Op>::run(target.coeffRef(i, j),
                                                                              left.coeff(i, k) * right.coeff(k, j));
}

template <class Op, class D, class L, class R>
void compute_by_sums(D &target, const L &left, const R &right, Index depth) {
  for_each<D>(target.rows(), target.cols(), [&](Index i, Index j) {
    typename traits<D>::Scalar sum(0);
    for (Index k = 0; k < depth; ++k)
      sum += left.coeff(i, k) * right.coeff(k, j);
    Op::run(target.coeffRef(i, j), sum);
  });
}

/// Few terms, or a left factor that lies row by row: sums; otherwise columns.
template <class Op, bool ByRows, class D, class L, class R, int N>
void compute(D &target, const L &left, const R &right, Index, std::integral_constant<int, N> depth) {
  compute_by_sums<Op>(target, left, right, depth);
}
template <class Op, bool ByRows, class D, class L, class R>
void compute(D &target, const L &left, const R &right, Index depth, std::integral_constant<int, Dynamic>) {
  if (ByRows)
    return compute_by_sums<Op>(target, left, right, depth);
  if (traits<D>::cols == 1)
    return compute_column<Op>(target, left, right, depth, 0);
  for (Index j = 0; j < target.cols(); ++j)
    compute_column<Op>(target, left, right, depth, j);
}

template <class Op, class D, class L, class R> void compute(D &target, const Product<L, R> &product) {
  const factor<L, traits<L>::isPlace || traits<R>::cols == 1> left(product.lhs());
  const factor<R, traits<R>::isPlace || traits<L>::rows == 1> right(product.rhs());
  constexpr int depth = known(traits<L>::cols, traits<R>::rows);
  compute<Op, traits<L>::order == RowMajor>(target, left, right, product.depth(), std::integral_constant<int, depth>());
}

template <class P, bool Single> class product_base : public MatrixBase<P> {};
/// A product of one coefficient is a number.
template <class P> class product_base<P, true> : public MatrixBase<P> {
public:
  operator typename traits<P>::Scalar() const { return this->coeff(0, 0); }
};

} // namespace internal

template <class L, class R>
class Product
    : public internal::product_base<Product<L, R>, internal::traits<L>::rows == 1 && internal::traits<R>::cols == 1> {
public:
  Product(const L &left, const R &right) : left_(left), right_(right) {}
  Index rows() const { return left_.rows(); }
  Index cols() const { return right_.cols(); }
  Index depth() const { return internal::traits<L>::cols == Dynamic ? right_.rows() : left_.cols(); }
  const L &lhs() const { return left_; }
  const R &rhs() const { return right_; }

private:
  internal::nested_t<const L> left_;
  internal::nested_t<const R> right_;
};

namespace internal {
constexpr bool is_large(int size) { return size == Dynamic || size >= 8; }
/// Products of a column and a row that lie somewhere, one of them short, are computed where they are read, and so see
/// what has been written until then; all others are computed before.
template <class L, class R>
constexpr bool is_computed_where_read =
    known(traits<L>::cols, traits<R>::rows) == 1 && traits<L>::isPlace && traits<R>::isPlace &&
    !(traits<L>::rows == 1 && traits<R>::cols == 1) && !(is_large(traits<L>::rows) && is_large(traits<R>::cols));

template <class L, class R, bool Late> class product_evaluator {
public:
  explicit product_evaluator(const Product<L, R> &x) : values(x) {}
  auto coeff(Index i, Index j) const { return values.coeff(i, j); }

private:
  plain_t<Product<L, R>> values;
};
template <class L, class R> class product_evaluator<L, R, true> {
public:
  explicit product_evaluator(const Product<L, R> &x) : left(x.lhs()), right(x.rhs()) {}
  auto coeff(Index i, Index j) const { return left.coeff(i, 0) * right.coeff(0, j); }

private:
  evaluator_t<L> left;
  evaluator_t<R> right;
};
template <class L, class R>
class evaluator<Product<L, R>> : public product_evaluator<L, R, is_computed_where_read<L, R>> {
public:
  explicit evaluator(const Product<L, R> &x) : product_evaluator<L, R, is_computed_where_read<L, R>>(x) {}
};
} // namespace internal

namespace internal {
/// target Op= product, where nothing of the target is read: a row as column, or the other way round, where Eigen does.
template <class Op, class D, class L, class R>
void compute_turned(D &target, const Product<L, R> &product, std::false_type) {
  compute<Op>(target, product);
}
template <class Op, class D, class L, class R>
void compute_turned(D &target, const Product<L, R> &product, std::true_type) {
  Transpose<D> turned(target);
  compute<Op>(turned, product);
}
template <class Op, class D, class L, class R> void compute_in_place(D &target, const Product<L, R> &product) {
  compute_turned<Op>(target, product, std::integral_constant<bool, turns<D, Product<L, R>>>());
}
} // namespace internal

/// What is computed as a whole, when it is assigned or its coefficients are read, from what its operands are then.
template <class D> class ReturnByValue : public internal::base<D, D> {};

namespace internal {
template <class X> class evaluator_of_whole {
public:
  explicit evaluator_of_whole(const X &x) : values(x.compute()) {}
  auto coeff(Index i, Index j) const { return values.coeff(i, j); }

private:
  plain_t<X> values;
};
} // namespace internal

/// A target that no expression assigned to it reads.
template <class X> class NoAlias {
public:
  explicit NoAlias(X &target) : target(target) {}
  NoAlias(const NoAlias &) = default;
  NoAlias &operator=(const NoAlias &) = delete;
  template <class O> X &operator=(const DenseBase<O> &other) { return target = other.derived(); }
  template <class O> X &operator+=(const DenseBase<O> &other) { return target += other.derived(); }
  template <class O> X &operator-=(const DenseBase<O> &other) { return target -= other.derived(); }
  template <class L, class R> X &operator=(const Product<L, R> &product) {
    internal::fit(target, product);
    internal::compute_in_place<internal::assign_op>(target, product);
    return target;
  }
  template <class L, class R> X &operator+=(const Product<L, R> &product) {
    internal::compute_in_place<internal::add_op>(target, product);
    return target;
  }
  template <class L, class R> X &operator-=(const Product<L, R> &product) {
    internal::compute_in_place<internal::sub_op>(target, product);
    return target;
  }

private:
  internal::nested_t<X> target;
};

/// The matrix with the coefficients of a vector on its diagonal.
template <class X> class DiagonalWrapper : public MatrixBase<DiagonalWrapper<X>> {
public:
  explicit DiagonalWrapper(const X &x) : x_(x) {}
  Index rows() const { return x_.size(); }
  Index cols() const { return x_.size(); }
  const X &diagonal() const { return x_; }
  template <class O> auto operator*(const MatrixBase<O> &other) const {
    typedef Replicate<internal::column_of_t<X>, 1, Dynamic> Scales;
    return CwiseBinaryOp<internal::scalar_product, const Scales, const O>(
        Scales(internal::as_column(diagonal()), 1, other.cols()), other.derived());
  }
  template <class T, internal::if_number<T> = 0> auto operator*(T s) const {
    return DiagonalWrapper<decltype(x_ * s)>(x_ * s);
  }
  template <class T, internal::if_number<T> = 0> friend auto operator*(T s, const DiagonalWrapper &d) { return d * s; }
  auto inverse() const { return DiagonalWrapper<decltype(x_.cwiseInverse())>(x_.cwiseInverse()); }
  auto toDenseMatrix() const { return this->eval(); }

private:
  internal::nested_t<const X> x_;
};

namespace internal {
template <class X> class evaluator<DiagonalWrapper<X>> {
public:
  explicit evaluator(const DiagonalWrapper<X> &x) : values(x.diagonal()) {}
  auto coeff(Index i, Index j) const {
    return i == j ? values.coeff(traits<X>::cols == 1 ? i : 0, traits<X>::cols == 1 ? 0 : i)
                  : typename traits<X>::Scalar(0);
  }

private:
  evaluator_t<X> values;
};
} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_PRODUCTS
