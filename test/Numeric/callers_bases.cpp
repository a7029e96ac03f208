// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -I%S/Inputs -fsanitize=address,undefined -ffp-contract=off -c callers_bases.pullback.cpp
// RUN: %gxx %warnflags -I%S/Inputs -O2 -ffp-contract=off -c callers_bases.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_bases.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// Structs with bases and std::tuple in signatures.
#include "bases.h"
#include <array>
#include <cmath>
#include <pullback/pullback.h>
#include <tuple>
#include <vector>

static double far(const Shape &s, int n) { return n == 0 ? s.distance() : std::sin(s.x) + s.y * far(s, n - 1); }

static void grow(Scaled &s, double k, int n) {
  if (n == 0)
    return;
  s.scale *= k;
  grow(s, k, n - 1);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double measured(const Ring &r, Circle c, const Circle *all, int n) {
  double sum = r.area() * r.inner[0] + r.inner[1] * r.distance();
  for (int i = 0; i < n; ++i)
    sum += all[i].area() + all[i].x * all[n - 1 - i].y;
  c.radius *= c.x;
  Shape &shape = c;
  shape.y *= c.scale;
  return sum * c.area() + far(c, 2) + far(r, 1);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
Circle moved(Ring &r, double k) {
  grow(r, k, r.times);
  Circle c = r;
  c.x = r.y * k;
  r.inner[1] = r.scale * c.x;
  static_cast<Shape &>(r) = c;
  return c;
}

using State = std::tuple<double, int, std::array<double, 2>, Shape>;

PULLBACK(vjp, value_and_vjp, split, jvp)
std::tuple<double, Shape> stepped(State &s, const std::vector<std::tuple<double, double>> &loads, double h) {
  auto &[time, count, angles, place] = s;
  for (auto [force, arm] : loads) {
    angles[0] += h * force * arm * std::cos(time);
    time += h;
  }
  place.x *= angles[0];
  std::get<2>(s)[1] = place.y * std::get<double>(s) * count;
  return {time * angles[1], place};
}

#ifdef MAIN
namespace callers {
template <class F> void forEachNumber(Shape &s, F f) { f(s.x), f(s.y); }
template <class F> void forEachNumber(Circle &c, F f) { f(c.x), f(c.y), f(c.scale), f(c.radius); }
template <class F> void forEachNumber(Ring &r, F f) {
  forEachNumber(static_cast<Circle &>(r), f);
  f(r.inner[0]), f(r.inner[1]);
}
} // namespace callers
#include "callers.h"

#include "callers_bases.pullback.h"

using Measured = std::tuple<Ring, Circle, std::vector<Circle>>;
using Moved = std::tuple<Ring, double>;
using Left = std::tuple<Circle, Ring>;
using Loads = std::vector<std::tuple<double, double>>;
using Stepped = std::tuple<State, Loads, double>;
using Reached = std::tuple<std::tuple<double, Shape>, State>;

static Circle circle(double x, double y, double scale, double radius) {
  Circle c;
  c.x = x, c.y = y, c.scale = scale, c.radius = radius;
  return c;
}

static Ring ring(double x, double y, double scale, double radius, double inner) {
  Ring r;
  static_cast<Circle &>(r) = circle(x, y, scale, radius);
  r.inner[0] = inner, r.inner[1] = 2 * inner;
  return r;
}

int main() {
  callers::check(
      "measured",
      Measured(ring(0.5, -0.25, 1.5, 0.75, 0.5), circle(0.3, 0.7, 1.25, 0.5),
               {circle(1, 0.5, 0.25, 2), circle(-1, 0.25, 0.5, 0.75)}),
      [](Measured a) { return measured(std::get<0>(a), std::get<1>(a), std::get<2>(a).data(), 2); },
      [](Measured a, double seed, Measured &g) {
        measured_vjp(std::get<0>(a), std::get<1>(a), std::get<2>(a).data(), 2, seed, std::get<0>(g), &std::get<1>(g),
                     std::get<2>(g).data());
      },
      [](Measured a, double seed, Measured &g) {
        return measured_value_and_vjp(std::get<0>(a), std::get<1>(a), std::get<2>(a).data(), 2, seed, std::get<0>(g),
                                      &std::get<1>(g), std::get<2>(g).data());
      },
      [](Measured a, double seed, Measured &g) {
        measured_saved saved;
        const double y = measured_fwd(std::get<0>(a), std::get<1>(a), std::get<2>(a).data(), 2, saved);
        measured_rev(std::get<0>(a), std::get<1>(a), std::get<2>(a).data(), 2, saved, seed, std::get<0>(g),
                     &std::get<1>(g), std::get<2>(g).data());
        return y;
      },
      [](Measured a, Measured d, double &t) {
        return measured_jvp(std::get<0>(a), std::get<1>(a), std::get<2>(a).data(), 2, std::get<0>(d), std::get<1>(d),
                            std::get<2>(d).data(), &t);
      });

  callers::check(
      "moved", Moved(ring(0.5, -0.25, 1.5, 0.75, 0.5), 1.25),
      [](Moved a) {
        const Circle c = moved(std::get<0>(a), std::get<1>(a));
        return Left(c, std::get<0>(a));
      },
      [](Moved a, Left seed, Moved &g) {
        std::get<0>(g) = std::get<1>(seed);
        moved_vjp(std::get<0>(a), std::get<1>(a), std::get<0>(seed), std::get<0>(g), &std::get<1>(g));
      },
      [](Moved a, Left seed, Moved &g) {
        std::get<0>(g) = std::get<1>(seed);
        const Circle c =
            moved_value_and_vjp(std::get<0>(a), std::get<1>(a), std::get<0>(seed), std::get<0>(g), &std::get<1>(g));
        return Left(c, std::get<0>(a));
      },
      [](Moved a, Left seed, Moved &g) {
        moved_saved saved;
        const Circle c = moved_fwd(std::get<0>(a), std::get<1>(a), saved);
        std::get<0>(g) = std::get<1>(seed);
        moved_rev(std::get<0>(a), std::get<1>(a), saved, std::get<0>(seed), std::get<0>(g), &std::get<1>(g));
        return Left(c, std::get<0>(a));
      },
      [](Moved a, Moved d, Left &t) {
        Circle c_dot;
        const Circle c = moved_jvp(std::get<0>(a), std::get<1>(a), std::get<0>(d), std::get<1>(d), &c_dot);
        t = Left(c_dot, std::get<0>(d));
        return Left(c, std::get<0>(a));
      });

  callers::check(
      "stepped", Stepped(State(0.25, 2, {0.5, 1}, {0.75, -0.5}), {{1, 0.5}, {-0.25, 2}, {0.5, 0.75}}, 0.125),
      [](Stepped a) {
        const auto y = stepped(std::get<0>(a), std::get<1>(a), std::get<2>(a));
        return Reached(y, std::get<0>(a));
      },
      [](Stepped a, Reached seed, Stepped &g) {
        std::get<0>(g) = std::get<1>(seed);
        stepped_vjp(std::get<0>(a), std::get<1>(a), std::get<2>(a), std::get<0>(seed), std::get<0>(g), std::get<1>(g),
                    &std::get<2>(g));
      },
      [](Stepped a, Reached seed, Stepped &g) {
        std::get<0>(g) = std::get<1>(seed);
        const auto y = stepped_value_and_vjp(std::get<0>(a), std::get<1>(a), std::get<2>(a), std::get<0>(seed),
                                             std::get<0>(g), std::get<1>(g), &std::get<2>(g));
        return Reached(y, std::get<0>(a));
      },
      [](Stepped a, Reached seed, Stepped &g) {
        stepped_saved saved;
        const auto y = stepped_fwd(std::get<0>(a), std::get<1>(a), std::get<2>(a), saved);
        std::get<0>(g) = std::get<1>(seed);
        stepped_rev(std::get<0>(a), std::get<1>(a), std::get<2>(a), saved, std::get<0>(seed), std::get<0>(g),
                    std::get<1>(g), &std::get<2>(g));
        return Reached(y, std::get<0>(a));
      },
      [](Stepped a, Stepped d, Reached &t) {
        std::tuple<double, Shape> y_dot;
        const auto y =
            stepped_jvp(std::get<0>(a), std::get<1>(a), std::get<2>(a), std::get<0>(d), std::get<1>(d), std::get<2>(d), &y_dot);
        t = Reached(y_dot, std::get<0>(d));
        return Reached(y, std::get<0>(a));
      });
  return callers::failures != 0;
}
#endif
