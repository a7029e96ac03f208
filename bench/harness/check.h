// Whether the adjoints of a case agree, and say anything.
#ifndef PULLBACK_BENCH_CHECK_H
#define PULLBACK_BENCH_CHECK_H

#include "case.h"

namespace bench {

/// Compares every adjoint with the hand-written one, to rounding, and, if asked, that one with differences in a few
/// places. A gradient that is zero nearly everywhere in a group of independents fails. Says what is wrong on standard
/// error.
bool check(const Case& c, bool withDifferences);

/// Element `index` of the gradient by a central difference; `inputs` is a copy of the case's, `up` and `down` have
/// the size of its outputs.
double difference(const Case& c, std::size_t index, std::vector<double>& inputs, std::vector<double>& up,
                  std::vector<double>& down);

} // namespace bench

#endif
