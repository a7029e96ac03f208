// Functions that overwrite what they read, whose bodies the tool does not see, with their rules.
#ifndef ADVANCE_H
#define ADVANCE_H

#include <pullback/pullback.h>

// u[i] *= u[i] x[i]; returns the sum of u.
double advance(const double* x, int n, double* u);
PULLBACK_RULE(vjp, advance, wrt(x[n], u[n]), of(u[n]))
void advance_adjoint(const double* x, int n, double* u, double result_bar, double* x_bar, double* u_bar);

// u = u k + u^2; returns the product of the new and the old u.
double step(double k, double& u);
PULLBACK_RULE(vjp, step)
void step_adjoint(double k, double& u, double result_bar, double* k_bar, double& u_bar);

// y = k x, u *= x; returns the sum of u.
double spread(const double* x, double k, int n, double* y, double* u);
PULLBACK_RULE(vjp, spread, wrt(x[n], k, u[n]), of(y[n], u[n]))
void spread_adjoint(const double* x, double k, int n, double* u, double result_bar, double* x_bar, double* k_bar,
                    const double* y_bar, double* u_bar);

// The sum of x y^2, times k.
double weigh(const double* x, const double* y, int n, const double& k);
PULLBACK_RULE(vjp, weigh, wrt(x[n], y[n], k))
void weigh_adjoint(const double* x, const double* y, int n, const double& k, double result_bar, double* x_bar,
                   double* y_bar, double& k_bar);

// The sum of count x^2; counts on.
double count(const double* x, int n, int* counts);
PULLBACK_RULE(vjp, count, inactive(counts[n]))
void count_adjoint(const double* x, int n, int* counts, double result_bar, double* x_bar);

// A point moves; the struct holds an integer as well.
struct Point { double at[2]; int moves; double speed; };
Point drift(const Point& from, double time, Point& seen);
PULLBACK_RULE(vjp, drift)
void drift_adjoint(const Point& from, double time, Point& seen, const Point& result_bar, Point& from_bar,
                   double* time_bar, Point& seen_bar);

#endif
