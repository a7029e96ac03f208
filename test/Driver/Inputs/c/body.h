/* A header that is C and C++. */
#ifndef BODY_H
#define BODY_H
#include <pullback/pullback.h>

typedef struct { double x, y, z; } vec3;
struct body { vec3 position, velocity; double mass; int id; };
enum kind { LINEAR, QUADRATIC = 3 };

double sinc(double x);
PULLBACK_RULE(vjp, sinc)
void sinc_adjoint(double x, double result_bar, double *x_bar);
PULLBACK_INACTIVE double look_up(double x);
#endif
