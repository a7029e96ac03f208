// Plain structs of scalars, fixed arrays, integers and each other.
#ifndef SHAPES_H
#define SHAPES_H

struct Vec3 {
  double x, y, z;
};

struct Camera {
  double focal;
  int id;
  double k[2];
  float gain;
};

struct Body {
  Vec3 position;
  Vec3 axes[2];
  double mass;
};

namespace physics {
struct State {
  double q[2];
  double p[2];
};
} // namespace physics

#endif
