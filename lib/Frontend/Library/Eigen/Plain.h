// Objects that hold coefficients: Matrix and Array.
#ifndef PULLBACK_EIGEN_PLAIN
#define PULLBACK_EIGEN_PLAIN

#include "ArrayBase.h"
#include "Expressions.h"
#include "MatrixBase.h"

namespace Eigen {
namespace internal {

template <class T, int R, int C, int O, int MR, int MC>
struct traits<Matrix<T, R, C, O, MR, MC>>
    : traits_of<T, R, C, (O & RowMajor) ? RowMajor : ColMajor, false, true, true> {};
template <class T, int R, int C, int O, int MR, int MC>
struct traits<Array<T, R, C, O, MR, MC>> : traits_of<T, R, C, (O & RowMajor) ? RowMajor : ColMajor, true, true, true> {
};

/// The coefficients of an object like X.
template <class X> class reader {
public:
  explicit reader(const X &x) : data_(x.data()), step_(x.step()) {}
  const typename traits<X>::Scalar &coeff(Index i, Index j) const {
    return data_[traits<X>::cols == 1           ? i
                 : traits<X>::rows == 1         ? j
                 : traits<X>::order == RowMajor ? i * step_ + j
                                                : i + j * step_];
  }

private:
  const typename traits<X>::Scalar *data_;
  Index step_;
};

} // namespace internal

template <class D> class PlainObjectBase : public internal::base<D, D> {
public:
  typedef typename internal::base<D, D> Base;
  typedef internal::traits<D> Traits;
  typedef typename Traits::Scalar Scalar;
  typedef typename internal::storage<D>::type Storage;
  using Base::derived;
  using Base::operator();
  using Base::operator[];

  static constexpr int R = Traits::rows, C = Traits::cols, N = internal::product_of(R, C);
  static constexpr bool isFixedArray = Traits::isArray && N != Dynamic && N != 1;
  template <class S> using if_size = std::enable_if_t<std::is_integral<S>::value && N != 1 && !isFixedArray, int>;
  template <class S> using if_constant = std::enable_if_t<std::is_arithmetic<S>::value && isFixedArray, int>;
  template <class S> using if_single = std::enable_if_t<std::is_arithmetic<S>::value && N == 1, int>;
  template <class A, class B>
  using if_both = std::enable_if_t<std::is_arithmetic<A>::value && std::is_arithmetic<B>::value && N == 2, int>;
  template <class A, class B>
  using if_sizes = std::enable_if_t<std::is_integral<A>::value && std::is_integral<B>::value && N != 2, int>;

  PlainObjectBase() = default;
  template <class S, if_size<S> = 0> explicit PlainObjectBase(S size) : Base(R == 1 ? 1 : size, R == 1 ? size : 1) {}
  template <class S, if_constant<S> = 0> explicit PlainObjectBase(S value) { Base::setConstant(Scalar(value)); }
  template <class S, if_single<S> = 0> explicit PlainObjectBase(S value) { coeffRef(0) = value; }
  template <class A, class B, if_both<A, B> = 0> PlainObjectBase(A x, B y) {
    coeffRef(0) = Scalar(x);
    coeffRef(1) = Scalar(y);
  }
  template <class A, class B, if_sizes<A, B> = 0> PlainObjectBase(A rows, B cols) : Base(rows, cols) {}
  PlainObjectBase(const Scalar &x, const Scalar &y, const Scalar &z) {
    coeffRef(0) = x;
    coeffRef(1) = y;
    coeffRef(2) = z;
  }
  PlainObjectBase(const Scalar &x, const Scalar &y, const Scalar &z, const Scalar &w) {
    coeffRef(0) = x;
    coeffRef(1) = y;
    coeffRef(2) = z;
    coeffRef(3) = w;
  }
  template <class... Rest>
  PlainObjectBase(const Scalar &a, const Scalar &b, const Scalar &c, const Scalar &d, const Scalar &e,
                  const Rest &...rest)
      : Base(R == 1 ? 1 : 5 + sizeof...(rest), R == 1 ? 5 + sizeof...(rest) : 1) {
    const Scalar values[] = {a, b, c, d, e, Scalar(rest)...};
    for (Index k = 0; k < Index(5 + sizeof...(rest)); ++k)
      coeffRef(k) = values[k];
  }
  PlainObjectBase(std::initializer_list<std::initializer_list<Scalar>> list)
      : Base(C == 1 && list.size() == 1 ? list.begin()->size() : list.size(),
             C == 1 && list.size() == 1 ? 1 : list.begin()->size()) {
    const bool isOneColumn = C == 1 && list.size() == 1;
    Index i = 0;
    for (const std::initializer_list<Scalar> &row : list) {
      Index j = 0;
      for (const Scalar &value : row) {
        coeffRef(isOneColumn ? j : i, isOneColumn ? 0 : j) = value;
        ++j;
      }
      ++i;
    }
  }
  explicit PlainObjectBase(const Scalar *values) {
    for (Index k = 0; k < N; ++k)
      coeffRef(k) = values[k];
  }
  template <class X>
  PlainObjectBase(const DenseBase<X> &other)
      : Base(internal::fitting_rows<D>(other.derived()), internal::fitting_cols<D>(other.derived())) {
    internal::assign_values<internal::assign_op, internal::turns<D, X>>(derived(),
                                                                        internal::evaluator<X>(other.derived()));
  }
  template <class L, class X>
  PlainObjectBase(const Product<L, X> &other)
      : Base(internal::fitting_rows<D>(other), internal::fitting_cols<D>(other)) {
    internal::compute_in_place<internal::assign_op>(derived(), other);
  }
  template <class X> PlainObjectBase(const ReturnByValue<X> &other) : PlainObjectBase(other.derived().compute()) {}
  template <class X> PlainObjectBase(const RotationBase<X> &rotation) { derived() = rotation.toRotationMatrix(); }
  template <class X> D &operator=(const DenseBase<X> &other) { return Base::operator=(other); }
  template <class X> D &operator=(const RotationBase<X> &rotation) { return derived() = rotation.toRotationMatrix(); }
  PlainObjectBase(const PlainObjectBase &) = default;
  PlainObjectBase(PlainObjectBase &&) = default;
  PlainObjectBase &operator=(const PlainObjectBase &) = default;
  PlainObjectBase &operator=(PlainObjectBase &&) = default;

  using Storage::cols;
  using Storage::rows;
  Index size() const { return Storage::rows() * Storage::cols(); }
  Index innerStride() const { return 1; }
  Index outerStride() const {
    return Base::IsVectorAtCompileTime ? size() : Base::IsRowMajor ? Storage::cols() : Storage::rows();
  }
  using Storage::data;
  /// From one column (row) to the next; of a vector there is but one.
  Index step() const { return Base::IsVectorAtCompileTime ? 0 : outerStride(); }

  Scalar &coeffRef(Index i, Index j) { return Storage::data()[place(i, j)]; }
  Scalar &coeffRef(Index k) { return Storage::data()[k]; }
  const Scalar &coeffRef(Index i, Index j) const { return Storage::data()[place(i, j)]; }
  const Scalar &coeffRef(Index k) const { return Storage::data()[k]; }
  const Scalar &coeff(Index i, Index j) const { return Storage::data()[place(i, j)]; }
  const Scalar &coeff(Index k) const { return Storage::data()[k]; }
  const Scalar &operator()(Index i, Index j) const { return Storage::data()[place(i, j)]; }
  const Scalar &operator()(Index k) const { return Storage::data()[k]; }
  const Scalar &operator[](Index k) const { return Storage::data()[k]; }
  Scalar &operator()(Index i, Index j) { return Storage::data()[place(i, j)]; }
  Scalar &operator()(Index k) { return Storage::data()[k]; }
  Scalar &operator[](Index k) { return Storage::data()[k]; }

  Scalar *begin() { return Storage::data(); }
  Scalar *end() { return Storage::data() + size(); }
  const Scalar *begin() const { return Storage::data(); }
  const Scalar *end() const { return Storage::data() + size(); }

  void resize(Index rows, Index cols) { Storage::resize(rows, cols); }
  void resize(Index size) { Storage::resize(Traits::rows == 1 ? 1 : size, Traits::rows == 1 ? size : 1); }
  template <class O> void resizeLike(const DenseBase<O> &other) {
    Storage::resize(R == 1   ? 1
                    : C == 1 ? other.size()
                             : other.rows(),
                    R == 1   ? other.size()
                    : C == 1 ? 1
                             : other.cols());
  }
  void conservativeResize(Index rows, Index cols) {
    D changed(rows, cols);
    const Index common_rows = rows < Storage::rows() ? rows : Storage::rows();
    const Index common_cols = cols < Storage::cols() ? cols : Storage::cols();
    for (Index j = 0; j < common_cols; ++j)
      for (Index i = 0; i < common_rows; ++i)
        changed.coeffRef(i, j) = coeff(i, j);
    derived() = changed;
  }
  template <class O> void conservativeResizeLike(const DenseBase<O> &other) {
    static_assert(!internal::turns<D, O>, "Eigen takes the sizes of the other vector as they are");
    D changed(other.derived());
    const Index common_rows = other.rows() < rows() ? other.rows() : rows();
    const Index common_cols = other.cols() < cols() ? other.cols() : cols();
    for (Index j = 0; j < common_cols; ++j)
      for (Index i = 0; i < common_rows; ++i)
        changed.coeffRef(i, j) = coeff(i, j);
    derived() = changed;
  }
  void conservativeResize(Index size) {
    conservativeResize(Traits::rows == 1 ? 1 : size, Traits::rows == 1 ? size : 1);
  }
  void swap(D &other) {
    D kept(std::move(derived()));
    derived() = std::move(other);
    other = std::move(kept);
  }
  template <class O> void swap(const DenseBase<O> &other) { Base::swap(other); }
  D &setZero() { return Base::setZero(); }
  D &setZero(Index size) { return resize(size), Base::setZero(); }
  D &setZero(Index rows, Index cols) { return resize(rows, cols), Base::setZero(); }
  D &setOnes() { return Base::setOnes(); }
  D &setOnes(Index size) { return resize(size), Base::setOnes(); }
  D &setOnes(Index rows, Index cols) { return resize(rows, cols), Base::setOnes(); }
  D &setConstant(const Scalar &s) { return Base::setConstant(s); }
  D &setConstant(Index size, const Scalar &s) { return resize(size), Base::setConstant(s); }
  D &setConstant(Index rows, Index cols, const Scalar &s) { return resize(rows, cols), Base::setConstant(s); }
  using Base::setLinSpaced;
  D &setLinSpaced(Index size, const Scalar &low, const Scalar &high) {
    return resize(size), Base::setLinSpaced(low, high);
  }

protected:
  Index place(Index i, Index j) const {
    return Traits::cols == 1   ? i
           : Traits::rows == 1 ? j
           : Base::IsRowMajor  ? i * Storage::cols() + j
                               : i + j * Storage::rows();
  }
};

#define PULLBACK_EIGEN_OBJECT(Class)                                                                                   \
  template <class T, int R, int C, int O, int MR, int MC>                                                              \
  class Class : public PlainObjectBase<Class<T, R, C, O, MR, MC>> {                                                    \
  public:                                                                                                              \
    typedef PlainObjectBase<Class> Base;                                                                               \
    using Base::Base;                                                                                                  \
    using Base::operator=;                                                                                             \
    Class() = default;                                                                                                 \
    Class(const Class &) = default;                                                                                    \
    Class(Class &&) = default;                                                                                         \
    Class &operator=(const Class &) = default;                                                                         \
    Class &operator=(Class &&) = default;                                                                              \
  };                                                                                                                   \
  namespace internal {                                                                                                 \
  template <class T, int R, int C, int O, int MR, int MC>                                                              \
  class evaluator<Class<T, R, C, O, MR, MC>> : public reader<Class<T, R, C, O, MR, MC>> {                              \
  public:                                                                                                              \
    using reader<Class<T, R, C, O, MR, MC>>::reader;                                                                   \
  };                                                                                                                   \
  }
PULLBACK_EIGEN_OBJECT(Matrix)
PULLBACK_EIGEN_OBJECT(Array)
#undef PULLBACK_EIGEN_OBJECT

} // namespace Eigen

#endif // PULLBACK_EIGEN_PLAIN
