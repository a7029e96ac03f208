// RUN: %numeric %s
// Objects with nothing in them whose constructors run when the program starts.
#include <cmath>
#include <pullback/pullback.h>

static double started = 0;

template <class T> struct Table {
  struct Starter {
    Starter() { started = std::sin(started + 1); }
    void touch() const {}
    T scale(T x) const { return 3 * x; }
  };
  static const Starter starter;
  static T half(T x) {
    starter.touch();
    return starter.scale(x) / 2;
  }
};
template <class T> const typename Table<T>::Starter Table<T>::starter;

// CHECK-INPUT: x = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double f(double x) { return Table<double>::half(x * x) * x; }
