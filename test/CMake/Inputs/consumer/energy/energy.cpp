#include "spring.h"

#include <pullback/pullback.h>

static_assert(__cplusplus >= 202002L, "the standard of the linked library");
static_assert(sizeof(GREETING) == sizeof("hello, world"), "the definition of the linked library");

PULLBACK(vjp)
double energy(const Spring& spring) {
  const double stretch = spring.length - spring.rest;
  return 0.5 * STIFFNESS * stretch * stretch;
}
