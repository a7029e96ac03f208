// What matrices and vectors have beside what arrays have: products, norms, decompositions.
#ifndef PULLBACK_EIGEN_MATRIXBASE
#define PULLBACK_EIGEN_MATRIXBASE

#include "Products.h"

namespace Eigen {

template <class D> class MatrixBase : public DenseBase<D> {
public:
  typedef DenseBase<D> Base;
  typedef typename Base::Traits Traits;
  typedef typename Base::Scalar Scalar;
  typedef typename Base::PlainObject PlainObject;
  typedef CwiseNullaryOp<internal::identity_value<Scalar>, PlainObject> IdentityReturnType;
  using Base::cols;
  using Base::derived;
  using Base::rows;
  using Base::operator*;
  using Base::operator=;
  using Base::operator*=;

  MatrixBase() = default;
  MatrixBase(Index rows, Index cols) : Base(rows, cols) {}

  // Products.
  template <class O> Product<D, O> operator*(const MatrixBase<O> &other) const {
    return Product<D, O>(derived(), other.derived());
  }
  template <class O> Product<D, O> lazyProduct(const MatrixBase<O> &other) const {
    return Product<D, O>(derived(), other.derived());
  }
  template <class O> D &operator*=(const MatrixBase<O> &other) { return derived() = derived() * other.derived(); }
  template <class O> void applyOnTheLeft(const MatrixBase<O> &other) { derived() = other.derived() * derived(); }
  template <class O> void applyOnTheRight(const MatrixBase<O> &other) { derived() *= other; }
  template <class X> auto operator*(const DiagonalWrapper<X> &other) const {
    typedef Replicate<internal::row_of_t<X>, Dynamic, 1> Scales;
    return CwiseBinaryOp<internal::scalar_product, const D, const Scales>(
        derived(), Scales(internal::as_row(other.diagonal()), rows(), 1));
  }
  template <class T, int N> auto operator*(const DiagonalMatrix<T, N> &other) const {
    return derived() * other.kept();
  }
  DiagonalWrapper<D> asDiagonal() const { return DiagonalWrapper<D>(derived()); }
  NoAlias<D> noalias() { return NoAlias<D>(derived()); }
  D &setIdentity() { return derived() = Identity(rows(), cols()); }
  D &setIdentity(Index rows, Index cols) { return derived() = Identity(rows, cols); }
  D &setUnit(Index k) { return derived() = Unit(derived().size(), k); }

  // Sums of products.
  template <class O> Scalar dot(const MatrixBase<O> &other) const {
    return derived().cwiseProduct(internal::as_if<turns<O>>(other.derived())).sum();
  }
  Scalar squaredNorm() const { return cwiseAbs2().sum(); }
  Scalar norm() const { return std::sqrt(squaredNorm()); }
  Scalar stableNorm() const { return norm(); }
  Scalar blueNorm() const { return norm(); }
  PlainObject normalized() const {
    const PlainObject own(derived());
    const Scalar squared = own.squaredNorm();
    if (squared > Scalar(0))
      return own / std::sqrt(squared);
    return own;
  }
  void normalize() {
    const Scalar squared = squaredNorm();
    if (squared > Scalar(0))
      derived() /= std::sqrt(squared);
  }
  template <int P> Scalar lpNorm() const { return internal::lp_norm<P>::run(derived()); }
  template <class O> auto cross(const MatrixBase<O> &other) const {
    const PlainObject a(derived());
    const internal::plain_t<O> b(other.derived());
    PlainObject result;
    result.coeffRef(0) = a[1] * b[2] - a[2] * b[1];
    result.coeffRef(1) = a[2] * b[0] - a[0] * b[2];
    result.coeffRef(2) = a[0] * b[1] - a[1] * b[0];
    return result;
  }

  // One coefficient after the other.
  template <class O> auto cwiseProduct(const MatrixBase<O> &other) const {
    return Base::binaryExpr(other, internal::scalar_product());
  }
  template <class O> auto cwiseQuotient(const MatrixBase<O> &other) const {
    return Base::binaryExpr(other, internal::scalar_quotient());
  }
  template <class O> auto cwiseMin(const MatrixBase<O> &other) const {
    return Base::binaryExpr(other, internal::scalar_min());
  }
  template <class O> auto cwiseMax(const MatrixBase<O> &other) const {
    return Base::binaryExpr(other, internal::scalar_max());
  }
  auto cwiseMin(const Scalar &s) const {
    return Base::template with<internal::with_right<internal::scalar_min, Scalar>>(s);
  }
  auto cwiseMax(const Scalar &s) const {
    return Base::template with<internal::with_right<internal::scalar_max, Scalar>>(s);
  }
  template <class O> auto cwiseEqual(const MatrixBase<O> &other) const {
    return Base::binaryExpr(other, internal::scalar_equal());
  }
  auto cwiseAbs() const { return Base::unaryExpr(internal::scalar_abs()); }
  auto cwiseAbs2() const { return Base::unaryExpr(internal::scalar_abs2()); }
  auto cwiseSqrt() const { return Base::unaryExpr(internal::scalar_sqrt()); }
  auto cwiseInverse() const { return Base::unaryExpr(internal::scalar_inverse()); }
  auto cwiseSign() const { return Base::unaryExpr(internal::scalar_sign()); }
  auto real() const { return Base::unaryExpr(internal::scalar_same()); }
  auto conjugate() const { return Base::unaryExpr(internal::scalar_same()); }
  Transpose<const D> adjoint() const { return Transpose<const D>(derived()); }
  template <class O> bool operator==(const MatrixBase<O> &other) const { return cwiseEqual(other).all(); }
  template <class O> bool operator!=(const MatrixBase<O> &other) const { return !cwiseEqual(other).all(); }
  template <class O>
  bool isApprox(const MatrixBase<O> &other, const Scalar &precision = NumTraits<Scalar>::dummy_precision()) const {
    const PlainObject a(derived());
    const internal::plain_t<O> b(other.derived());
    const Scalar ofA = a.squaredNorm(), ofB = b.squaredNorm();
    return (a - b).squaredNorm() <= precision * precision * (ofB < ofA ? ofB : ofA);
  }
  bool isZero(const Scalar &precision = NumTraits<Scalar>::dummy_precision()) const {
    return (cwiseAbs().array() <= precision).all();
  }

  // Geometry.
  Homogeneous<D> homogeneous() const { return Homogeneous<D>(derived()); }
  auto hnormalized() const {
    static_assert(Traits::cols == 1, "");
    constexpr int rows = Traits::rows == Dynamic ? Dynamic : Traits::rows - 1;
    return Base::template head<rows>(derived().size() - 1) / derived().coeff(derived().size() - 1, 0);
  }
  Matrix<Scalar, 3, 1> eulerAngles(Index first, Index second, Index third) const {
    return internal::euler_angles<PlainObject>::run(derived(), first, second, third);
  }

  // Constants.
  static IdentityReturnType Identity(Index rows, Index cols) {
    return IdentityReturnType(rows, cols, internal::identity_value<Scalar>());
  }
  static IdentityReturnType Identity() { return Identity(Traits::rows, Traits::cols); }
  static auto Unit(Index size, Index k) {
    return CwiseNullaryOp<internal::unit_value<Scalar>, PlainObject>(Base::rows_of(size), Base::cols_of(size),
                                                                     internal::unit_value<Scalar>{k});
  }
  static auto Unit(Index k) { return Unit(Base::SizeAtCompileTime, k); }
  static auto UnitX() { return Unit(0); }
  static auto UnitY() { return Unit(1); }
  static auto UnitZ() { return Unit(2); }
  static auto UnitW() { return Unit(3); }

  // Decompositions.
  template <unsigned Mode> TriangularView<const D, Mode> triangularView() const {
    return TriangularView<const D, Mode>(derived());
  }
  template <unsigned Mode> TriangularView<D, Mode> triangularView() { return TriangularView<D, Mode>(derived()); }
  template <unsigned Mode> SelfAdjointView<const D, Mode> selfadjointView() const {
    return SelfAdjointView<const D, Mode>(derived());
  }
  template <unsigned Mode> SelfAdjointView<D, Mode> selfadjointView() { return SelfAdjointView<D, Mode>(derived()); }
  LLT<PlainObject> llt() const { return LLT<PlainObject>(derived()); }
  LDLT<PlainObject> ldlt() const { return LDLT<PlainObject>(derived()); }
  PartialPivLU<PlainObject> partialPivLu() const { return PartialPivLU<PlainObject>(derived()); }
  PartialPivLU<PlainObject> lu() const { return PartialPivLU<PlainObject>(derived()); }
  HouseholderQR<PlainObject> householderQr() const { return HouseholderQR<PlainObject>(derived()); }
  ColPivHouseholderQR<PlainObject> colPivHouseholderQr() const { return ColPivHouseholderQR<PlainObject>(derived()); }
  Scalar determinant() const { return internal::determinant_of<Traits::rows>::run(PlainObject(derived())); }
  Inverse<D> inverse() const { return Inverse<D>(derived()); }

private:
  /// A vector in the direction of this one.
  template <class O>
  static constexpr bool turns = (Traits::cols == 1) != (internal::traits<O>::cols == 1) &&
                                (Traits::rows == 1) != (internal::traits<O>::rows == 1);
};

namespace internal {
template <int P> struct lp_norm {
  template <class X> static typename X::Scalar run(const X &x) {
    typedef typename X::Scalar Scalar;
    return std::pow(x.cwiseAbs().unaryExpr(with_right<scalar_pow, Scalar>{Scalar(P)}).sum(), Scalar(1) / P);
  }
};
template <> struct lp_norm<1> {
  template <class X> static typename X::Scalar run(const X &x) { return x.cwiseAbs().sum(); }
};
template <> struct lp_norm<2> {
  template <class X> static typename X::Scalar run(const X &x) { return x.norm(); }
};
template <> struct lp_norm<Infinity> {
  template <class X> static typename X::Scalar run(const X &x) {
    return x.size() == 0 ? typename X::Scalar(0) : x.cwiseAbs().maxCoeff();
  }
};
} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_MATRIXBASE
