#include <pullback/pullback.h>

#include <cmath>

static const double bias = 0.25;
static double square(double x) { return x * x; }
template <typename T> T cube(T x) { return square(x) * x + bias; }

PULLBACK(gradient)
static double hidden(double x, double y) { return cube(x) * std::log(y); }

PULLBACK(jvp)
double seen(double x) { return hidden(x, x * x); }

PULLBACK_DIFFERENTIATE(cube<double>, vjp);
