// What stands in front of a primal that is read with the oracle's numbers: all standard headers that a test may name,
// empty annotations, and the number types.

#ifndef PULLBACK_TEST_ORACLE_H
#define PULLBACK_TEST_ORACLE_H

#include "complex.h"
#include "dual.h"
#include "engine.h"
#include "references.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <cfloat>
#include <climits>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <stack>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <valarray>
#include <variant>
#include <vector>
#if __cplusplus >= 202002L
#include <concepts>
#include <numbers>
#include <span>
#endif

#define PULLBACK_ORACLE 1
#define PULLBACK(...)
#define PULLBACK_DIFFERENTIATE(...) static_assert(true, "")
#define PULLBACK_RULE(...)
#define PULLBACK_INACTIVE
#define PULLBACK_STORE
#define PULLBACK_ACCESS static_assert(true, "")
#define PULLBACK_RECOMPUTE
#undef PULLBACK_CHECKPOINT
#define PULLBACK_CHECKPOINT(...)

using DualFloat = dual::Dual<float>;
using DualDouble = dual::Dual<double>;
using DualLong = dual::Dual<long double>;

/// The same number without its tangents: for functions and parameters that are inactive by decision.
template <class T> dual::Dual<T> withoutTangent(const dual::Dual<T> &x) {
  dual::Dual<T> r;
  r.value = x.value;
  return r;
}

#endif
