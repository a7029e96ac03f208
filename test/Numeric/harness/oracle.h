// What stands in front of a primal that is read with the oracle's numbers: all standard headers that a test may name,
// empty annotations, and the number types.

#ifndef PULLBACK_TEST_ORACLE_H
#define PULLBACK_TEST_ORACLE_H

#include "dual.h"
#include "engine.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cfloat>
#include <climits>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#define PULLBACK_ORACLE 1
#define PULLBACK(...)
#define PULLBACK_DIFFERENTIATE(...) static_assert(true, "")
#define PULLBACK_RULE(...)
#define PULLBACK_INACTIVE
#define PULLBACK_STORE
#define PULLBACK_RECOMPUTE

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
