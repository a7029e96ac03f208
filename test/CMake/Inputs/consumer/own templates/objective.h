#pragma once

template <class T> T objective(const T* x, int n) {
  T sum = 0;
  for (int i = 0; i < n; ++i)
    sum += x[i] * x[i];
  return sum;
}
