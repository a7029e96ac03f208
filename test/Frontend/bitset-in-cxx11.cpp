// std::bitset beside other containers in C++11, where members that are constexpr are const.
// RUN: pullback %s -o %t.cpp -- -std=c++11
// RUN: FileCheck %s < %t.cpp
// RUN: %clangxx -std=c++11 -Wall -Wextra -Werror -I%include -c %t.cpp -o %t.o
#include <pullback/pullback.h>

#include <bitset>
#include <map>

// CHECK: void masked_vjp(
// CHECK: bits
PULLBACK(vjp)
double masked(const double* x, int mask) {
  std::bitset<3> bits(static_cast<unsigned>(mask));
  std::map<int, double> kept;
  for (int i = 0; i < 3; ++i)
    if (bits[i]) kept[i] = x[i] * x[i];
  bits.flip(0);
  double s = bits[0] ? x[0] * x[1] : x[2] * x[2];
  for (const auto& entry : kept) s += entry.second * entry.second * entry.first;
  return s;
}
