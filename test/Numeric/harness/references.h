// Arithmetic on std::reference_wrapper of dual numbers. The operators of dual numbers are templates, for which the
// language looks for no conversions.
#ifndef HARNESS_REFERENCES_H
#define HARNESS_REFERENCES_H

#include "dual.h"

#include <functional>

namespace dual {

template <class T> struct Referred {};
template <class T> struct Referred<std::reference_wrapper<Dual<T>>> {
  using Type = Dual<T>;
};
template <class T> struct Referred<std::reference_wrapper<const Dual<T>>> {
  using Type = Dual<T>;
};

#define REFERENCES_BINARY(op)                                                                                          \
  template <class R, class Y, class T = typename Referred<R>::Type> auto operator op(const R &a, const Y &b) {         \
    return a.get() op static_cast<const T &>(b);                                                                       \
  }                                                                                                                    \
  template <class T, class R, class Same = typename Referred<R>::Type>                                                 \
  auto operator op(const Dual<T> &a, const R &b) {                                                                     \
    return a op b.get();                                                                                               \
  }
REFERENCES_BINARY(+)
REFERENCES_BINARY(-)
REFERENCES_BINARY(*)
REFERENCES_BINARY(/)
#undef REFERENCES_BINARY

} // namespace dual

#endif // HARNESS_REFERENCES_H
