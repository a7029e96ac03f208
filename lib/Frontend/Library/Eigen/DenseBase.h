// What matrices and arrays have in common: access to coefficients, parts, assignments, sums.
#ifndef PULLBACK_EIGEN_DENSEBASE
#define PULLBACK_EIGEN_DENSEBASE

#include "Reductions.h"

namespace Eigen {

template <class D> class DenseBase : public internal::storage<D>::type {
public:
  typedef internal::traits<D> Traits;
  typedef typename Traits::Scalar Scalar;
  typedef Scalar RealScalar;
  typedef Scalar value_type;
  typedef Eigen::Index Index;
  typedef Index StorageIndex;
  typedef internal::plain_t<D> PlainObject;
  typedef PlainObject EvalReturnType;
  enum {
    RowsAtCompileTime = Traits::rows,
    ColsAtCompileTime = Traits::cols,
    SizeAtCompileTime = internal::product_of(Traits::rows, Traits::cols),
    MaxRowsAtCompileTime = RowsAtCompileTime,
    MaxColsAtCompileTime = ColsAtCompileTime,
    MaxSizeAtCompileTime = SizeAtCompileTime,
    IsVectorAtCompileTime = Traits::rows == 1 || Traits::cols == 1,
    IsRowMajor = Traits::order == RowMajor
  };
  typedef CwiseNullaryOp<internal::constant_value<Scalar>, PlainObject> ConstantReturnType;

  DenseBase() = default;
  DenseBase(Index rows, Index cols) : internal::storage<D>::type(rows, cols) {}
  D &derived() { return static_cast<D &>(*this); }
  const D &derived() const { return static_cast<const D &>(*this); }
  Index rows() const { return derived().rows(); }
  Index cols() const { return derived().cols(); }
  Index size() const { return derived().rows() * derived().cols(); }
  Index outerSize() const { return IsRowMajor ? derived().rows() : derived().cols(); }
  Index innerSize() const { return IsRowMajor ? derived().cols() : derived().rows(); }

  // Coefficients.
  Scalar coeff(Index i, Index j) const { return internal::evaluator<D>(derived()).coeff(i, j); }
  Scalar coeff(Index k) const { return derived().coeff(row_of(k), col_of(k)); }
  Scalar operator()(Index i, Index j) const { return derived().coeff(i, j); }
  Scalar operator()(Index k) const { return derived().coeff(row_of(k), col_of(k)); }
  Scalar operator[](Index k) const { return derived().coeff(row_of(k), col_of(k)); }
  Scalar x() const { return derived().coeff(row_of(0), col_of(0)); }
  Scalar y() const { return derived().coeff(row_of(1), col_of(1)); }
  Scalar z() const { return derived().coeff(row_of(2), col_of(2)); }
  Scalar w() const { return derived().coeff(row_of(3), col_of(3)); }
  Scalar value() const { return derived().coeff(0, 0); }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &coeffRef(Index k) {
    return derived().coeffRef(row_of(k), col_of(k));
  }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &operator()(Index i, Index j) {
    return derived().coeffRef(i, j);
  }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &operator()(Index k) {
    return derived().coeffRef(row_of(k), col_of(k));
  }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &operator[](Index k) {
    return derived().coeffRef(row_of(k), col_of(k));
  }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &x() { return derived().coeffRef(row_of(0), col_of(0)); }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &y() { return derived().coeffRef(row_of(1), col_of(1)); }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &z() { return derived().coeffRef(row_of(2), col_of(2)); }
  template <class Y = D, internal::if_writable<Y> = 0> Scalar &w() { return derived().coeffRef(row_of(3), col_of(3)); }

  // Objects in place of expressions.
  PlainObject eval() const { return PlainObject(derived()); }

  // Assignments.
  template <class O> D &operator=(const DenseBase<O> &other) { return set<internal::assign_op>(other.derived()); }
  template <class O> D &operator+=(const DenseBase<O> &other) { return set<internal::add_op>(other.derived()); }
  template <class O> D &operator-=(const DenseBase<O> &other) { return set<internal::sub_op>(other.derived()); }
  D &operator*=(const Scalar &s) { return set_value<internal::mul_op>(s); }
  D &operator/=(const Scalar &s) { return set_value<internal::div_op>(s); }
  CommaInitializer<D> operator<<(const Scalar &s) { return CommaInitializer<D>(derived(), s); }
  template <class O> CommaInitializer<D> operator<<(const DenseBase<O> &other) {
    return CommaInitializer<D>(derived(), other.derived());
  }
  /// For functions that take any output: objects hide it, everything else has the size already.
  void resize(Index, Index) {}
  void resize(Index) {}
  D &setZero() { return set_value<internal::assign_op>(Scalar(0)); }
  D &setOnes() { return set_value<internal::assign_op>(Scalar(1)); }
  D &setConstant(const Scalar &s) { return set_value<internal::assign_op>(s); }
  void fill(const Scalar &s) { set_value<internal::assign_op>(s); }
  D &setLinSpaced(const Scalar &low, const Scalar &high) {
    return set<internal::assign_op>(LinSpaced(derived().size(), low, high));
  }
  void transposeInPlace() { derived() = PlainObject(derived()).transpose(); }
  void reverseInPlace() { derived() = PlainObject(derived()).reverse(); }
  template <class O> void swap(const DenseBase<O> &other) {
    const PlainObject kept(derived());
    set<internal::assign_op>(other.derived());
    O target(other.derived());
    internal::assign<internal::assign_op>(target, kept);
  }
  template <class O> void swap(PlainObjectBase<O> &other) {
    const PlainObject kept(derived());
    set<internal::assign_op>(other.derived());
    internal::assign<internal::assign_op>(other.derived(), kept);
  }

  // Constants.
  static ConstantReturnType Constant(Index rows, Index cols, const Scalar &s) {
    return ConstantReturnType(rows, cols, internal::constant_value<Scalar>{s});
  }
  static ConstantReturnType Constant(Index size, const Scalar &s) { return Constant(rows_of(size), cols_of(size), s); }
  static ConstantReturnType Constant(const Scalar &s) { return Constant(Traits::rows, Traits::cols, s); }
  static ConstantReturnType Zero(Index rows, Index cols) { return Constant(rows, cols, Scalar(0)); }
  static ConstantReturnType Zero(Index size) { return Constant(size, Scalar(0)); }
  static ConstantReturnType Zero() { return Constant(Scalar(0)); }
  static ConstantReturnType Ones(Index rows, Index cols) { return Constant(rows, cols, Scalar(1)); }
  static ConstantReturnType Ones(Index size) { return Constant(size, Scalar(1)); }
  static ConstantReturnType Ones() { return Constant(Scalar(1)); }
  static auto LinSpaced(Index size, const Scalar &low, const Scalar &high) {
    const auto values = internal::spread(size, low, high, std::is_integral<Scalar>());
    return CwiseNullaryOp<std::remove_const_t<decltype(values)>, PlainObject>(rows_of(size), cols_of(size), values);
  }
  static auto LinSpaced(const Scalar &low, const Scalar &high) { return LinSpaced(SizeAtCompileTime, low, high); }
  template <class F> static auto NullaryExpr(Index rows, Index cols, const F &f) {
    return CwiseNullaryOp<F, PlainObject>(rows, cols, f);
  }
  template <class F> static auto NullaryExpr(const F &f) {
    return CwiseNullaryOp<F, PlainObject>(Traits::rows, Traits::cols, f);
  }

  // Sums and their like.
  Scalar sum() const { return internal::sum_of(derived()); }
  Scalar mean() const { return internal::sum_of(derived()) / Scalar(size()); }
  Scalar prod() const { return internal::reduce_from(1, derived(), internal::scalar_product()); }
  Scalar trace() const { return internal::sum_of(derived().diagonal()); }
  Scalar minCoeff() const { return internal::reduce(derived(), internal::scalar_min()); }
  Scalar maxCoeff() const { return internal::reduce(derived(), internal::scalar_max()); }
  template <class I> Scalar minCoeff(I *row, I *col) const { return found(internal::scalar_less(), row, col); }
  template <class I> Scalar maxCoeff(I *row, I *col) const { return found(internal::scalar_greater(), row, col); }
  template <class I> Scalar minCoeff(I *place) const { return found(internal::scalar_less(), place); }
  template <class I> Scalar maxCoeff(I *place) const { return found(internal::scalar_greater(), place); }
  template <class F> Scalar redux(const F &f) const { return internal::reduction<D>::run(derived(), f); }
  bool all() const {
    const internal::evaluator<D> values(derived());
    for (Index j = 0; j < cols(); ++j)
      for (Index i = 0; i < rows(); ++i)
        if (!values.coeff(i, j))
          return false;
    return true;
  }
  bool any() const {
    const internal::evaluator<D> values(derived());
    for (Index j = 0; j < cols(); ++j)
      for (Index i = 0; i < rows(); ++i)
        if (values.coeff(i, j))
          return true;
    return false;
  }
  Index count() const {
    const internal::evaluator<D> values(derived());
    Index number = 0;
    for (Index j = 0; j < cols(); ++j)
      for (Index i = 0; i < rows(); ++i)
        number += values.coeff(i, j) ? 1 : 0;
    return number;
  }
  bool hasNaN() const { return unaryExpr(internal::scalar_isnan()).any(); }
  bool allFinite() const { return unaryExpr(internal::scalar_isfinite()).all(); }

  // Coefficient-wise with a function of the user's.
  template <class F> CwiseUnaryOp<F, const D> unaryExpr(const F &f) const {
    return CwiseUnaryOp<F, const D>(derived(), f);
  }
  template <class F, class O>
  CwiseBinaryOp<F, const D, const O> binaryExpr(const DenseBase<O> &other, const F &f) const {
    return CwiseBinaryOp<F, const D, const O>(derived(), other.derived(), f);
  }
  template <class T> CwiseUnaryOp<internal::scalar_cast<T>, const D> cast() const {
    return CwiseUnaryOp<internal::scalar_cast<T>, const D>(derived());
  }
  CwiseUnaryOp<internal::scalar_opposite, const D> operator-() const {
    return CwiseUnaryOp<internal::scalar_opposite, const D>(derived());
  }
  template <class O> CwiseBinaryOp<internal::scalar_sum, const D, const O> operator+(const DenseBase<O> &other) const {
    return CwiseBinaryOp<internal::scalar_sum, const D, const O>(derived(), other.derived());
  }
  template <class O>
  CwiseBinaryOp<internal::scalar_difference, const D, const O> operator-(const DenseBase<O> &other) const {
    return CwiseBinaryOp<internal::scalar_difference, const D, const O>(derived(), other.derived());
  }
  template <class T, internal::if_number<T> = 0> auto operator*(T s) const {
    return with<internal::with_right<internal::scalar_product, Scalar>>(s);
  }
  template <class T, internal::if_number<T> = 0> auto operator/(T s) const {
    return with<internal::with_right<internal::scalar_quotient, Scalar>>(s);
  }
  template <class T, internal::if_number<T> = 0> friend auto operator*(T s, const DenseBase &x) {
    return x.template with<internal::with_right<internal::scalar_product, Scalar>>(s);
  }
  template <class F> CwiseUnaryOp<F, const D> with(Scalar s) const { return CwiseUnaryOp<F, const D>(derived(), F{s}); }
  template <int V, int H> Replicate<D, V, H> replicate() const { return Replicate<D, V, H>(derived(), V, H); }
  Replicate<D, Dynamic, Dynamic> replicate(Index vertical, Index horizontal) const {
    return Replicate<D, Dynamic, Dynamic>(derived(), vertical, horizontal);
  }
  template <class A, class B> Select<D, A, B> select(const DenseBase<A> &a, const DenseBase<B> &b) const {
    return Select<D, A, B>(derived(), a.derived(), b.derived());
  }
  template <class A> auto select(const DenseBase<A> &a, typename A::Scalar b) const {
    return Select<D, A, typename A::ConstantReturnType>(derived(), a.derived(), A::Constant(rows(), cols(), b));
  }
  template <class B> auto select(typename B::Scalar a, const DenseBase<B> &b) const {
    return Select<D, typename B::ConstantReturnType, B>(derived(), B::Constant(rows(), cols(), a), b.derived());
  }

#define PULLBACK_EIGEN_CONST const
#include "Parts.h"
#undef PULLBACK_EIGEN_CONST
#define PULLBACK_EIGEN_CONST
#include "Parts.h"
#undef PULLBACK_EIGEN_CONST

protected:
  static Index rows_of(Index size) { return Traits::rows == 1 ? 1 : size; }
  static Index cols_of(Index size) { return Traits::rows == 1 ? size : 1; }
  /// Where coefficient k lies: of a vector, or in the order of a matrix.
  Index row_of(Index k) const {
    return Traits::cols == 1 ? k : Traits::rows == 1 ? 0 : IsRowMajor ? k / cols() : k % rows();
  }
  Index col_of(Index k) const {
    return Traits::cols == 1 ? 0 : Traits::rows == 1 ? k : IsRowMajor ? k % cols() : k / rows();
  }
  template <class Op, class X> D &set(const X &x) {
    internal::assign<Op>(derived(), x);
    return derived();
  }
  template <class Op> D &set_value(Scalar s) {
    internal::assign_value<Op>(derived(), s);
    return derived();
  }
  template <class Before, class I> Scalar found(Before before, I *row, I *col) const {
    Index i, j;
    const Scalar best = internal::find(derived(), before, i, j);
    *row = static_cast<I>(i);
    *col = static_cast<I>(j);
    return best;
  }
  template <class Before, class I> Scalar found(Before before, I *place) const {
    Index i, j;
    const Scalar best = internal::find(derived(), before, i, j);
    *place = static_cast<I>(i + j);
    return best;
  }
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_DENSEBASE
