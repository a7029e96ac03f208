#pragma once

namespace lib {
namespace detail {
struct Slow {};
} // namespace detail
template <class Way, int Most> struct Policy {};
template <> struct Policy<detail::Slow, 3> {
  double factor;
};
inline double shrink(double x, int depth, const Policy<detail::Slow, 3> &policy) {
  return depth == 0 ? x * policy.factor : shrink(x * 0.5, depth - 1, policy) + shrink(x * x, depth - 1, policy);
}
} // namespace lib
