#pragma once

typedef double short_vector[3];

static inline double short_dot(const short_vector a, const short_vector b) {
  double sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += a[i] * b[i];
  return sum;
}
