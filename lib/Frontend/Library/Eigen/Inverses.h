// Determinants of up to four rows and inverses of up to three as Eigen writes them out; others by a decomposition.
#ifndef PULLBACK_EIGEN_INVERSES
#define PULLBACK_EIGEN_INVERSES

#include "Solvers.h"

namespace Eigen {
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
/// The minors of the first two columns, and what they give with the third and the fourth.
template <> struct determinant_of<4> {
  template <class M> static typename traits<M>::Scalar minor(const M &a, int i, int j) {
    return a.coeff(i, 0) * a.coeff(j, 1) - a.coeff(j, 0) * a.coeff(i, 1);
  }
  template <class M> static typename traits<M>::Scalar minor(const M &a, int i, int j, int k) {
    return a.coeff(i, 2) * minor(a, j, k) - a.coeff(j, 2) * minor(a, i, k) + a.coeff(k, 2) * minor(a, i, j);
  }
  template <class M> static typename traits<M>::Scalar run(const M &a) {
    return (a.coeff(1, 3) * minor(a, 0, 2, 3) - a.coeff(0, 3) * minor(a, 1, 2, 3)) +
           (a.coeff(3, 3) * minor(a, 0, 1, 2) - a.coeff(2, 3) * minor(a, 0, 1, 3));
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

template <class X>
struct traits<Inverse<X>>
    : traits_of<typename traits<X>::Scalar, traits<X>::cols, traits<X>::rows, traits<X>::order, false, false, false> {};
template <class X> class evaluator<Inverse<X>> : public evaluator_of_whole<Inverse<X>> {
public:
  using evaluator_of_whole<Inverse<X>>::evaluator_of_whole;
};
} // namespace internal

template <class X> class Inverse : public ReturnByValue<Inverse<X>> {
public:
  explicit Inverse(const X &x) : x_(x) {}
  Index rows() const { return x_.cols(); }
  Index cols() const { return x_.rows(); }
  internal::plain_t<X> compute() const {
    return internal::inverse_of<internal::traits<X>::rows>::run(internal::plain_t<X>(x_));
  }

private:
  internal::nested_t<const X> x_;
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_INVERSES
