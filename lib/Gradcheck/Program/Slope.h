// The derivative of a function of one number by differences, with a bound for the error, or none.
#ifndef PULLBACK_GRADCHECK_PROGRAM_SLOPE_H
#define PULLBACK_GRADCHECK_PROGRAM_SLOPE_H

#include "Numbers.h"

#include <algorithm>

namespace gradcheck {

struct Slope {
  Real value = 0;
  Real error = std::numeric_limits<Real>::infinity(); // infinite where the steps do not settle the matter
};

/// The slope of `change` at 0, where change(0) = 0 and `noise` bounds its rounding errors. Steps run from `largest`
/// down over eight decades. Central differences C(t), one Richardson step R(t) = (4 C(t/2) - C(t)) / 3; of the t above
/// 1e-5 the one with the least estimated error is taken. The bound also has the least distance between the slopes to
/// both sides, which stays away from 0 at a kink. All smaller steps have to agree with the result within rounding,
/// which they do not where the function is a staircase (as one that rounds to float is), or jumps, or bends nearby.
template <typename Change> Slope findSlope(Change change, Real largest, Real noise) {
  Vector steps, central, bend;
  for (int k = 0; k < 27; ++k) {
    const Real t = std::ldexp(largest, -k);
    const Real up = change(t), down = change(-t);
    if (!std::isfinite(up) || !std::isfinite(down)) { // out of the domain: only smaller steps count
      steps.clear(), central.clear(), bend.clear();
      continue;
    }
    steps.push_back(t);
    central.push_back((up - down) / (2 * t));
    bend.push_back(std::fabs(up + down) / t);
  }
  const std::size_t count = steps.size();
  if (count < 8)
    return {};
  const Real allowed = noise * 1e4L;
  for (std::size_t j = count - 3; j < count; ++j)
    noise = std::max(noise, std::fabs(central[j] - central[j - 1]) * steps[j]);
  if (noise > allowed)
    return {};
  Vector extrapolated;
  for (std::size_t k = 0; k + 1 < count; ++k)
    extrapolated.push_back((4 * central[k + 1] - central[k]) / 3);
  Slope best;
  std::size_t chosen = 0;
  for (std::size_t k = 1; k + 1 < count && steps[k + 1] > 1e-5L; ++k) {
    const Real error = 4 * std::fabs(extrapolated[k] - extrapolated[k - 1]) + 8 * noise / steps[k + 1];
    if (error < best.error) {
      best = {extrapolated[k], error};
      chosen = k;
    }
  }
  if (chosen == 0)
    return {};
  Real kink = std::numeric_limits<Real>::infinity();
  for (std::size_t k = 0; k + 1 < count; ++k) // of two steps: where it bends the other way, one may see nothing
    kink = std::min(kink, std::max(bend[k], bend[k + 1]));
  best.error += kink;
  for (std::size_t k = chosen + 1; k + 1 < count; ++k)
    if (std::fabs(extrapolated[k] - best.value) > best.error + 16 * noise / steps[k + 1])
      return {};
  return best;
}

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_SLOPE_H
