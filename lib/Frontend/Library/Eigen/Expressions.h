// The nodes of expressions, and what evaluates them.
#ifndef PULLBACK_EIGEN_EXPRESSIONS
#define PULLBACK_EIGEN_EXPRESSIONS

#include "DenseBase.h"

namespace Eigen {
namespace internal {
template <class Op, class X>
struct traits<CwiseUnaryOp<Op, X>>
    : traits_of<std::decay_t<decltype(std::declval<const Op &>()(std::declval<typename traits<X>::Scalar>()))>,
                traits<X>::rows, traits<X>::cols, traits<X>::order, traits<X>::isArray, false, false> {};
template <class Op, class L, class R>
struct traits<CwiseBinaryOp<Op, L, R>>
    : traits_of<std::decay_t<decltype(std::declval<const Op &>()(std::declval<typename traits<L>::Scalar>(),
                                                                 std::declval<typename traits<R>::Scalar>()))>,
                known(traits<L>::rows, traits<R>::rows), known(traits<L>::cols, traits<R>::cols), traits<L>::order,
                traits<L>::isArray, false, false> {};
template <class Op, class P>
struct traits<CwiseNullaryOp<Op, P>> : traits_of<typename traits<P>::Scalar, traits<P>::rows, traits<P>::cols,
                                                 traits<P>::order, traits<P>::isArray, false, false> {};
template <class C, class A, class B>
struct traits<Select<C, A, B>>
    : traits_of<typename traits<A>::Scalar, known(traits<C>::rows, traits<A>::rows),
                known(traits<C>::cols, traits<A>::cols), traits<A>::order, traits<A>::isArray, false, false> {};
/// A row lies by rows and a column by columns, whatever they are of.
template <class X, int R, int C>
struct traits<Block<X, R, C>> : traits_of<typename traits<X>::Scalar, R, C,
                                          (R == 1 && C != 1   ? RowMajor
                                           : C == 1 && R != 1 ? ColMajor
                                                              : traits<X>::order),
                                          traits<X>::isArray, traits<X>::isPlace, traits<X>::isWritable> {};
template <class X>
struct traits<Transpose<X>> : traits_of<typename traits<X>::Scalar, traits<X>::cols, traits<X>::rows,
                                        traits<X>::order == RowMajor ? ColMajor : RowMajor, traits<X>::isArray,
                                        traits<X>::isPlace, traits<X>::isWritable> {};
template <class X>
    struct traits<Diagonal<X>> : traits_of < typename traits<X>::Scalar,
    traits<X>::rows == Dynamic || traits<X>::cols == Dynamic
        ? Dynamic
        : traits<X>::rows<traits<X>::cols ? traits<X>::rows : traits<X>::cols, 1, ColMajor, traits<X>::isArray,
                          traits<X>::isPlace, traits<X>::isWritable> {};
template <class X>
struct traits<ArrayWrapper<X>> : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols,
                                           traits<X>::order, true, traits<X>::isPlace, traits<X>::isWritable> {};
template <class X>
struct traits<MatrixWrapper<X>> : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols,
                                            traits<X>::order, false, traits<X>::isPlace, traits<X>::isWritable> {};
template <class X, bool V, bool H>
struct traits<Reverse<X, V, H>> : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols,
                                            traits<X>::order, traits<X>::isArray, false, traits<X>::isWritable> {};
template <class X, int V, int H>
struct traits<Replicate<X, V, H>>
    : traits_of<typename traits<X>::Scalar, V == Dynamic ? Dynamic : product_of(traits<X>::rows, V),
                H == Dynamic ? Dynamic : product_of(traits<X>::cols, H), traits<X>::order, traits<X>::isArray, false,
                false> {};
} // namespace internal

/// op(x(i, j)).
template <class Op, class X> class CwiseUnaryOp : public internal::base<CwiseUnaryOp<Op, X>, X> {
public:
  explicit CwiseUnaryOp(const X &x, const Op &op = Op()) : x_(x), op_(op) {}
  Index rows() const { return x_.rows(); }
  Index cols() const { return x_.cols(); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }
  const Op &functor() const { return op_; }

private:
  internal::nested_t<const X> x_;
  Op op_;
};

/// op(left(i, j), right(i, j)).
template <class Op, class L, class R> class CwiseBinaryOp : public internal::base<CwiseBinaryOp<Op, L, R>, L> {
public:
  CwiseBinaryOp(const L &left, const R &right, const Op &op = Op()) : left_(left), right_(right), op_(op) {}
  Index rows() const { return internal::traits<L>::rows == Dynamic ? right_.rows() : left_.rows(); }
  Index cols() const { return internal::traits<L>::cols == Dynamic ? right_.cols() : left_.cols(); }
  const std::remove_const_t<L> &lhs() const { return left_; }
  const std::remove_const_t<R> &rhs() const { return right_; }
  const Op &functor() const { return op_; }

private:
  internal::nested_t<const L> left_;
  internal::nested_t<const R> right_;
  Op op_;
};

/// op(i, j).
template <class Op, class P> class CwiseNullaryOp : public internal::base<CwiseNullaryOp<Op, P>, P> {
public:
  CwiseNullaryOp(Index rows, Index cols, const Op &op) : rows_(rows), cols_(cols), op_(op) {}
  Index rows() const { return internal::traits<P>::rows == Dynamic ? rows_ : internal::traits<P>::rows; }
  Index cols() const { return internal::traits<P>::cols == Dynamic ? cols_ : internal::traits<P>::cols; }
  const Op &functor() const { return op_; }

private:
  Index rows_, cols_;
  Op op_;
};

/// condition(i, j) ? a(i, j) : b(i, j).
template <class C, class A, class B> class Select : public internal::base<Select<C, A, B>, A> {
public:
  Select(const C &condition, const A &a, const B &b) : condition_(condition), a_(a), b_(b) {}
  Index rows() const { return condition_.rows(); }
  Index cols() const { return condition_.cols(); }
  const C &condition() const { return condition_; }
  const A &first() const { return a_; }
  const B &second() const { return b_; }

private:
  internal::nested_t<const C> condition_;
  internal::nested_t<const A> a_;
  internal::nested_t<const B> b_;
};

/// What makes assignments of its own from those of the base: an object of a class like this stands for coefficients.
#define PULLBACK_EIGEN_ASSIGNMENTS(Class)                                                                              \
  typedef typename internal::base_type<Class, internal::traits<Class>::isArray>::type Base;                            \
  using Base::operator=;                                                                                               \
  Class(const Class &) = default;                                                                                      \
  Class &operator=(const Class &other) {                                                                               \
    internal::assign<internal::assign_op>(*this, other);                                                               \
    return *this;                                                                                                      \
  }

template <class X, int R, int C> class Block : public internal::base<Block<X, R, C>, X> {
public:
  typedef Block Self;
  typedef typename internal::traits<X>::Scalar Scalar;
  PULLBACK_EIGEN_ASSIGNMENTS(Block)
  Block(X &x, Index i, Index j, Index rows, Index cols) : x_(x), row_(i), col_(j), rows_(rows), cols_(cols) {}
  Index rows() const { return R == Dynamic ? rows_ : R; }
  Index cols() const { return C == Dynamic ? cols_ : C; }
  Index startRow() const { return row_; }
  Index startCol() const { return col_; }
  using Base::coeffRef;
  Scalar &coeffRef(Index i, Index j) { return x_.coeffRef(i + row_, j + col_); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }
  auto *data() { return &x_.coeffRef(row_, col_); }
  const Scalar *data() const { return x_.data() + (row_ * row_step(x_) + col_ * col_step(x_)); }
  Index outerStride() const { return isLikeX ? x_.outerStride() : x_.innerStride(); }
  Index innerStride() const { return isLikeX ? x_.innerStride() : x_.outerStride(); }

private:
  static constexpr bool isLikeX = int(internal::traits<Block>::order) == int(internal::traits<X>::order);
  template <class Y> static Index row_step(const Y &x) {
    return internal::traits<X>::order == RowMajor ? x.outerStride() : x.innerStride();
  }
  template <class Y> static Index col_step(const Y &x) {
    return internal::traits<X>::order == RowMajor ? x.innerStride() : x.outerStride();
  }
  internal::nested_t<X> x_;
  Index row_, col_, rows_, cols_;
};
template <class X, int N = Dynamic>
using VectorBlock = Block<X, internal::traits<X>::rows == 1 ? 1 : N, internal::traits<X>::rows == 1 ? N : 1>;

template <class X> class Transpose : public internal::base<Transpose<X>, X> {
public:
  typedef typename internal::traits<X>::Scalar Scalar;
  PULLBACK_EIGEN_ASSIGNMENTS(Transpose)
  explicit Transpose(X &x) : x_(x) {}
  Index rows() const { return x_.cols(); }
  Index cols() const { return x_.rows(); }
  using Base::coeffRef;
  Scalar &coeffRef(Index i, Index j) { return x_.coeffRef(j, i); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }
  auto *data() { return x_.data(); }
  const Scalar *data() const { return x_.data(); }
  Index outerStride() const { return x_.outerStride(); }
  Index innerStride() const { return x_.innerStride(); }

private:
  internal::nested_t<X> x_;
};

template <class X> class Diagonal : public internal::base<Diagonal<X>, X> {
public:
  typedef typename internal::traits<X>::Scalar Scalar;
  PULLBACK_EIGEN_ASSIGNMENTS(Diagonal)
  explicit Diagonal(X &x) : x_(x) {}
  Index rows() const {
    return internal::traits<Diagonal>::rows != Dynamic ? internal::traits<Diagonal>::rows
           : x_.rows() < x_.cols()                     ? x_.rows()
                                                       : x_.cols();
  }
  Index cols() const { return 1; }
  using Base::coeffRef;
  Scalar &coeffRef(Index i, Index) { return x_.coeffRef(i, i); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }

private:
  internal::nested_t<X> x_;
};

#define PULLBACK_EIGEN_WRAPPER(Class)                                                                                  \
  template <class X> class Class : public internal::base<Class<X>, Class<X>> {                                         \
  public:                                                                                                              \
    typedef typename internal::traits<X>::Scalar Scalar;                                                               \
    PULLBACK_EIGEN_ASSIGNMENTS(Class)                                                                                  \
    explicit Class(X &x) : x_(x) {}                                                                                    \
    Index rows() const { return x_.rows(); }                                                                           \
    Index cols() const { return x_.cols(); }                                                                           \
    using Base::coeffRef;                                                                                              \
    Scalar &coeffRef(Index i, Index j) { return x_.coeffRef(i, j); }                                                   \
    const std::remove_const_t<X> &nestedExpression() const { return x_; }                                              \
    auto *data() { return x_.data(); }                                                                                 \
    const Scalar *data() const { return x_.data(); }                                                                   \
    Index outerStride() const { return x_.outerStride(); }                                                             \
    Index innerStride() const { return x_.innerStride(); }                                                             \
                                                                                                                       \
  private:                                                                                                             \
    internal::nested_t<X> x_;                                                                                          \
  };
PULLBACK_EIGEN_WRAPPER(ArrayWrapper)
PULLBACK_EIGEN_WRAPPER(MatrixWrapper)
#undef PULLBACK_EIGEN_WRAPPER

template <class X, bool V, bool H> class Reverse : public internal::base<Reverse<X, V, H>, X> {
public:
  typedef typename internal::traits<X>::Scalar Scalar;
  PULLBACK_EIGEN_ASSIGNMENTS(Reverse)
  explicit Reverse(X &x) : x_(x) {}
  Index rows() const { return x_.rows(); }
  Index cols() const { return x_.cols(); }
  using Base::coeffRef;
  Scalar &coeffRef(Index i, Index j) { return x_.coeffRef(V ? rows() - 1 - i : i, H ? cols() - 1 - j : j); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }

private:
  internal::nested_t<X> x_;
};

template <class X, int V, int H> class Replicate : public internal::base<Replicate<X, V, H>, X> {
public:
  Replicate(const X &x, Index vertical, Index horizontal) : x_(x), vertical_(vertical), horizontal_(horizontal) {}
  Index rows() const { return x_.rows() * vertical_; }
  Index cols() const { return x_.cols() * horizontal_; }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }

private:
  internal::nested_t<const X> x_;
  Index vertical_, horizontal_;
};

namespace internal {
/// An expression, or its transpose.
template <class X, bool Turned> using as_if_t = std::conditional_t<Turned, Transpose<const X>, X>;
template <class X> const X &turned(const X &x, std::false_type) { return x; }
template <class X> Transpose<const X> turned(const X &x, std::true_type) { return Transpose<const X>(x); }
template <bool Turned, class X> decltype(auto) as_if(const X &x) {
  return turned(x, std::integral_constant<bool, Turned>());
}

/// The same vector as a column, and as a row.
template <class X> using column_of_t = as_if_t<X, traits<X>::cols != 1>;
template <class X> using row_of_t = as_if_t<X, traits<X>::rows != 1>;
template <class X> decltype(auto) as_column(const X &x) { return as_if < traits<X>::cols != 1 > (x); }
template <class X> decltype(auto) as_row(const X &x) { return as_if < traits<X>::rows != 1 > (x); }
} // namespace internal

/// What `*this << a, b, c` fills, one after the other.
template <class D> class CommaInitializer {
public:
  typedef typename internal::traits<D>::Scalar Scalar;
  CommaInitializer(D &target, const Scalar &s) : target_(target), row_(0), col_(1), height_(1) {
    target_.coeffRef(0, 0) = s;
  }
  template <class O>
  CommaInitializer(D &target, const O &part) : target_(target), row_(0), col_(part.cols()), height_(part.rows()) {
    put(part, 0);
  }
  CommaInitializer &operator,(const Scalar &s) {
    if (col_ == target_.cols())
      next(1);
    target_.coeffRef(row_, col_++) = s;
    return *this;
  }
  template <class O> CommaInitializer &operator,(const DenseBase<O> &part) {
    if (col_ == target_.cols() && (part.cols() != 0 || height_ != part.rows()))
      next(part.rows());
    put(part.derived(), col_);
    col_ += part.cols();
    return *this;
  }
  D &finished() { return target_; }

private:
  void next(Index height) {
    row_ += height_;
    col_ = 0;
    height_ = height;
  }
  template <class O> void put(const O &part, Index col) {
    const internal::evaluator_t<O> values(part);
    for (Index j = 0; j < part.cols(); ++j)
      for (Index i = 0; i < part.rows(); ++i)
        target_.coeffRef(row_ + i, col + j) = values.coeff(i, j);
  }
  D &target_;
  Index row_, col_, height_;
};

namespace internal {

template <class Op, class X> class evaluator<CwiseUnaryOp<Op, X>> {
public:
  explicit evaluator(const CwiseUnaryOp<Op, X> &x) : x_(x.nestedExpression()), op_(x.functor()) {}
  auto coeff(Index i, Index j) const { return op_(x_.coeff(i, j)); }

private:
  evaluator_t<X> x_;
  Op op_;
};
template <class Op, class L, class R> class evaluator<CwiseBinaryOp<Op, L, R>> {
public:
  explicit evaluator(const CwiseBinaryOp<Op, L, R> &x) : left_(x.lhs()), right_(x.rhs()), op_(x.functor()) {}
  auto coeff(Index i, Index j) const { return op_(left_.coeff(i, j), right_.coeff(i, j)); }

private:
  evaluator_t<L> left_;
  evaluator_t<R> right_;
  Op op_;
};
template <class Op, class P> class evaluator<CwiseNullaryOp<Op, P>> {
public:
  explicit evaluator(const CwiseNullaryOp<Op, P> &x) : op_(x.functor()) {}
  auto coeff(Index i, Index j) const { return op_(i, j); }

private:
  Op op_;
};
template <class C, class A, class B> class evaluator<Select<C, A, B>> {
public:
  explicit evaluator(const Select<C, A, B> &x) : condition_(x.condition()), a_(x.first()), b_(x.second()) {}
  typename traits<A>::Scalar coeff(Index i, Index j) const {
    return condition_.coeff(i, j) ? a_.coeff(i, j) : b_.coeff(i, j);
  }

private:
  evaluator_t<C> condition_;
  evaluator_t<A> a_;
  evaluator_t<B> b_;
};
template <class X, int R, int C> class evaluator<Block<X, R, C>> {
public:
  explicit evaluator(const Block<X, R, C> &x) : x_(x.nestedExpression()), row_(x.startRow()), col_(x.startCol()) {}
  auto coeff(Index i, Index j) const { return x_.coeff(i + row_, j + col_); }

private:
  evaluator_t<X> x_;
  Index row_, col_;
};
template <class X> class evaluator<Transpose<X>> {
public:
  explicit evaluator(const Transpose<X> &x) : x_(x.nestedExpression()) {}
  auto coeff(Index i, Index j) const { return x_.coeff(j, i); }

private:
  evaluator_t<X> x_;
};
template <class X> class evaluator<Diagonal<X>> {
public:
  explicit evaluator(const Diagonal<X> &x) : x_(x.nestedExpression()) {}
  auto coeff(Index i, Index) const { return x_.coeff(i, i); }

private:
  evaluator_t<X> x_;
};
template <class X> class evaluator<ArrayWrapper<X>> {
public:
  explicit evaluator(const ArrayWrapper<X> &x) : values(x.nestedExpression()) {}
  auto coeff(Index i, Index j) const { return values.coeff(i, j); }

private:
  evaluator_t<X> values;
};
template <class X> class evaluator<MatrixWrapper<X>> {
public:
  explicit evaluator(const MatrixWrapper<X> &x) : values(x.nestedExpression()) {}
  auto coeff(Index i, Index j) const { return values.coeff(i, j); }

private:
  evaluator_t<X> values;
};
template <class X, bool V, bool H> class evaluator<Reverse<X, V, H>> {
public:
  explicit evaluator(const Reverse<X, V, H> &x)
      : x_(x.nestedExpression()), last_row_(x.rows() - 1), last_col_(x.cols() - 1) {}
  auto coeff(Index i, Index j) const { return x_.coeff(V ? last_row_ - i : i, H ? last_col_ - j : j); }

private:
  evaluator_t<X> x_;
  Index last_row_, last_col_;
};
template <class X, int V, int H> class evaluator<Replicate<X, V, H>> {
public:
  explicit evaluator(const Replicate<X, V, H> &x)
      : x_(x.nestedExpression()), rows_(x.nestedExpression().rows()), cols_(x.nestedExpression().cols()) {}
  auto coeff(Index i, Index j) const {
    return x_.coeff(traits<X>::rows == 1 ? 0
                    : V == 1             ? i
                                         : i % rows_,
                    traits<X>::cols == 1 ? 0
                    : H == 1             ? j
                                         : j % cols_);
  }

private:
  evaluator_t<X> x_;
  Index rows_, cols_;
};

} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_EXPRESSIONS
