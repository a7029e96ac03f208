// Counts what the program asks of the heap, whoever asks: malloc and its family are replaced.
#ifndef PULLBACK_BENCH_ALLOCATIONS_H
#define PULLBACK_BENCH_ALLOCATIONS_H

#include <cstddef>

namespace bench {

struct Allocations {
  std::size_t calls, bytes; ///< since startCounting
  std::size_t peak;         ///< most bytes in use at once, beyond those in use at startCounting
};

/// Makes free keep what it gets: else every call of a large adjoint would pay the system's page faults anew.
void keepMemory();

void startCounting();
Allocations stopCounting();

} // namespace bench

#endif
