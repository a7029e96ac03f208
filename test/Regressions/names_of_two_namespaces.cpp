// RUN: rm -rf %t && mkdir %t && pullback %s -o %t/names.cpp -- -std=c++17 -I%S/Inputs
// RUN: FileCheck %s < %t/names.cpp
// What stands in the global namespace, and what has the same name in the namespace of the function.
#include "names_of_two_namespaces.h"

#include <pullback/pullback.h>

static const double table[] = {7, 8};

namespace mine {

static const double table[] = {17, 18};

// CHECK: constexpr ::Pair pairs[2] = {{[{][{]}}1.0, 2.0}, {3.0, 4.0{{[}][}]}};

// CHECK-LABEL: void variables_vjp(
// CHECK-DAG: const double [[MINE:.*]] = ::mine::table[n & 1];
// CHECK-DAG: const double [[GLOBAL:.*]] = ::table[n & 1];
// CHECK: x_bar[1] += result_bar * ::mine::weights[n & 1];
// CHECK-NEXT: x_bar[2] += result_bar * [[GLOBAL]];
// CHECK-NEXT: x_bar[0] += result_bar * [[MINE]];
PULLBACK(vjp, wrt(x[3]))
double variables(const double *x, int n) {
  return table[n & 1] * x[0] + ::table[n & 1] * x[2] + weights[n & 1] * x[1] + ::weights[n & 1];
}

namespace mine {

// CHECK-LABEL: void types_vjp(const double*, int n, ::Kind a, ::mine::Kind b,
// CHECK: double first = ::mine::mine::pairs[n & 1].first;
PULLBACK(vjp, wrt(x[2]))
double types(const double *x, int n, ::Kind a, Kind b) {
  static const ::Pair pairs[] = {{1, 2}, {3, 4}};
  return x[0] * pairs[n & 1].first * (a == ::Kind::low ? 2 : 3) + x[1] * (b == Kind::low ? 4 : 5);
}

} // namespace mine

} // namespace mine
