/* C as C++ does not read it: conversions from void*, compound literals, designated initialisers in any order, tags and
 * functions called class and new, a rule and an inactive function. */
#include "body.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static vec3 sub(vec3 a, vec3 b) { return (vec3){.z = a.z - b.z, .x = a.x - b.x, .y = a.y - b.y}; }
static double dot(const vec3 *a, const vec3 *b) { return a->x * b->x + a->y * b->y + a->z * b->z; }

double sinc(double x) { return sin(x) / x; }
void sinc_adjoint(double x, double result_bar, double *x_bar) {
  *x_bar += result_bar * (cos(x) / x - sin(x) / (x * x));
}
double look_up(double x) { return floor(x) + 0.5; }

struct class { double new[3]; };

PULLBACK(vjp, value_and_vjp, wrt(bodies[n]))
double energy(const struct body *restrict bodies, int n, enum kind k) {
  if (n <= 0) {
    fprintf(stderr, "no bodies\n");
    return 0;
  }
  double *potential = calloc(n, sizeof *potential), e = 0;
  struct class this = {.new = {[1] = 2.0}};
  for (int i = 0; i < n; i++) {
    struct body b;
    b = bodies[i];
    for (int j = 0; j < i; j++) {
      vec3 d = sub(b.position, bodies[j].position);
      potential[i] -= k == QUADRATIC ? b.mass / (1 + dot(&d, &d)) : b.mass * sinc(1 + dot(&d, &d));
    }
    this.new[i % 3] += e = e + potential[i] + 0.5 * b.mass * dot(&(vec3){1, b.velocity.y, 2}, &b.velocity);
  }
  free(potential);
  return (e + this.new[0] * this.new[1]) * look_up(bodies[0].mass);
}
