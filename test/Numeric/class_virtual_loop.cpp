// RUN: %numeric %s
// Objects of one class that a loop makes, and pointers to their bases, owning or not, direct or not.
#include <memory>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

struct Law {
  virtual ~Law() = default;
  virtual double at(double x) const = 0;
};
struct Scaled : Law {
  double factor;
  explicit Scaled(double f) : factor(f) {}
  double at(double x) const override { return factor * x; }
};
struct Shifted : Scaled {
  double offset;
  Shifted(double f, double o) : Scaled(f), offset(o) {}
  double at(double x) const override { return offset * offset + Scaled::at(x); }
};
struct Plain {
  double z = 2;
};
struct Point : Plain {
  double k;
  explicit Point(double s) : k(s) {}
};

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(s[n]))
double own(const double* s, int n) {
  std::vector<std::unique_ptr<Law>> laws;
  for (int i = 0; i < n; ++i)
    laws.push_back(std::make_unique<Scaled>(s[i]));
  std::swap(laws[0], laws[n - 1]);
  double t = 0;
  for (int i = 0; i < n; ++i)
    t += (i + 1) * laws[i]->at(2.0 + s[i]);
  return t;
}

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, jvp, wrt(s[n]))
double share(const double* s, int n) {
  std::vector<std::shared_ptr<Law>> laws;
  for (int i = 0; i < n; ++i)
    if (i % 2 == 0)
      laws.emplace_back(std::make_shared<Shifted>(s[i], 0.5 * i));
    else
      laws.emplace_back(laws[i / 2]);
  double x = 0.3;
  for (const auto& law : laws)
    x = law->at(x);
  return x;
}

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, jvp, wrt(s[n]))
double deleteAll(const double* s, int n) {
  std::vector<Law*> laws;
  for (int i = 0; i < n; ++i)
    laws.push_back(i == 2 ? nullptr : static_cast<Law*>(new Scaled(s[i])));
  double t = 0;
  for (int i = 0; i < n; ++i)
    if (laws[i])
      t += laws[i]->at(s[i]);
  for (Law* law : laws)
    delete law;
  return t;
}

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, jvp, wrt(s[n]))
double castBack(const double* s, int n) {
  std::vector<Plain*> points;
  for (int i = 0; i < n; ++i) {
    points.push_back(new Point(s[i]));
    points.back()->z *= s[i];
  }
  double t = 0;
  for (int i = 0; i < n; ++i)
    t += static_cast<Point*>(points[i])->k * points[n - 1 - i]->z;
  for (int i = 0; i < n; ++i)
    delete static_cast<Point*>(points[i]);
  return t;
}

// Some are used while the loop still makes others.
// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(s[n]))
double useEarlier(const double* s, int n) {
  std::vector<Law*> laws;
  double t = 0;
  for (int i = 0; i < n; ++i) {
    auto* law = new Scaled(s[i]);
    laws.push_back(law);
    law->factor *= 1.5 + s[(i + 1) % n];
    if (i > 0)
      static_cast<Scaled*>(laws[i - 1])->factor += s[i];
    t += laws[i / 2]->at(s[i]);
  }
  Law* best = laws[0];
  for (int i = 0; i < n; ++i)
    if (laws[i]->at(1.0) > best->at(1.0))
      best = laws[i];
  t += best->at(3.0);
  for (Law* law : laws)
    delete law;
  return t;
}

// CHECK-INPUT: s = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, jvp, wrt(s[n]))
double makeAgain(const double* s, int n) {
  double t = 0;
  for (int k = 0; k < 3; ++k) {
    std::vector<std::unique_ptr<Law>> laws;
    for (int i = 0; i < n; ++i) {
      laws.push_back(std::make_unique<Scaled>(s[i] * (k + 1)));
      t += laws[i / 2]->at(s[i] + t);
    }
    laws[0] = nullptr;
    laws[1].reset(new Scaled(t));
    t += laws[1]->at(1);
  }
  return t;
}
