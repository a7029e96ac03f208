// RUN: %numeric %s
// Arrays without elements are no null pointers, and each is another one.

#include <pullback/pullback.h>

struct Holder {
  double *numbers;
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double none_is_not_null(double x) {
  Holder holders[2] = {{new double[0]}, {nullptr}};
  double product = x;
  for (int i = 0; i < 2; ++i)
    if (holders[i].numbers)
      product *= x;
  delete[] holders[0].numbers;
  return product;
}

// CHECK-INPUT: x = 0.7, n = 0
// CHECK-INPUT: x = 0.7, n = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
double none_is_not_the_next(double x, int n) {
  double *rows[3];
  for (int i = 0; i < 3; ++i)
    rows[i] = new double[i * n + (i > 0 ? 1 : 0)];
  rows[1][0] = x;
  double result = rows[0] == rows[1] ? x * x : rows[1][0];
  for (int i = 0; i < 3; ++i)
    delete[] rows[i];
  return result;
}
