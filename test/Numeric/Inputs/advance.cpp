#include "advance.h"

double advance(const double* x, int n, double* u) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    u[i] *= u[i] * x[i];
    sum += u[i];
  }
  return sum;
}
void advance_adjoint(const double* x, int n, double* u, double result_bar, double* x_bar, double* u_bar) {
  for (int i = 0; i < n; ++i) {
    const double bar = u_bar[i] + result_bar, before = u[i];
    x_bar[i] += bar * before * before;
    u_bar[i] = bar * 2 * before * x[i];
    u[i] *= before * x[i];
  }
}

double step(double k, double& u) {
  const double before = u;
  u = u * k + before * before;
  return u * before;
}
void step_adjoint(double k, double& u, double result_bar, double* k_bar, double& u_bar) {
  const double before = u;
  u = before * k + before * before;
  const double bar = u_bar + result_bar * before;
  *k_bar += bar * before;
  u_bar = result_bar * u + bar * (k + 2 * before);
}

double spread(const double* x, double k, int n, double* y, double* u) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    y[i] = x[i] * k;
    u[i] *= x[i];
    sum += u[i];
  }
  return sum;
}
void spread_adjoint(const double* x, double k, int n, double* u, double result_bar, double* x_bar, double* k_bar,
                    const double* y_bar, double* u_bar) {
  for (int i = 0; i < n; ++i) {
    const double bar = u_bar[i] + result_bar;
    x_bar[i] += y_bar[i] * k + bar * u[i];
    *k_bar += y_bar[i] * x[i];
    u_bar[i] = bar * x[i];
    u[i] *= x[i];
  }
}

double weigh(const double* x, const double* y, int n, const double& k) {
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i] * y[i] * y[i];
  return sum * k;
}
// Adds up first: right only where the adjoints are objects of their own.
void weigh_adjoint(const double* x, const double* y, int n, const double& k, double result_bar, double* x_bar,
                   double* y_bar, double& k_bar) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double x_was = x_bar[i], y_was = y_bar[i];
    sum += x[i] * y[i] * y[i];
    x_bar[i] = x_was + result_bar * k * y[i] * y[i];
    y_bar[i] = y_was + result_bar * k * 2 * x[i] * y[i];
  }
  k_bar += result_bar * sum;
}

double count(const double* x, int n, int* counts) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += x[i] * x[i] * counts[i];
    counts[i] += i + 1;
  }
  return sum;
}
void count_adjoint(const double* x, int n, int* counts, double result_bar, double* x_bar) {
  for (int i = 0; i < n; ++i) {
    x_bar[i] += 2 * result_bar * x[i] * counts[i];
    counts[i] += i + 1;
  }
}

Point drift(const Point& from, double time, Point& seen) {
  Point to = from;
  for (int i = 0; i < 2; ++i) {
    to.at[i] = from.at[i] + time * from.speed * seen.at[i];
    seen.at[i] *= from.at[i] * (1 + seen.moves);
  }
  ++seen.moves;
  to.speed = from.speed * seen.speed;
  return to;
}
void drift_adjoint(const Point& from, double time, Point& seen, const Point& result_bar, Point& from_bar,
                   double* time_bar, Point& seen_bar) {
  from_bar.speed += result_bar.speed * seen.speed;
  seen_bar.speed += result_bar.speed * from.speed;
  for (int i = 0; i < 2; ++i) {
    const double bar = seen_bar.at[i];
    const double factor = 1 + seen.moves;
    from_bar.at[i] += result_bar.at[i] + bar * seen.at[i] * factor;
    *time_bar += result_bar.at[i] * from.speed * seen.at[i];
    from_bar.speed += result_bar.at[i] * time * seen.at[i];
    seen_bar.at[i] = bar * from.at[i] * factor + result_bar.at[i] * time * from.speed;
    seen.at[i] *= from.at[i] * factor;
  }
  ++seen.moves;
}
