// RUN: %numeric %s
// memcpy between arrays, whole or in part, and numbers that lie one behind the other; and of one member.
#include <cstring>
#include <pullback/pullback.h>

struct Body {
  double axis[3];
  double mass;
};

// CHECK-INPUT: x = uniform(-1, 1)[9], n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[9]))
double f(const double *x, int n) {
  double whole[3], part[3] = {1, 2, 3}, matrix[3][3], other[3][3];
  std::memcpy(&whole, x, sizeof(whole));
  std::memcpy(&part, x + 3, 2 * sizeof(double));
  std::memcpy(matrix, x, 9 * sizeof(double));
  std::memcpy(&other, x, sizeof(other));
  std::memcpy(other, x + 3, n * sizeof(other[0]));
  std::memcpy(other[2], &matrix[1], sizeof(matrix[1]));
  Body body;
  std::memcpy(&body.axis, &matrix[2], sizeof(body.axis));
  std::memcpy(&body.mass, x + 8, sizeof(double));
  double sum = body.mass * body.axis[0] + whole[1] * part[0] * part[2];
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      sum += matrix[i][j] * other[j][i] * (i + 2 * j);
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], y = output[6]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y[6]))
void g(const double *x, double *y) {
  double rows[2][3];
  std::memcpy(rows, x, sizeof(rows));
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j)
      rows[i][j] *= rows[1 - i][j];
  std::memcpy(y, rows, sizeof(rows));
}

// Three dimensions, there and back.
// CHECK-INPUT: x = uniform(-1, 1)[12], y = output[12]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]), of(y[12]))
void cubes(const double* x, double* y) {
  double b[3][2][2];
  std::memcpy(b, x, 12 * sizeof(double));
  b[2][1][1] *= b[0][0][1];
  b[1][0][0] *= b[1][1][1];
  std::memcpy(y, b, sizeof b);
}
