#include "rule_forms.h"

#include <cmath>

double sinc(double x) { return std::sin(x) / x; }
void sinc_adjoint(double x, double result_bar, double* x_bar) {
  *x_bar += result_bar * (std::cos(x) / x - std::sin(x) / (x * x));
}
double sinc_tangent(double x, double x_dot, double* result_dot) {
  *result_dot = x_dot * (std::cos(x) / x - std::sin(x) / (x * x));
  return std::sin(x) / x;
}

double cube(double x, const double& k) { return k * x * x * x; }
double cube_both(double x, const double& k, double result_bar, double* x_bar, double& k_bar) {
  *x_bar += 3 * result_bar * k * x * x;
  k_bar += result_bar * x * x * x;
  return k * x * x * x;
}
double cube_tangent(double x, const double& k, double x_dot, const double& k_dot, double* result_dot) {
  *result_dot = 3 * k * x * x * x_dot + x * x * x * k_dot;
  return k * x * x * x;
}

void solve2(const double* a, const double* b, double* x) {
  const double d = a[0] * a[3] - a[1] * a[2];
  const double inverse[4] = {a[3] / d, -a[1] / d, -a[2] / d, a[0] / d};
  x[0] = inverse[0] * b[0] + inverse[1] * b[1];
  x[1] = inverse[2] * b[0] + inverse[3] * b[1];
}
void solve2_fwd(const double* a, const double* b, double* x, Factors& saved) {
  const double d = a[0] * a[3] - a[1] * a[2];
  saved.inverse = {a[3] / d, -a[1] / d, -a[2] / d, a[0] / d};
  x[0] = saved.inverse[0] * b[0] + saved.inverse[1] * b[1];
  x[1] = saved.inverse[2] * b[0] + saved.inverse[3] * b[1];
  saved.x = {x[0], x[1]};
}
void solve2_rev(const double*, const double*, const Factors& saved, double* a_bar, double* b_bar,
                const double* x_bar) {
  const double w[2] = {saved.inverse[0] * x_bar[0] + saved.inverse[2] * x_bar[1],
                       saved.inverse[1] * x_bar[0] + saved.inverse[3] * x_bar[1]};
  for (int i = 0; i < 2; ++i) {
    b_bar[i] += w[i];
    for (int j = 0; j < 2; ++j) a_bar[i * 2 + j] -= w[i] * saved.x[j];
  }
}
void solve2_tangent(const double* a, const double* b, double* x, const double* a_dot, const double* b_dot,
                    double* x_dot) {
  solve2(a, b, x);
  double right[2];
  for (int i = 0; i < 2; ++i) right[i] = b_dot[i] - a_dot[2 * i] * x[0] - a_dot[2 * i + 1] * x[1];
  solve2(a, right, x_dot);
}

double grow(double x, double* u, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    u[i] *= u[i] * x;
    sum += u[i];
  }
  return sum;
}
double grow_fwd(double x, double* u, int n, Before& saved) {
  saved.x = x;
  saved.u.assign(u, u + n);
  return grow(x, u, n);
}
void grow_rev(double, double*, int n, const Before& saved, double result_bar, double* x_bar, double* u_bar) {
  for (int i = 0; i < n; ++i) {
    const double bar = u_bar[i] + result_bar;
    *x_bar += bar * saved.u[i] * saved.u[i];
    u_bar[i] = 2 * bar * saved.u[i] * saved.x;
  }
}
double grow_tangent(double x, double* u, int n, double x_dot, double* u_dot, double* result_dot) {
  double sum = 0;
  *result_dot = 0;
  for (int i = 0; i < n; ++i) {
    u_dot[i] = 2 * u[i] * x * u_dot[i] + u[i] * u[i] * x_dot;
    u[i] *= u[i] * x;
    sum += u[i];
    *result_dot += u_dot[i];
  }
  return sum;
}

double norm(const double* x, int n, double* work) {
  double sum = 0;
  for (int i = 0; i < n; ++i) work[i] = x[i] * x[i];
  for (int i = 0; i < n; ++i) sum += work[i];
  return std::sqrt(sum);
}
void norm_adjoint(const double* x, int n, double* work, double result_bar, double* x_bar) {
  const double r = norm(x, n, work);
  for (int i = 0; i < n; ++i) {
    x_bar[i] += result_bar * x[i] / r;
    work[i] = -1;
  }
}
double norm_tangent(const double* x, int n, double* work, const double* x_dot, double* result_dot) {
  const double r = norm(x, n, work);
  *result_dot = 0;
  for (int i = 0; i < n; ++i) *result_dot += x[i] * x_dot[i] / r;
  return r;
}

Pair mix(const Pair& in, double t, Pair& out) {
  out.first = in.first * t;
  out.second = in.second * in.first;
  return {in.second * t, in.first + t};
}
Pair mix_both(const Pair& in, double t, Pair& out, const Pair& result_bar, Pair& in_bar, double* t_bar,
              const Pair& out_bar) {
  in_bar.first += out_bar.first * t + out_bar.second * in.second + result_bar.second;
  in_bar.second += out_bar.second * in.first + result_bar.first * t;
  *t_bar += out_bar.first * in.first + result_bar.first * in.second + result_bar.second;
  return mix(in, t, out);
}
Pair mix_tangent(const Pair& in, double t, Pair& out, const Pair& in_dot, double t_dot, Pair& out_dot,
                 Pair* result_dot) {
  out_dot.first = in_dot.first * t + in.first * t_dot;
  out_dot.second = in_dot.second * in.first + in.second * in_dot.first;
  result_dot->first = in_dot.second * t + in.second * t_dot;
  result_dot->second = in_dot.first + t_dot;
  return mix(in, t, out);
}

namespace lab {
double Model::apply(double x) const { return k * x * x; }
double Model::shift(double x, int n) { return x + n; }
void apply_adjoint(const Model& self, double x, double result_bar, Model& self_bar, double* x_bar) {
  self_bar.k += result_bar * x * x;
  *x_bar += 2 * result_bar * self.k * x;
}
double apply_tangent(const Model& self, double x, const Model& self_dot, double x_dot, double* result_dot) {
  *result_dot = self_dot.k * x * x + 2 * self.k * x * x_dot;
  return self.apply(x);
}
Model operator*(const Model& a, const Model& b) { return {a.k * b.k}; }
void multiply_adjoint(const Model& a, const Model& b, const Model& result_bar, Model& a_bar, Model& b_bar) {
  a_bar.k += result_bar.k * b.k;
  b_bar.k += result_bar.k * a.k;
}
Model multiply_tangent(const Model& a, const Model& b, const Model& a_dot, const Model& b_dot, Model* result_dot) {
  result_dot->k = a_dot.k * b.k + a.k * b_dot.k;
  return a * b;
}
template <int N> double power(double x) {
  double result = 1;
  for (int i = 0; i < N; ++i) result *= x;
  return result;
}
template double power<3>(double);
void power3_adjoint(double x, double result_bar, double* x_bar) { *x_bar += 3 * result_bar * x * x; }
double power3_tangent(double x, double x_dot, double* result_dot) {
  *result_dot = 3 * x * x * x_dot;
  return power<3>(x);
}
} // namespace lab
