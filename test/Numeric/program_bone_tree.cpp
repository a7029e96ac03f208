// RUN: %numeric %s
// Hand tracking in small: transformations along a chain of bones.
#include <array>
#include <cmath>
#include <pullback/pullback.h>
#include <string>
#include <vector>

struct Mat4 {
  std::array<double, 16> m{};
  static Mat4 identity() {
    Mat4 r;
    for (int i = 0; i < 4; ++i)
      r.m[i * 5] = 1;
    return r;
  }
  double &at(int i, int j) { return m[i * 4 + j]; }
  double at(int i, int j) const { return m[i * 4 + j]; }
};
inline Mat4 operator*(const Mat4 &a, const Mat4 &b) {
  Mat4 c;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) {
      double s = 0;
      for (int k = 0; k < 4; ++k)
        s += a.at(i, k) * b.at(k, j);
      c.at(i, j) = s;
    }
  return c;
}
struct Bone {
  int parent;
  Mat4 base;
};
struct Skeleton {
  std::vector<Bone> bones;
  std::vector<Mat4> pose(const std::vector<double> &angles) const {
    std::vector<Mat4> absolute(bones.size());
    for (std::size_t b = 0; b < bones.size(); ++b) {
      Mat4 r = Mat4::identity();
      double c = std::cos(angles[b]), s = std::sin(angles[b]);
      r.at(0, 0) = c;
      r.at(0, 1) = -s;
      r.at(1, 0) = s;
      r.at(1, 1) = c;
      const Mat4 local = bones[b].base * r;
      absolute[b] = bones[b].parent < 0 ? local : absolute[bones[b].parent] * local;
    }
    return absolute;
  }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double reach(const double *x, int n) {
  Skeleton sk;
  for (int i = 0; i < n; ++i) {
    Bone b;
    b.parent = i - 1;
    b.base = Mat4::identity();
    b.base.at(0, 3) = 1 + 0.1 * i;
    sk.bones.push_back(b);
  }
  std::vector<double> angles(x, x + n);
  auto poses = sk.pose(angles);
  double e = 0;
  for (const auto &p : poses)
    e += p.at(0, 3) * p.at(0, 3) + p.at(1, 3);
  return e;
}
