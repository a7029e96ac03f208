#ifndef VEC3_H
#define VEC3_H
#include <vector>

struct Vec3 {
  double x, y, z;
  Vec3() : x(0), y(0), z(0) {}
  Vec3(double a, double b, double c) : x(a), y(b), z(c) {}
};

struct Mass {
  Vec3 at, speed;
  double weight;
  Mass(double w = 1.5) : weight(w) { at.x = speed.x = 0; }
};

struct Pixel {
  float red = 0.5F, green = 0.25F;
  Pixel() = default;
  Pixel(float r, float g) : red(r), green(g) {}
};

inline Vec3 operator+(const Vec3& a, const Vec3& b) { return Vec3(a.x + b.x, a.y + b.y, a.z + b.z); }
inline double dot(const Vec3& a, const Vec3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

#endif
