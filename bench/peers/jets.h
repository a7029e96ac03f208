#include "harness/jets.h"

namespace jets {

/// A jet that a number can be assigned to and combined with integers, as kernels do.
struct Active : bench::Jet<BENCH_JETS> {
  using Base = bench::Jet<BENCH_JETS>;
  Active() = default;
  Active(double value) : Base(value) {}
  Active(const Base& value) : Base(value) {}
};

inline Active::Base operator+(int a, const Active::Base& b) { return static_cast<double>(a) + b; }
inline Active::Base operator-(int a, const Active::Base& b) { return static_cast<double>(a) - b; }
inline Active::Base operator*(int a, const Active::Base& b) { return static_cast<double>(a) * b; }
inline Active::Base operator/(const Active::Base& a, int b) { return a / static_cast<double>(b); }
inline bool operator<(const Active::Base& a, double b) { return a.a < b; }
inline bool operator>(const Active::Base& a, double b) { return a.a > b; }

} // namespace jets
