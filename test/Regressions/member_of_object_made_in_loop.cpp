// RUN: %numeric %s
// A pointer that is kept goes to the object that was made then, not to the one that this iteration makes.
#include <pullback/pullback.h>

struct Plain {
  double z = 1;
};
struct Point : Plain {
  double k;
  explicit Point(double s) : k(s) {}
};

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, jvp, wrt(s[n]))
double keep(const double* s, int n) {
  Plain* points[8];
  double t = 0;
  for (int i = 0; i < n; ++i) {
    Point* point = new Point(s[i]);
    point->z = point->k * s[i];
    points[i] = point;
    t += points[i / 2]->z * s[i];
  }
  for (int i = 0; i < n; ++i)
    delete static_cast<Point*>(points[i]);
  return t;
}
