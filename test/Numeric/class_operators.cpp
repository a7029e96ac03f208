// RUN: %numeric %s
// A class with private members, constructors, member and free operators, conversions, static members.
#include <cmath>
#include <pullback/pullback.h>

class Vec3 {
public:
  Vec3() = default;
  Vec3(double x, double y, double z) : x_(x), y_(y), z_(z) {}
  explicit Vec3(double all) : Vec3(all, all, all) {}

  double x() const { return x_; }
  double& y() { return y_; }
  double y() const { return y_; }
  double z() const { return z_; }
  static Vec3 unitX() { return {one, 0, 0}; }

  Vec3& operator+=(const Vec3& other) {
    x_ += other.x_;
    y_ += other.y_;
    z_ += other.z_;
    return *this;
  }
  Vec3 operator-() const { return Vec3(-x_, -y_, -z_); }
  Vec3 operator-(const Vec3& o) const { return {x_ - o.x_, y_ - o.y_, z_ - o.z_}; }
  double operator[](int i) const { return i == 0 ? x_ : i == 1 ? y_ : z_; }
  explicit operator bool() const { return x_ != 0 || y_ != 0 || z_ != 0; }
  double norm() const { return std::sqrt(dot(*this)); }
  double dot(const Vec3& o) const { return x_ * o.x_ + y_ * o.y_ + z_ * o.z_; }
  friend Vec3 cross(const Vec3& a, const Vec3& b);

private:
  static constexpr double one = 1;
  double x_ = 0, y_ = 0, z_ = 0;
};

Vec3 operator+(Vec3 a, const Vec3& b) { return a += b; }
Vec3 operator*(double s, const Vec3& v) { return {s * v.x(), s * v.y(), s * v.z()}; }
Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a.y_ * b.z_ - a.z_ * b.y_, a.z_ * b.x_ - a.x_ * b.z_, a.x_ * b.y_ - a.y_ * b.x_};
}

class Degrees {
public:
  constexpr Degrees(double value) : value(value) {}
  operator double() const { return value * kRadians; }

private:
  static constexpr double kRadians = 0.017453292519943295;
  double value;
};

// CHECK-INPUT: p = uniform(-1, 1)[6], angle = 25
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[6], angle))
double torque(const double* p, double angle) {
  Vec3 a(p[0], p[1], p[2]), b{p[3], p[4], p[5]};
  const Degrees d = angle;
  const double radians = d;
  Vec3 c = cross(a, b) + std::cos(radians) * Vec3::unitX() - Vec3(0.25);
  c.y() *= 2;
  if (!c)
    return 0;
  Vec3 e;
  e += c;
  e = -e;
  return e.norm() + 2 * a.dot(c) + e[1];
}
