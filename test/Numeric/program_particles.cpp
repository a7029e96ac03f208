// RUN: %numeric %s
// Particles in a vector, with forces between all of them.
#include <cmath>
#include <pullback/pullback.h>
#include <vector>

struct Vec3 {
  double x, y, z;
  Vec3(double x = 0, double y = 0, double z = 0) : x(x), y(y), z(z) {}
  Vec3 operator-(const Vec3 &o) const { return Vec3(x - o.x, y - o.y, z - o.z); }
  Vec3 &operator+=(const Vec3 &o) {
    x += o.x;
    y += o.y;
    z += o.z;
    return *this;
  }
  Vec3 operator*(double s) const { return Vec3(x * s, y * s, z * s); }
  double norm2() const { return x * x + y * y + z * z; }
};
struct Particle {
  Vec3 pos, vel;
  double mass = 1;
};
class System {
  std::vector<Particle> p_;
  std::vector<Vec3> force_;

public:
  void add(const Vec3 &p, double m) {
    Particle q;
    q.pos = p;
    q.mass = m;
    p_.push_back(q);
  }
  void computeForces() {
    force_.assign(p_.size(), Vec3());
    for (std::size_t i = 0; i < p_.size(); ++i)
      for (std::size_t j = 0; j < p_.size(); ++j)
        if (i != j) {
          Vec3 d = p_[j].pos - p_[i].pos;
          double r2 = d.norm2() + 0.01;
          force_[i] += d * (p_[j].mass / (r2 * std::sqrt(r2)));
        }
  }
  void step(double dt) {
    computeForces();
    for (std::size_t i = 0; i < p_.size(); ++i) {
      p_[i].vel += force_[i] * dt;
      p_[i].pos += p_[i].vel * dt;
    }
  }
  double energy() const {
    double e = 0;
    for (const auto &p : p_)
      e += 0.5 * p.mass * p.vel.norm2();
    return e;
  }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double energy(const double *x, int n) {
  System s;
  for (int i = 0; i + 2 < n; ++i)
    s.add(Vec3(x[i], x[i + 1], i), x[i + 2]);
  for (int t = 0; t < 4; ++t)
    s.step(0.1);
  return s.energy();
}
