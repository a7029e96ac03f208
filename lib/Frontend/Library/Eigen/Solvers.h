// Decompositions of square matrices, and what is solved with them.
#ifndef PULLBACK_EIGEN_SOLVERS
#define PULLBACK_EIGEN_SOLVERS

#include "Triangular.h"

namespace Eigen {

/// A = L L^T.
template <class M> class LLT {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  LLT() : info_(InvalidInput) {}
  explicit LLT(Index size) : l_(size, size), info_(InvalidInput) {}
  template <class X> explicit LLT(const DenseBase<X> &a) : l_(a.derived()) { factorize(); }
  template <class X> LLT &compute(const DenseBase<X> &a) {
    l_ = a.derived();
    factorize();
    return *this;
  }
  ComputationInfo info() const { return info_; }
  Index rows() const { return l_.rows(); }
  Index cols() const { return l_.cols(); }
  const M &matrixLLT() const { return l_; }
  auto matrixL() const { return TriangularView<const M, Lower>(l_); }
  auto matrixU() const { return matrixL().transpose(); }
  template <class B> internal::plain_t<B> solve(const MatrixBase<B> &b) const {
    internal::plain_t<B> x(b.derived());
    internal::solve_triangular<Lower>(l_, x);
    internal::solve_triangular<Upper>(Transpose<const M>(l_), x);
    return x;
  }
  template <class B> void solveInPlace(PlainObjectBase<B> &x) const { x.derived() = solve(x); }
  M reconstructedMatrix() const {
    const M l(matrixL());
    return l * l.transpose();
  }

private:
  void factorize() {
    const Index size = l_.rows();
    info_ = Success;
    for (Index j = 0; j < size; ++j) {
      Scalar pivot = l_.coeff(j, j);
      for (Index k = 0; k < j; ++k)
        pivot -= l_.coeff(j, k) * l_.coeff(j, k);
      if (!(pivot > Scalar(0))) {
        info_ = NumericalIssue;
        return;
      }
      const Scalar root = std::sqrt(pivot);
      l_.coeffRef(j, j) = root;
      for (Index i = j + 1; i < size; ++i) {
        Scalar sum = l_.coeff(i, j);
        for (Index k = 0; k < j; ++k)
          sum -= l_.coeff(i, k) * l_.coeff(j, k);
        l_.coeffRef(i, j) = sum / root;
      }
    }
  }
  M l_;
  ComputationInfo info_;
};

/// P A = L U.
template <class M> class PartialPivLU {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  PartialPivLU() = default;
  template <class X> explicit PartialPivLU(const DenseBase<X> &a) : lu_(a.derived()) { factorize(); }
  template <class X> PartialPivLU &compute(const DenseBase<X> &a) {
    lu_ = a.derived();
    factorize();
    return *this;
  }
  const M &matrixLU() const { return lu_; }
  template <class B> internal::plain_t<B> solve(const MatrixBase<B> &b) const {
    internal::plain_t<B> x(b.derived());
    const Index size = lu_.rows(), cols = x.cols();
    for (Index k = 0; k < size; ++k)
      for (Index j = 0; j < cols; ++j) {
        const Scalar kept = x.coeff(k, j);
        x.coeffRef(k, j) = x.coeff(swapped_.coeff(k), j);
        x.coeffRef(swapped_.coeff(k), j) = kept;
      }
    internal::solve_triangular<UnitLower>(lu_, x);
    internal::solve_triangular<Upper>(lu_, x);
    return x;
  }
  Scalar determinant() const {
    Scalar result(sign_);
    for (Index k = 0; k < lu_.rows(); ++k)
      result *= lu_.coeff(k, k);
    return result;
  }
  M inverse() const { return solve(M::Identity(lu_.rows(), lu_.rows())); }

private:
  void factorize() {
    const Index size = lu_.rows();
    swapped_.resize(size);
    sign_ = 1;
    for (Index k = 0; k < size; ++k) {
      Index pivot = k;
      for (Index i = k + 1; i < size; ++i)
        if (std::abs(lu_.coeff(i, k)) > std::abs(lu_.coeff(pivot, k)))
          pivot = i;
      swapped_.coeffRef(k) = pivot;
      if (pivot != k) {
        sign_ = -sign_;
        for (Index j = 0; j < size; ++j) {
          const Scalar kept = lu_.coeff(k, j);
          lu_.coeffRef(k, j) = lu_.coeff(pivot, j);
          lu_.coeffRef(pivot, j) = kept;
        }
      }
      for (Index i = k + 1; i < size; ++i) {
        const Scalar scale = lu_.coeff(i, k) / lu_.coeff(k, k);
        lu_.coeffRef(i, k) = scale;
        for (Index j = k + 1; j < size; ++j)
          lu_.coeffRef(i, j) -= scale * lu_.coeff(k, j);
      }
    }
  }
  M lu_;
  Matrix<Index, internal::traits<M>::rows, 1> swapped_; // row k with which other
  int sign_ = 1;
};

namespace internal {

template <int N> struct determinant_of {
  template <class M> static typename traits<M>::Scalar run(const M &a) { return PartialPivLU<M>(a).determinant(); }
};
template <> struct determinant_of<1> {
  template <class M> static typename traits<M>::Scalar run(const M &a) { return a.coeff(0, 0); }
};
template <> struct determinant_of<2> {
  template <class M> static typename traits<M>::Scalar run(const M &a) {
    return a.coeff(0, 0) * a.coeff(1, 1) - a.coeff(1, 0) * a.coeff(0, 1);
  }
};
template <> struct determinant_of<3> {
  template <class M> static typename traits<M>::Scalar minor(const M &a, int i, int j, int k) {
    return a.coeff(0, i) * (a.coeff(1, j) * a.coeff(2, k) - a.coeff(1, k) * a.coeff(2, j));
  }
  template <class M> static typename traits<M>::Scalar run(const M &a) {
    return minor(a, 0, 1, 2) - minor(a, 1, 0, 2) + minor(a, 2, 0, 1);
  }
};

template <int N> struct inverse_of {
  template <class M> static M run(const M &a) { return PartialPivLU<M>(a).inverse(); }
};
template <> struct inverse_of<1> {
  template <class M> static M run(const M &a) { return a.cwiseInverse(); }
};
template <> struct inverse_of<2> {
  template <class M> static M run(const M &a) {
    const typename traits<M>::Scalar scale = 1 / determinant_of<2>::run(a);
    M result;
    result.coeffRef(0, 0) = a.coeff(1, 1) * scale;
    result.coeffRef(1, 0) = -a.coeff(1, 0) * scale;
    result.coeffRef(0, 1) = -a.coeff(0, 1) * scale;
    result.coeffRef(1, 1) = a.coeff(0, 0) * scale;
    return result;
  }
};
template <> struct inverse_of<3> {
  template <class M> static typename traits<M>::Scalar cofactor(const M &a, int i, int j) {
    const int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
    return a.coeff(i1, j1) * a.coeff(i2, j2) - a.coeff(i1, j2) * a.coeff(i2, j1);
  }
  template <class M> static M run(const M &a) {
    typedef typename traits<M>::Scalar Scalar;
    const Scalar c0 = cofactor(a, 0, 0), c1 = cofactor(a, 1, 0), c2 = cofactor(a, 2, 0);
    const Scalar scale = 1 / (c0 * a.coeff(0, 0) + c1 * a.coeff(1, 0) + c2 * a.coeff(2, 0));
    M result;
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j)
        result.coeffRef(i, j) = cofactor(a, j, i) * scale;
    return result;
  }
};

} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_SOLVERS
