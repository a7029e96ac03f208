#include <pullback/pullback.h>

PULLBACK(vjp)
double energy(double x) { return x * x; }
