#ifndef SPRING_H
#define SPRING_H
namespace mechanics {
struct Spring {
  double k, q, v;
  double energy(double x) const { return k * x * x / 2; }
  double step(double dt, int n);
  double operator()(double x) const { return k * x; }
  static double twice(double x) { return 2 * x; }
};
} // namespace mechanics
#endif
