#pragma once

namespace library {
struct Rate {
  double factor;
};
inline double halve(double x, const Rate &rate, int depth) {
  return depth == 0 ? x * rate.factor : halve(x * 0.5, rate, depth - 1) + halve(x * x, rate, depth - 1);
}
inline double decay(double x) { return halve(x, {x}, 3); }
} // namespace library
