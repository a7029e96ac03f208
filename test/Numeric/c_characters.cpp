// RUN: %numeric %s
// Arrays of characters with the text that they start with, in structs with active members.
// CHECK-LANGUAGE: c17
#include <pullback/pullback.h>
#include <string.h>

struct spring {
  double k;
  char name[8];
  int n;
};

static double stretch(const struct spring *s, double x) { return s->name[0] == 'm' ? s->k * x : x / s->k; }

// CHECK-INPUT: x = 1.75
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x) {
  char tag[4] = "ab", open[] = "c-d";
  struct spring s = {2.0 * x, "main", 2};
  struct spring t[2] = {{x, "a", 1}, {x * x, "bc", 3}};
  struct spring u = s;
  u.name[0] = open[2];
  double sum = s.k * x * s.n + t[1].k * t[1].n + (tag[0] == 'a' ? u.k : 0);
  for (int i = 0; i < 2; ++i)
    sum += stretch(&t[i], x) + stretch(&s, sum) * (int)strlen(t[i].name);
  return sum + stretch(&u, x) + s.name[(int)x % 3] * x;
}
