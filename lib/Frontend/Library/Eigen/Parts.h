// Parts of a matrix or array, as members of DenseBase: included once for those of const objects, once for the others.
Block<PULLBACK_EIGEN_CONST D> block(Index i, Index j, Index rows, Index cols) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D>(derived(), i, j, rows, cols);
}
template <int R, int C> Block<PULLBACK_EIGEN_CONST D, R, C> block(Index i, Index j) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, R, C>(derived(), i, j, R, C);
}
template <int R, int C>
Block<PULLBACK_EIGEN_CONST D, R, C> block(Index i, Index j, Index rows, Index cols) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, R, C>(derived(), i, j, rows, cols);
}
Block<PULLBACK_EIGEN_CONST D, 1, Traits::cols> row(Index i) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, 1, Traits::cols>(derived(), i, 0, 1, cols());
}
Block<PULLBACK_EIGEN_CONST D, Traits::rows, 1> col(Index j) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, Traits::rows, 1>(derived(), 0, j, rows(), 1);
}

// Rows and columns.
Block<PULLBACK_EIGEN_CONST D, Dynamic, Traits::cols> middleRows(Index i, Index n) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, Dynamic, Traits::cols>(derived(), i, 0, n, cols());
}
Block<PULLBACK_EIGEN_CONST D, Dynamic, Traits::cols> topRows(Index n) PULLBACK_EIGEN_CONST { return middleRows(0, n); }
Block<PULLBACK_EIGEN_CONST D, Dynamic, Traits::cols> bottomRows(Index n) PULLBACK_EIGEN_CONST {
  return middleRows(rows() - n, n);
}
Block<PULLBACK_EIGEN_CONST D, Traits::rows, Dynamic> middleCols(Index j, Index n) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, Traits::rows, Dynamic>(derived(), 0, j, rows(), n);
}
Block<PULLBACK_EIGEN_CONST D, Traits::rows, Dynamic> leftCols(Index n) PULLBACK_EIGEN_CONST { return middleCols(0, n); }
Block<PULLBACK_EIGEN_CONST D, Traits::rows, Dynamic> rightCols(Index n) PULLBACK_EIGEN_CONST {
  return middleCols(cols() - n, n);
}
template <int N> Block<PULLBACK_EIGEN_CONST D, N, Traits::cols> middleRows(Index i) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, N, Traits::cols>(derived(), i, 0, N, cols());
}
template <int N> Block<PULLBACK_EIGEN_CONST D, N, Traits::cols> topRows() PULLBACK_EIGEN_CONST {
  return middleRows<N>(0);
}
template <int N> Block<PULLBACK_EIGEN_CONST D, N, Traits::cols> bottomRows() PULLBACK_EIGEN_CONST {
  return middleRows<N>(rows() - N);
}
template <int N> Block<PULLBACK_EIGEN_CONST D, Traits::rows, N> middleCols(Index j) PULLBACK_EIGEN_CONST {
  return Block<PULLBACK_EIGEN_CONST D, Traits::rows, N>(derived(), 0, j, rows(), N);
}
template <int N> Block<PULLBACK_EIGEN_CONST D, Traits::rows, N> leftCols() PULLBACK_EIGEN_CONST {
  return middleCols<N>(0);
}
template <int N> Block<PULLBACK_EIGEN_CONST D, Traits::rows, N> rightCols() PULLBACK_EIGEN_CONST {
  return middleCols<N>(cols() - N);
}

// Corners.
Block<PULLBACK_EIGEN_CONST D> topLeftCorner(Index r, Index c) PULLBACK_EIGEN_CONST { return block(0, 0, r, c); }
Block<PULLBACK_EIGEN_CONST D> topRightCorner(Index r, Index c) PULLBACK_EIGEN_CONST {
  return block(0, cols() - c, r, c);
}
Block<PULLBACK_EIGEN_CONST D> bottomLeftCorner(Index r, Index c) PULLBACK_EIGEN_CONST {
  return block(rows() - r, 0, r, c);
}
Block<PULLBACK_EIGEN_CONST D> bottomRightCorner(Index r, Index c) PULLBACK_EIGEN_CONST {
  return block(rows() - r, cols() - c, r, c);
}
template <int R, int C> Block<PULLBACK_EIGEN_CONST D, R, C> topLeftCorner() PULLBACK_EIGEN_CONST {
  return block<R, C>(0, 0);
}
template <int R, int C> Block<PULLBACK_EIGEN_CONST D, R, C> topRightCorner() PULLBACK_EIGEN_CONST {
  return block<R, C>(0, cols() - C);
}
template <int R, int C> Block<PULLBACK_EIGEN_CONST D, R, C> bottomLeftCorner() PULLBACK_EIGEN_CONST {
  return block<R, C>(rows() - R, 0);
}
template <int R, int C> Block<PULLBACK_EIGEN_CONST D, R, C> bottomRightCorner() PULLBACK_EIGEN_CONST {
  return block<R, C>(rows() - R, cols() - C);
}

// Of vectors.
template <int N = Dynamic>
Block<PULLBACK_EIGEN_CONST D, Traits::rows == 1 ? 1 : N, Traits::rows == 1 ? N : 1>
segment(Index k, Index n = N) PULLBACK_EIGEN_CONST {
  return Block < PULLBACK_EIGEN_CONST D, Traits::rows == 1 ? 1 : N,
         Traits::rows == 1 ? N
                           : 1 > (derived(), Traits::rows == 1 ? 0 : k, Traits::rows == 1 ? k : 0,
                                  Traits::rows == 1 ? 1 : n, Traits::rows == 1 ? n : 1);
}
template <int N = Dynamic> auto head(Index n = N) PULLBACK_EIGEN_CONST { return segment<N>(0, n); }
template <int N = Dynamic> auto tail(Index n = N) PULLBACK_EIGEN_CONST { return segment<N>(size() - n, n); }

// The same coefficients in another arrangement.
Transpose<PULLBACK_EIGEN_CONST D> transpose() PULLBACK_EIGEN_CONST {
  return Transpose<PULLBACK_EIGEN_CONST D>(derived());
}
Diagonal<PULLBACK_EIGEN_CONST D> diagonal() PULLBACK_EIGEN_CONST { return Diagonal<PULLBACK_EIGEN_CONST D>(derived()); }
ArrayWrapper<PULLBACK_EIGEN_CONST D> array() PULLBACK_EIGEN_CONST {
  return ArrayWrapper<PULLBACK_EIGEN_CONST D>(derived());
}
MatrixWrapper<PULLBACK_EIGEN_CONST D> matrix() PULLBACK_EIGEN_CONST {
  return MatrixWrapper<PULLBACK_EIGEN_CONST D>(derived());
}
Reverse<PULLBACK_EIGEN_CONST D, true, true> reverse() PULLBACK_EIGEN_CONST {
  return Reverse<PULLBACK_EIGEN_CONST D, true, true>(derived());
}
VectorwiseOp<PULLBACK_EIGEN_CONST D, true> colwise() PULLBACK_EIGEN_CONST {
  return VectorwiseOp<PULLBACK_EIGEN_CONST D, true>(derived());
}
VectorwiseOp<PULLBACK_EIGEN_CONST D, false> rowwise() PULLBACK_EIGEN_CONST {
  return VectorwiseOp<PULLBACK_EIGEN_CONST D, false>(derived());
}
