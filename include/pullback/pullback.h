/* What users of Pullback write in their sources.
 *
 * Every macro here is a note to the `pullback` command. For a compiler they change nothing: they expand to nothing, or,
 * where a semicolon follows, to a declaration that declares nothing new. They work in C and in C++, with any compiler.
 *
 *   PULLBACK(vjp, wrt(x[n], k), of(r[m]))   on a function: generate its derivative
 *   PULLBACK_DIFFERENTIATE(f<double>, vjp); the same at namespace scope, for a function that stands elsewhere
 *   PULLBACK_RULE(vjp, solve, of(x))        on a function: it is the vjp of `solve`, written by hand; lists as below
 *   PULLBACK_INACTIVE                       on a function, parameter, variable or type: its derivative is zero by
 * decision PULLBACK_STORE, PULLBACK_RECOMPUTE      on a variable: how the reverse sweep gets its value
 *   PULLBACK_CHECKPOINT(k)                  before a counted loop: at most k snapshots
 *   PULLBACK_ACCESS;                        in a class: generated code may reach its private members
 *
 * A request names modes (vjp, value_and_vjp, gradient, split, jvp) and may have lists:
 *   wrt(...)       the independents; default: every parameter that holds floating-point data and is not in of(...)
 *   of(...)        pure outputs: written, never read before they are written
 *   scratch(...)   work space whose content before and after the call means nothing
 *   inactive(...)  parameters without a derivative
 *   name(g)        generated functions are called g_vjp and so on
 * `x[n]` in a list gives the length of `x` as an expression of the parameters. */
#ifndef PULLBACK_PULLBACK_H
#define PULLBACK_PULLBACK_H

#if defined(__GNUC__)
#pragma GCC system_header /* variadic macros under -std=c++98 -pedantic */
#endif

#define PULLBACK(...)
#define PULLBACK_RULE(...)
#define PULLBACK_INACTIVE
#define PULLBACK_STORE
#define PULLBACK_RECOMPUTE
#define PULLBACK_CHECKPOINT(...)

#ifdef __PULLBACK__ /* defined while the pullback command reads the source: Clang parses the function's name in place  \
                     */
#define PULLBACK_DIFFERENTIATE(...) _Pragma("pullback request") struct pullback_request_
#else
#define PULLBACK_DIFFERENTIATE(...) struct pullback_request_
#endif

#ifdef __cplusplus
extern "C++" {
namespace pullback {
template <class> struct access; /* never defined here; generated code specialises it */
}
}
#define PULLBACK_ACCESS template <class> friend struct ::pullback::access
#else
#define PULLBACK_ACCESS struct pullback_access_
#endif

#endif /* PULLBACK_PULLBACK_H */
