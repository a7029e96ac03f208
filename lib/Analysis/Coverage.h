// Whether what is read from an object was written before, in the same run of a block.
#ifndef PULLBACK_ANALYSIS_COVERAGE_H
#define PULLBACK_ANALYSIS_COVERAGE_H

#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"

namespace pullback {

/// True if it is proved that every element that `read` reads at `pointer` has been written earlier in the same run of
/// `iteration`, on every path. Understood are stores to the same place; loops that run over a whole object or over a
/// range that holds the place, as in
///
///   for (int j = 0; j <= i; ++j) w[j] = ...;     for (int j = 0; j <= i; ++j) s += w[j];
///
/// both sides of a branch; ranges that join (w[0], and w[j] from 1 on); and places with constant subscripts that make
/// up a whole array. An access is taken to be within its object: what fills an object of n elements from 0 to n covers
/// any subscript.
bool isCovered(mlir::Operation *read, mlir::Value pointer, mlir::Block *iteration);

/// True if it is proved that `pointer` points to an element of its object, wherever the value exists: in an array of
/// this function, with subscripts that are constant or counters that stay below its size.
bool isWithinObject(mlir::Value pointer);

} // namespace pullback

#endif // PULLBACK_ANALYSIS_COVERAGE_H
