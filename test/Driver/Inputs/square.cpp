#include <pullback/pullback.h>

PULLBACK(vjp)
double square(double x) { return x * x; }

double cube(double x) { return x * x * x; }

template <class T> T fourth(T x) { return x * x * x * x; }
double use(double x) { return fourth(x); }
