// Unions of numbers of one type, where members are other names of the same number, and anonymous structs.
#include <cmath>
#include <pullback/pullback.h>

struct Vec3 {
  union {
    struct { double x, y, z; };
    struct { double r, g, b; };
    double v[3];
  };
  Vec3() {}
  Vec3(double x, double y, double z) : x(x), y(y), z(z) {}
  double& operator[](int i) { return v[i]; }
  double operator[](int i) const { return v[i]; }
};

template <class T> struct Pair {
  union { T x, r, s; };
  union { T y, g, t; };
  Pair() = default;
  Pair(T x, T y) : x(x), y(y) {}
};

typedef union Quaternion {
  struct { double x, y, z, w; };
  struct { Pair<double> xy, zw; } parts;
  double e[4];
} Quaternion;

union Angle { double theta, radians; };
struct Body { struct { double mass, radius; }; double spin; };

static Vec3 cross(const Vec3& a, const Vec3& b) {
  return Vec3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}
static double dot(const Vec3& a, const Vec3& b) {
  double sum = 0;
  for (int i = 0; i < 3; ++i) sum += a[i] * b[i];
  return sum;
}
static Quaternion scaled(Quaternion q, double factor) {
  Quaternion result;
  for (int i = 0; i < 4; ++i) result.e[i] = q.e[3 - i] * factor;
  return result;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[6]))
double renamed(const double* p, int n) {
  Vec3 a(p[0], p[1], p[2]), b, path[2];
  b.x = p[3];
  b.g = p[4];
  b[2] = p[5];
  for (int i = 0; i < n; ++i) path[i] = i > 0 ? cross(path[0], a) : cross(a, b);
  Pair<double> first(p[0], p[1]), second;
  second = first;
  second.r += first.g;
  Quaternion q = {{p[0], p[1], p[2], p[3]}};
  const Quaternion h = scaled(q, q.w);
  Angle angle;
  angle.theta = p[4];
  angle.radians *= p[5];
  Body body;
  body.mass = angle.theta;
  body.spin = p[1];
  body.radius = body.mass * body.spin;
  const Body copy = body;
  return dot(path[1], a) + path[1].r * path[0].b + second.x * second.t + h.x * h.e[1] + copy.radius * copy.spin;
}
