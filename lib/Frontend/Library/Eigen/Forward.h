// What the other files of Eigen as the tool reads it rest on: names, sizes, and what is known of an expression's type.
//
// Expressions are trees, as Eigen's are: nothing is computed before an expression is assigned or summed up. Then an
// `evaluator` is made of the tree, which computes the products in it, and after that one coefficient after the other.
#ifndef PULLBACK_EIGEN_FORWARD
#define PULLBACK_EIGEN_FORWARD

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

// What would make other objects of Eigen's than those here.
#if defined(EIGEN_DEFAULT_TO_ROW_MAJOR) || defined(EIGEN_DEFAULT_DENSE_INDEX_TYPE) ||                                  \
    defined(EIGEN_INITIALIZE_MATRICES_BY_ZERO) || defined(EIGEN_INITIALIZE_MATRICES_BY_NAN)
#error "this setting of Eigen's is not known here"
#endif
#if defined(EIGEN_DENSEBASE_PLUGIN) || defined(EIGEN_MATRIXBASE_PLUGIN) || defined(EIGEN_ARRAYBASE_PLUGIN) ||          \
    defined(EIGEN_PLAINOBJECTBASE_PLUGIN) || defined(EIGEN_MATRIX_PLUGIN) || defined(EIGEN_ARRAY_PLUGIN) ||            \
    defined(EIGEN_QUATERNIONBASE_PLUGIN) || defined(EIGEN_QUATERNION_PLUGIN) || defined(EIGEN_TRANSFORM_PLUGIN) ||     \
    defined(EIGEN_VECTORWISEOP_PLUGIN) || defined(EIGEN_FUNCTORS_PLUGIN)
#error "what is added to Eigen's classes is not known here"
#endif

#define EIGEN_WORLD_VERSION 3
#define EIGEN_MAJOR_VERSION 4
#define EIGEN_MINOR_VERSION 0
#define EIGEN_VERSION_AT_LEAST(x, y, z)                                                                                \
  (EIGEN_WORLD_VERSION > x ||                                                                                          \
   (EIGEN_WORLD_VERSION == x && (EIGEN_MAJOR_VERSION > y || (EIGEN_MAJOR_VERSION == y && EIGEN_MINOR_VERSION >= z))))
#define EIGEN_MAKE_ALIGNED_OPERATOR_NEW
#define EIGEN_STRONG_INLINE inline
#define EIGEN_ALWAYS_INLINE inline
#define EIGEN_DEVICE_FUNC
#define EIGEN_PI 3.141592653589793238462643383279502884197169399375105820974944592307816406L

namespace Eigen {

typedef std::ptrdiff_t Index;
const int Dynamic = -1;
const int Infinity = -1;
/// What older code hands to std::vector: the memory that it takes makes no difference here.
template <class T> class aligned_allocator : public std::allocator<T> {
public:
  template <class U> struct rebind {
    typedef aligned_allocator<U> other;
  };
  aligned_allocator() = default;
  template <class U> aligned_allocator(const aligned_allocator<U> &) {}
};

enum StorageOptions { ColMajor = 0, RowMajor = 1, AutoAlign = 0, DontAlign = 2 };
enum AlignmentType { Unaligned = 0, Aligned8 = 8, Aligned16 = 16, Aligned32 = 32, Aligned = 16 };
enum UpLoType {
  Lower = 1,
  Upper = 2,
  UnitDiag = 4,
  ZeroDiag = 8,
  UnitLower = 5,
  UnitUpper = 6,
  StrictlyLower = 9,
  StrictlyUpper = 10,
  SelfAdjoint = 16
};
enum SideType { OnTheLeft = 1, OnTheRight = 2 };
enum ComputationInfo { Success = 0, NumericalIssue = 1, NoConvergence = 2, InvalidInput = 3 };
enum TransformTraits { Isometry = 1, Affine = 2, AffineCompact = 18, Projective = 32 };

template <class T, int R, int C, int O = (R == 1 && C != 1 ? RowMajor : ColMajor), int MaxR = R, int MaxC = C>
class Matrix;
template <class T, int R, int C, int O = (R == 1 && C != 1 ? RowMajor : ColMajor), int MaxR = R, int MaxC = C>
class Array;
template <class D> class DenseBase;
template <class D> class MatrixBase;
template <class D> class ArrayBase;
template <class D> class PlainObjectBase;
template <class X, int R = Dynamic, int C = Dynamic> class Block;
template <class X> class Transpose;
template <class X> class Diagonal;
template <class X> class DiagonalWrapper;
template <class T, int N> class DiagonalMatrix;
template <class T> class UniformScaling;
template <class X> class ArrayWrapper;
template <class X> class MatrixWrapper;
template <class X> class NoAlias;
template <class Op, class X> class CwiseUnaryOp;
template <class Op, class L, class R> class CwiseBinaryOp;
template <class Op, class P> class CwiseNullaryOp;
template <class C, class A, class B> class Select;
template <class L, class R> class Product;
template <class D> class ReturnByValue;
template <class X> class Inverse;
template <class X> class Homogeneous;
template <class A, class B> class Solve;
template <class X, class F, bool ByColumns> class PartialReduxExpr;
template <class X, int V, int H> class Replicate;
template <class X, bool V, bool H> class Reverse;
template <class X, bool ByColumns> class VectorwiseOp;
template <class X, unsigned Mode> class TriangularView;
template <class X, unsigned Mode> class SelfAdjointView;
template <class D> class CommaInitializer;
template <class D> class RotationBase;
template <class M, int UpLo = Lower> class LLT;
template <class M, int UpLo = Lower> class LDLT;
template <class M> class PartialPivLU;
template <class M> class HouseholderQR;
template <class M> class ColPivHouseholderQR;

namespace internal {

/// The value of x, whose derivative is 0; and `value` with the derivative of `source`. The tool knows both.
template <class T> T without_derivative(T x);
template <class T> T with_derivative(T value, T source);

/// Scalar, sizes and order of the coefficients of an expression; whether it belongs to the arrays; whether its
/// coefficients are places in memory; and whether they may be written.
template <class X> struct traits;
template <class T, int R, int C, int O, bool Array, bool Place, bool Writable> struct traits_of {
  typedef T Scalar;
  static constexpr int rows = R, cols = C, order = O;
  static constexpr bool isArray = Array, isPlace = Place, isWritable = Writable;
};
template <class X>
struct traits<const X> : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols, traits<X>::order,
                                   traits<X>::isArray, traits<X>::isPlace, false> {};

/// Coefficients in order, with the products in the expression computed.
template <class X> class evaluator;
template <class X> using evaluator_t = evaluator<std::remove_const_t<std::remove_reference_t<X>>>;

/// The object that holds the coefficients of an expression once it is computed.
template <class T, int R, int C, int O, bool Array> struct plain_type {
  typedef Matrix<T, R, C, (R == 1 && C != 1 ? RowMajor : C == 1 && R != 1 ? ColMajor : O)> type;
};
template <class T, int R, int C, int O> struct plain_type<T, R, C, O, true> {
  typedef Array<T, R, C, (R == 1 && C != 1 ? RowMajor : C == 1 && R != 1 ? ColMajor : O)> type;
};
template <class X> struct plain {
  typedef traits<X> Traits;
  typedef typename plain_type<typename Traits::Scalar, Traits::rows, Traits::cols, Traits::order, Traits::isArray>::type
      type;
};
template <class X> using plain_t = typename plain<X>::type;

/// What an expression inherits from.
template <class X, bool Array> struct base_type {
  typedef MatrixBase<X> type;
};
template <class X> struct base_type<X, true> {
  typedef ArrayBase<X> type;
};
template <class X, class Like> using base = typename base_type<X, traits<Like>::isArray>::type;

/// How an expression holds its operands: objects by reference, expressions as they are.
template <class X> struct nested {
  typedef X type;
};
template <class T, int R, int C, int O, int MR, int MC> struct nested<Matrix<T, R, C, O, MR, MC>> {
  typedef Matrix<T, R, C, O, MR, MC> &type;
};
template <class T, int R, int C, int O, int MR, int MC> struct nested<const Matrix<T, R, C, O, MR, MC>> {
  typedef const Matrix<T, R, C, O, MR, MC> &type;
};
template <class T, int R, int C, int O, int MR, int MC> struct nested<Array<T, R, C, O, MR, MC>> {
  typedef Array<T, R, C, O, MR, MC> &type;
};
template <class T, int R, int C, int O, int MR, int MC> struct nested<const Array<T, R, C, O, MR, MC>> {
  typedef const Array<T, R, C, O, MR, MC> &type;
};
template <class X> struct nested<const X> {
  typedef X type;
};
template <class X> using nested_t = typename nested<X>::type;

template <int P> struct lp_norm;
template <int N> struct determinant_of;
template <int N> struct inverse_of;
template <class M> struct euler_angles;

constexpr int product_of(int r, int c) { return r == Dynamic || c == Dynamic ? Dynamic : r * c; }
constexpr int known(int a, int b) { return a == Dynamic ? b : a; }

template <class T> using if_number = std::enable_if_t<std::is_arithmetic<T>::value, int>;

} // namespace internal

template <class T> struct NumTraits {
  typedef T Real;
  static T epsilon() { return std::numeric_limits<T>::epsilon(); }
  static T dummy_precision() { return std::is_same<T, float>::value ? T(1e-5f) : T(1e-12); }
  static T highest() { return std::numeric_limits<T>::max(); }
  static T lowest() { return std::numeric_limits<T>::lowest(); }
  static T infinity() { return std::numeric_limits<T>::infinity(); }
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_FORWARD
