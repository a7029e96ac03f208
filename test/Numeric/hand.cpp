// RUN: %numeric %s
// Hand tracking: joint angles turn a chain of bones; skinned vertices are compared with measured points.
#include <pullback/pullback.h>

#include <cmath>

struct Transform {
  double m[3][4];
};

static Transform multiply(const Transform& a, const Transform& b) {
  Transform c;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 4; ++j) {
      double s = j == 3 ? a.m[i][3] : 0;
      for (int k = 0; k < 3; ++k) s += a.m[i][k] * b.m[k][j];
      c.m[i][j] = s;
    }
  return c;
}

// Turns by Euler angles about x, y and z, in this order.
static Transform turn(double x, double y, double z) {
  const double cx = std::cos(x), sx = std::sin(x), cy = std::cos(y), sy = std::sin(y), cz = std::cos(z), sz = std::sin(z);
  return {{{cy * cz, sx * sy * cz - cx * sz, cx * sy * cz + sx * sz, 0},
           {cy * sz, sx * sy * sz + cx * cz, cx * sy * sz - sx * cz, 0},
           {-sy, sx * cy, cx * cy, 0}}};
}

constexpr int kFingers = 5, kBones = 3, kPose = 26;

// CHECK-INPUT: pose = uniform(-0.5, 0.5)[26], offset = uniform(0.2, 1)[45], vertices = 4, rest = uniform(-1, 1)[12], bone = [0, 4, 9, 14], weight = uniform(0.2, 1)[4], measured = uniform(-1, 1)[12], error = output[12]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(pose[26]), of(error[3 * vertices]))
void hand(const double* pose, const double* offset, int vertices, const double* rest, const int* bone,
          const double* weight, const double* measured, double* error) {
  Transform world[kFingers * kBones];
  Transform wrist = turn(pose[0], pose[1], pose[2]);
  for (int i = 0; i < 3; ++i) wrist.m[i][3] = pose[3 + i];
  for (int f = 0; f < kFingers; ++f) {
    Transform current = wrist;
    for (int k = 0; k < kBones; ++k) {
      const int b = f * kBones + k;
      const double spread = k == 0 ? pose[6 + 4 * f] : 0;
      Transform local = turn(pose[6 + 4 * f + 1 + k], 0, spread);
      for (int i = 0; i < 3; ++i) local.m[i][3] = offset[3 * b + i];
      current = multiply(current, local);
      world[b] = current;
    }
  }
  for (int v = 0; v < vertices; ++v) {
    const Transform& a = world[bone[v]];
    for (int i = 0; i < 3; ++i) {
      double skinned = a.m[i][3] * weight[v] + wrist.m[i][3] * (1 - weight[v]);
      for (int k = 0; k < 3; ++k)
        skinned += (a.m[i][k] * weight[v] + wrist.m[i][k] * (1 - weight[v])) * rest[3 * v + k];
      error[3 * v + i] = measured[3 * v + i] - skinned;
    }
  }
}
