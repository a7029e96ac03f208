// Eigen as the tool reads it, in place of Eigen's own text: what is not here cannot be differentiated.
#ifndef PULLBACK_EIGEN_ALL
#define PULLBACK_EIGEN_ALL

#include "Inverses.h"
#include "QR.h"
#include "Transforms.h"
#include "Vectorwise.h"

namespace Eigen {

#define PULLBACK_EIGEN_TYPES(T, suffix, N, size)                                                                       \
  typedef Matrix<T, N, N> Matrix##size##suffix;                                                                        \
  typedef Matrix<T, N, 1> Vector##size##suffix;                                                                        \
  typedef Matrix<T, 1, N> RowVector##size##suffix;                                                                     \
  typedef Array<T, N, 1> Array##size##suffix;                                                                          \
  typedef Array<T, N, N> Array##size##size##suffix;
#define PULLBACK_EIGEN_MIXED_TYPES(T, suffix, N)                                                                       \
  typedef Matrix<T, N, Dynamic> Matrix##N##X##suffix;                                                                  \
  typedef Matrix<T, Dynamic, N> MatrixX##N##suffix;                                                                    \
  typedef Array<T, N, Dynamic> Array##N##X##suffix;                                                                    \
  typedef Array<T, Dynamic, N> ArrayX##N##suffix;
#define PULLBACK_EIGEN_ALL_TYPES(T, suffix)                                                                            \
  PULLBACK_EIGEN_TYPES(T, suffix, 2, 2)                                                                                \
  PULLBACK_EIGEN_TYPES(T, suffix, 3, 3)                                                                                \
  PULLBACK_EIGEN_TYPES(T, suffix, 4, 4)                                                                                \
  PULLBACK_EIGEN_TYPES(T, suffix, Dynamic, X)                                                                          \
  PULLBACK_EIGEN_MIXED_TYPES(T, suffix, 2)                                                                             \
  PULLBACK_EIGEN_MIXED_TYPES(T, suffix, 3)                                                                             \
  PULLBACK_EIGEN_MIXED_TYPES(T, suffix, 4)
PULLBACK_EIGEN_ALL_TYPES(double, d)
PULLBACK_EIGEN_ALL_TYPES(float, f)
PULLBACK_EIGEN_ALL_TYPES(int, i)
#undef PULLBACK_EIGEN_ALL_TYPES
#undef PULLBACK_EIGEN_MIXED_TYPES
#undef PULLBACK_EIGEN_TYPES

template <class T> using MatrixX = Matrix<T, Dynamic, Dynamic>;
template <class T> using Matrix2 = Matrix<T, 2, 2>;
template <class T> using Matrix3 = Matrix<T, 3, 3>;
template <class T> using Matrix4 = Matrix<T, 4, 4>;
template <class T> using VectorX = Matrix<T, Dynamic, 1>;
template <class T> using Vector2 = Matrix<T, 2, 1>;
template <class T> using Vector3 = Matrix<T, 3, 1>;
template <class T> using Vector4 = Matrix<T, 4, 1>;
template <class T> using RowVectorX = Matrix<T, 1, Dynamic>;
template <class T> using RowVector2 = Matrix<T, 1, 2>;
template <class T> using RowVector3 = Matrix<T, 1, 3>;
template <class T> using RowVector4 = Matrix<T, 1, 4>;
template <class T> using ArrayX = Array<T, Dynamic, 1>;
template <class T> using ArrayXX = Array<T, Dynamic, Dynamic>;
template <class T, int N> using Vector = Matrix<T, N, 1>;
template <class T, int N> using RowVector = Matrix<T, 1, N>;

} // namespace Eigen

#endif // PULLBACK_EIGEN_ALL
