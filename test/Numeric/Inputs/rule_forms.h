// Functions whose bodies the tool does not see, with rules of every form.
#ifndef RULE_FORMS_H
#define RULE_FORMS_H

#include <pullback/pullback.h>

#include <vector>

// sin(x) / x, with a rule for each direction.
double sinc(double x);
PULLBACK_RULE(vjp, sinc)
void sinc_adjoint(double x, double result_bar, double* x_bar);
PULLBACK_RULE(jvp, sinc)
double sinc_tangent(double x, double x_dot, double* result_dot);

// k x^3, whose value and gradient come together.
double cube(double x, const double& k);
PULLBACK_RULE(value_and_vjp, cube)
double cube_both(double x, const double& k, double result_bar, double* x_bar, double& k_bar);
PULLBACK_RULE(jvp, cube)
double cube_tangent(double x, const double& k, double x_dot, const double& k_dot, double* result_dot);

// A decomposition that both sweeps need.
struct Factors {
  std::vector<double> inverse, x;
};
void solve2(const double* a, const double* b, double* x);
PULLBACK_RULE(split, solve2, wrt(a[4], b[2]), of(x[2]))
void solve2_fwd(const double* a, const double* b, double* x, Factors& saved);
void solve2_rev(const double* a, const double* b, const Factors& saved, double* a_bar, double* b_bar,
                const double* x_bar);
PULLBACK_RULE(jvp, solve2, wrt(a[4], b[2]), of(x[2]))
void solve2_tangent(const double* a, const double* b, double* x, const double* a_dot, const double* b_dot,
                    double* x_dot);

// u[i] *= u[i] x; returns the sum. The struct of saved values leads to the rule.
PULLBACK_RULE(split, grow, wrt(x, u[n]), of(u[n]))
struct Before {
  double x = 0;
  std::vector<double> u;
};
double grow(double x, double* u, int n);
double grow_fwd(double x, double* u, int n, Before& saved);
void grow_rev(double x, double* u, int n, const Before& saved, double result_bar, double* x_bar, double* u_bar);
PULLBACK_RULE(jvp, grow, wrt(x, u[n]), of(u[n]))
double grow_tangent(double x, double* u, int n, double x_dot, double* u_dot, double* result_dot);

// The norm of x, which needs work space.
double norm(const double* x, int n, double* work);
PULLBACK_RULE(vjp, norm, wrt(x[n]), scratch(work[n]))
void norm_adjoint(const double* x, int n, double* work, double result_bar, double* x_bar);
PULLBACK_RULE(jvp, norm, wrt(x[n]), scratch(work[n]))
double norm_tangent(const double* x, int n, double* work, const double* x_dot, double* result_dot);

// A struct that is returned, and one that is written to.
struct Pair {
  double first, second;
};
Pair mix(const Pair& in, double t, Pair& out);
PULLBACK_RULE(value_and_vjp, mix, of(out))
Pair mix_both(const Pair& in, double t, Pair& out, const Pair& result_bar, Pair& in_bar, double* t_bar,
              const Pair& out_bar);
PULLBACK_RULE(jvp, mix, of(out))
Pair mix_tangent(const Pair& in, double t, Pair& out, const Pair& in_dot, double t_dot, Pair& out_dot,
                 Pair* result_dot);

// A template with rules that are templates.
template <class T> T half(T x) { return x / 2; }
PULLBACK_RULE(vjp, half)
template <class T> void half_adjoint(T, T result_bar, T* x_bar) { *x_bar += result_bar / 2; }
PULLBACK_RULE(jvp, half)
template <class T> T half_tangent(T x, T x_dot, T* result_dot) {
  *result_dot = x_dot / 2;
  return x / 2;
}

// Members, and a rule for one instance of a template.
namespace lab {
struct Model {
  double k;
  double apply(double x) const;
  static double shift(double x, int n);
};
PULLBACK_RULE(vjp, Model::apply, wrt(self, x))
void apply_adjoint(const Model& self, double x, double result_bar, Model& self_bar, double* x_bar);
PULLBACK_RULE(jvp, Model::apply, wrt(self, x))
double apply_tangent(const Model& self, double x, const Model& self_dot, double x_dot, double* result_dot);
Model operator*(const Model& a, const Model& b);
PULLBACK_RULE(vjp, operator*)
void multiply_adjoint(const Model& a, const Model& b, const Model& result_bar, Model& a_bar, Model& b_bar);
PULLBACK_RULE(jvp, operator*)
Model multiply_tangent(const Model& a, const Model& b, const Model& a_dot, const Model& b_dot, Model* result_dot);
PULLBACK_RULE(vjp, Model::shift)
inline void shift_adjoint(double, int, double result_bar, double* x_bar) { *x_bar += result_bar; }
PULLBACK_RULE(jvp, Model::shift)
inline double shift_tangent(double x, int n, double x_dot, double* result_dot) {
  *result_dot = x_dot;
  return x + n;
}

template <int N> double power(double x);
PULLBACK_RULE(vjp, power<3>)
void power3_adjoint(double x, double result_bar, double* x_bar);
PULLBACK_RULE(jvp, power<3>)
double power3_tangent(double x, double x_dot, double* result_dot);
} // namespace lab

#endif
