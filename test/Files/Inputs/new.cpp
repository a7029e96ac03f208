#include <pullback/pullback.h>

PULLBACK(vjp)
double energy(double x, double y) { return x * x * y; }
