#include <pullback/pullback.h>

static_assert(sizeof(void*) == 4, "this is for the other machine");

PULLBACK(vjp)
double scaled(double x) { return x * sizeof(long); }
