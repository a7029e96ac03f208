// Matrices and arrays that lie in memory of others: Map and Ref.
#ifndef PULLBACK_EIGEN_MAPS
#define PULLBACK_EIGEN_MAPS

#include "Plain.h"

namespace Eigen {

/// Distances in memory: from one column (or row) to the next, and from one coefficient of it to the next.
template <int Outer, int Inner> class Stride {
public:
  static constexpr int outerKnown = Outer, innerKnown = Inner;
  Stride() : outer_(Outer), inner_(Inner) {}
  Stride(Index outer, Index inner) : outer_(outer), inner_(inner) {}
  Index outer() const { return Outer == Dynamic ? outer_ : Outer; }
  Index inner() const { return Inner == Dynamic ? inner_ : Inner; }

private:
  Index outer_, inner_;
};
template <int N = Dynamic> class InnerStride : public Stride<0, N> {
public:
  InnerStride() = default;
  explicit InnerStride(Index n) : Stride<0, N>(0, n) {}
};
template <int N = Dynamic> class OuterStride : public Stride<N, 0> {
public:
  OuterStride() = default;
  explicit OuterStride(Index n) : Stride<N, 0>(n, 0) {}
};

template <class P, int Options = 0, class S = Stride<0, 0>> class Map;
template <class P, int Options = 0, class S = OuterStride<>> class Ref;

namespace internal {

template <class P, int O, class S>
struct traits<Map<P, O, S>> : traits_of<typename traits<P>::Scalar, traits<P>::rows, traits<P>::cols, traits<P>::order,
                                        traits<P>::isArray, true, !std::is_const<P>::value> {};
template <class P, int O, class S>
struct traits<Ref<P, O, S>> : traits_of<typename traits<P>::Scalar, traits<P>::rows, traits<P>::cols, traits<P>::order,
                                        traits<P>::isArray, true, !std::is_const<P>::value> {};

/// What may hold coefficients is held by reference, as in Eigen.
template <class P, int O, class S> struct nested<Ref<const P, O, S>> {
  typedef Ref<const P, O, S> &type;
};
template <class P, int O, class S> struct nested<const Ref<const P, O, S>> {
  typedef const Ref<const P, O, S> &type;
};

/// The distance of neighbours in a column (or row), and of columns (or rows), as far as the type says it.
template <class X> struct distances {
  static constexpr int inner = 1, outer = Dynamic;
};
template <class X> struct distances<const X> : distances<X> {};
template <class X, int R, int C> struct distances<Block<X, R, C>> {
  static constexpr bool isLikeX = int(traits<Block<X, R, C>>::order) == int(traits<X>::order);
  static constexpr int inner = isLikeX ? distances<X>::inner : distances<X>::outer;
  static constexpr int outer = isLikeX ? distances<X>::outer : distances<X>::inner;
};
template <class X> struct distances<Transpose<X>> : distances<X> {};
template <class X> struct distances<Diagonal<X>> {
  static constexpr int inner = Dynamic, outer = Dynamic;
};
template <class X> struct distances<ArrayWrapper<X>> : distances<X> {};
template <class X> struct distances<MatrixWrapper<X>> : distances<X> {};
template <class P, int O, class S> struct distances<Map<P, O, S>> {
  static constexpr int inner = S::innerKnown == 0 ? 1 : S::innerKnown, outer = Dynamic;
};
template <class P, int O, class S> struct distances<Ref<P, O, S>> : distances<Map<P, O, S>> {};

/// Whether X lies in memory as P does, apart from distances; a vector that would have to be turned does not.
template <class X, class P>
constexpr bool lies_like =
    traits<X>::isPlace && int(traits<X>::order) == int(traits<P>::order) &&
    (traits<P>::rows == 1) == (traits<X>::rows == 1) && (traits<P>::cols == 1) == (traits<X>::cols == 1);

/// Whether Eigen lets a Ref of const P with stride S be of X itself, and not of a copy: a vector may be turned.
template <class X, class P, class S> struct referral {
  static constexpr bool isVector = traits<X>::rows == 1 || traits<X>::cols == 1;
  static constexpr bool isOfVector = traits<P>::rows == 1 || traits<P>::cols == 1;
  static constexpr bool isLikeP = int(traits<X>::order) == int(traits<P>::order);
  static constexpr int inner = S::innerKnown == 0 ? 1 : S::innerKnown;
  static constexpr bool refers =
      traits<X>::isPlace && (isVector || isOfVector || isLikeP) && (inner == Dynamic || inner == distances<X>::inner);
  static_assert(inner == Dynamic || inner == 1, "distances that only the program knows, or none");
  static_assert(isOfVector || S::outerKnown == Dynamic, "distances that only the program knows");
  static_assert(!refers || isVector || !isOfVector, "a matrix that has one column or row is not known to be a vector");

  static Index outer(const X &x) {
    return isVector || isOfVector ? (isOfVector || isLikeP ? 0 : x.innerStride()) : x.outerStride();
  }
  static Index inner_of(const X &x) { return isOfVector || isLikeP ? x.innerStride() : 1; }
};

/// What Map and Ref have in common. Strides of 0 are those of coefficients without gaps.
template <class Self, class P> class mapped : public base<Self, P> {
public:
  typedef base<Self, P> Base;
  typedef typename traits<P>::Scalar Scalar;
  typedef std::conditional_t<std::is_const<P>::value, const Scalar, Scalar> Coefficient;
  static constexpr int R = traits<P>::rows, C = traits<P>::cols;
  static constexpr bool byRows = traits<P>::order == RowMajor;

  using Base::operator=;
  mapped(Coefficient *data, Index rows, Index cols, Index outer, Index inner)
      : data_(data), rows_(rows), cols_(cols), outer_(outer), inner_(inner) {}
  Index rows() const { return R == Dynamic ? rows_ : R; }
  Index cols() const { return C == Dynamic ? cols_ : C; }
  Index innerStride() const { return inner_ == 0 ? 1 : inner_; }
  Index outerStride() const { return outer_ == 0 ? innerStride() * Base::innerSize() : outer_; }
  Coefficient *data() { return data_; }
  const Scalar *data() const { return data_; }
  using Base::coeffRef;
  Coefficient &coeffRef(Index i, Index j) { return data_[place(i, j)]; }
  const Scalar &coeffRef(Index i, Index j) const { return data_[place(i, j)]; }
  Scalar coeff(Index i, Index j) const { return data_[place(i, j)]; }
  using Base::coeff;

private:
  Index place(Index i, Index j) const {
    return C == 1   ? i * innerStride()
           : R == 1 ? j * innerStride()
           : byRows ? i * outerStride() + j * innerStride()
                    : i * innerStride() + j * outerStride();
  }
  Coefficient *data_;
  Index rows_, cols_, outer_, inner_;

protected:
  /// Of all coefficients of an object.
  void look_at(std::remove_const_t<P> &object) {
    data_ = object.data();
    rows_ = object.rows();
    cols_ = object.cols();
  }
};

template <class X> class evaluator_of_mapped {
public:
  explicit evaluator_of_mapped(const X &x) : data_(x.data()), inner_(x.innerStride()), outer_(x.outerStride()) {}
  typename traits<X>::Scalar coeff(Index i, Index j) const {
    return data_[traits<X>::cols == 1           ? i * inner_
                 : traits<X>::rows == 1         ? j * inner_
                 : traits<X>::order == RowMajor ? i * outer_ + j * inner_
                                                : i * inner_ + j * outer_];
  }

private:
  const typename traits<X>::Scalar *data_;
  Index inner_, outer_;
};
template <class P, int O, class S> class evaluator<Map<P, O, S>> : public evaluator_of_mapped<Map<P, O, S>> {
public:
  using evaluator_of_mapped<Map<P, O, S>>::evaluator_of_mapped;
};
template <class P, int O, class S> class evaluator<Ref<P, O, S>> : public evaluator_of_mapped<Ref<P, O, S>> {
public:
  using evaluator_of_mapped<Ref<P, O, S>>::evaluator_of_mapped;
};

} // namespace internal

template <class P, int Options, class S> class Map : public internal::mapped<Map<P, Options, S>, P> {
public:
  typedef internal::mapped<Map, P> Mapped;
  typedef typename Mapped::Coefficient Coefficient;
  using Mapped::operator=;
  Map(const Map &) = default;
  Map &operator=(const Map &other) {
    internal::assign<internal::assign_op>(*this, other);
    return *this;
  }
  explicit Map(Coefficient *data, const S &stride = S())
      : Mapped(data, internal::traits<P>::rows, internal::traits<P>::cols, stride.outer(), stride.inner()) {}
  Map(Coefficient *data, Index size, const S &stride = S())
      : Mapped(data, Mapped::rows_of(size), Mapped::cols_of(size), stride.outer(), stride.inner()) {}
  Map(Coefficient *data, Index rows, Index cols, const S &stride = S())
      : Mapped(data, rows, cols, stride.outer(), stride.inner()) {}
};

template <class P, int Options, class S> class Ref : public internal::mapped<Ref<P, Options, S>, P> {
public:
  typedef internal::mapped<Ref, P> Mapped;
  using Mapped::operator=;
  Ref(const Ref &) = default;
  Ref &operator=(const Ref &other) {
    internal::assign<internal::assign_op>(*this, other);
    return *this;
  }
  template <class D>
  Ref(DenseBase<D> &x)
      : Mapped(x.derived().data(), x.rows(), x.cols(), x.derived().outerStride(), x.derived().innerStride()) {
    static_assert(internal::lies_like<D, P>, "");
  }
  template <class D> Ref(const DenseBase<D> &x) : Ref(const_cast<DenseBase<D> &>(x)) {} // of a block
};

/// What is const may be computed where it is passed, or copied; then it is held here.
template <class P, int Options, class S>
class Ref<const P, Options, S> : public internal::mapped<Ref<const P, Options, S>, const P> {
public:
  typedef internal::mapped<Ref, const P> Mapped;
  template <class D> using Referral = internal::referral<D, P, S>;
  Ref(const Ref &other) : Mapped(other) {} // of the same coefficients
  template <class D, std::enable_if_t<Referral<D>::refers, int> = 0>
  Ref(const DenseBase<D> &x)
      : Mapped(x.derived().data(), internal::fitting_rows<P>(x.derived()), internal::fitting_cols<P>(x.derived()),
               Referral<D>::outer(x.derived()), Referral<D>::inner_of(x.derived())) {}
  template <class D, std::enable_if_t<!Referral<D>::refers, bool> = true>
  Ref(const DenseBase<D> &x) : Mapped(nullptr, 0, 0, 0, 0), object_(x.derived()) {
    Mapped::look_at(object_);
  }

private:
  P object_;
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_MAPS
