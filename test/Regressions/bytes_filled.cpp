// RUN: %numeric %s
// memset, memcpy and std::fill of arrays of characters, whose number of elements is one of bytes.
#include <pullback/pullback.h>

#include <algorithm>
#include <cstring>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double cleared(const double* x, int n) {
  unsigned char* solid = new unsigned char[n];
  char* wall = new char[n];
  std::memset(solid, 0, n);
  memset(wall, 0, n * sizeof(char));
  solid[1] = 1;
  wall[2] = 1;
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (!solid[i] && !wall[i])
      s += x[i] * x[i];
  delete[] solid;
  delete[] wall;
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double filled(const double* x, int n) {
  unsigned char* solid = new unsigned char[n];
  signed char kind[4];
  std::fill(solid, solid + n, static_cast<unsigned char>(0));
  std::fill(kind, kind + 4, static_cast<signed char>(n));
  std::fill_n(solid + 2, 2, static_cast<unsigned char>(3));
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * x[i] * (solid[i] + 1) * kind[i];
  delete[] solid;
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, k = 300
// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4, k = 0
PULLBACK(vjp, value_and_vjp, split, jvp)
double set_to_a_number(const double* x, int n, int k) {
  unsigned char level[4], other[4];
  signed char sign[4];
  std::memset(level, k, n);
  std::memset(sign, -1, sizeof sign);
  std::memcpy(other, level, n);
  bool flags[4];
  std::memset(flags, 0, n);
  flags[3] = true;
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += flags[i] ? x[i] : x[i] * x[i] * other[i] * sign[i];
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double in_vectors(const double* x, int n) {
  std::vector<unsigned char> solid(n, 1);
  std::vector<char> wall(n);
  std::fill(solid.begin(), solid.begin() + 2, static_cast<unsigned char>(x[0] > 2));
  std::memset(wall.data(), 2, wall.size());
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * x[i] * solid[i] * wall[i] + x[i];
  return s;
}
