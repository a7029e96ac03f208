// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/../Numeric/Inputs
// RUN: %clangxx %warnflags -I%S/../Numeric/Inputs -fsanitize=address,undefined -c constructor_of_constants.pullback.cpp
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -I%include -I%S/../Numeric/Inputs -I. -DMAIN %s constructor_of_constants.pullback.o -o main && ./main
// Classes of signatures whose default constructors set constants: arrays of them, their adjoints, objects that are returned.
#include "vec3.h"
#include <pullback/pullback.h>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double summed(const std::vector<Vec3>& points) {
  std::vector<Vec3> sums(points.size());
  Vec3 all;
  for (std::size_t i = 0; i < points.size(); ++i)
    sums[i] = all = all + points[i];
  double s = 0;
  for (const Vec3& v : sums)
    s += dot(v, v);
  return s;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double masses(const std::vector<Pixel>& pixels, const Mass& first, int n) {
  std::vector<Mass> all(n);
  Mass* more = new Mass[n];
  all[n - 1] = first;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    more[i].weight *= all[n - 1].weight * pixels[i].red;
    s += more[i].weight * all[i].weight + all[i].at.x + pixels[i].green;
  }
  delete[] more;
  return s;
}

#ifdef MAIN
#include "constructor_of_constants.pullback.h"
#include "expect.h"

// 1 + 9 in x; the derivatives are 2 (1 + 3) and 2 * 3.
static const std::vector<Vec3> points{{1, 0, 0}, {2, 0, 0.5}};

static void checkSummed() {
  std::vector<Vec3> bar(2), dot(2);
  EXPECT(summed_gradient(points, bar), 10.25);
  summed_vjp(points, 1, bar);
  summed_value_and_vjp(points, 1, bar);
  summed_saved saved;
  summed_fwd(points, saved);
  summed_rev(points, saved, 1, bar);
  EXPECT(bar[0].x, 32);
  EXPECT(bar[1].x, 24);
  EXPECT(bar[0].z, 4);
  EXPECT(bar[1].y, 0);
  dot[1].x = 1;
  double result = 0;
  EXPECT(summed_jvp(points, dot, &result), 10.25);
  EXPECT(result, 6);
}

// more[i] = 1.5 w r[i]; s = 1.5 w (1.5 r0 + w r1) + 1.5 * 0 + first.at.x + g0 + g1 with w the weight of first.
static void checkMasses() {
  const std::vector<Pixel> pixels{{2, 1}, {4, 1}};
  Mass first(0.5);
  first.at.x = 3;
  std::vector<Pixel> bar{{0, 0}, {0, 0}}, dot{{0, 0}, {0, 0}};
  Mass firstBar(0), firstDot(1);
  EXPECT(masses_gradient(pixels, first, 2, bar, firstBar), 8.75);
  masses_vjp(pixels, first, 2, 1, bar, firstBar);
  masses_value_and_vjp(pixels, first, 2, 1, bar, firstBar);
  masses_saved saved;
  masses_fwd(pixels, first, 2, saved);
  masses_rev(pixels, first, 2, saved, 1, bar, firstBar);
  EXPECT(firstBar.weight, 4 * (1.5 * 3 + 2 * 1.5 * 0.5 * 4));
  EXPECT(firstBar.at.x, 4);
  EXPECT(bar[0].red, 4 * 1.125);
  EXPECT(bar[1].red, 4 * 0.375);
  EXPECT(bar[1].green, 4);
  double result = 0;
  masses_jvp(pixels, first, 2, dot, firstDot, &result);
  EXPECT(result, 1.5 * 3 + 2 * 1.5 * 0.5 * 4);
}

int main() {
  checkSummed();
  checkMasses();
  return failures != 0;
}
#endif
