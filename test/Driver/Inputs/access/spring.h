// A class whose numbers are its own business.
#ifndef SPRING_H
#define SPRING_H
#include <pullback/pullback.h>

namespace lab {
class Spring {
public:
  Spring(double stiffness, double rest) : stiffness_(stiffness), rest_{rest, 2 * rest} {}
  double energy(double x) const;
  void relax(double rate) { rest_[0] += rate * stiffness_; }
  double stiffness() const { return stiffness_; }
  double rest() const { return rest_[0]; }

private:
  double stiffness_;
  double rest_[2];
  int uses_ = 3;
  PULLBACK_ACCESS;
};
} // namespace lab
#endif
