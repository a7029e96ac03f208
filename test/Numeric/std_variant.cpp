// RUN: %numeric %s
// std::variant: visited, asked for an alternative, given another one, in vectors, of classes that own memory.
#include <cmath>
#include <pullback/pullback.h>
#include <string>
#include <variant>
#include <vector>

struct Circle {
  double radius;
};
struct Box {
  double width, height;
};
class Polygon {
  std::vector<double> sides;

public:
  void add(double side) { sides.push_back(side); }
  double length() const {
    double sum = 0;
    for (double side : sides)
      sum += side;
    return sum;
  }
};
template <class... Ts>
struct overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
overloaded(Ts...) -> overloaded<Ts...>;

using Shape = std::variant<Circle, Box, Polygon>;

static double area(const Shape &shape) {
  return std::visit(overloaded{[](const Circle &circle) { return 3 * circle.radius * circle.radius; },
                               [](const Box &box) { return box.width * box.height; },
                               [](const Polygon &polygon) { return std::sqrt(polygon.length()); }},
                    shape);
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double areas(const double *x, int n) {
  std::vector<Shape> shapes;
  for (int i = 0; i < n; ++i)
    if (i % 3 == 0)
      shapes.push_back(Circle{x[i]});
    else if (i % 3 == 1)
      shapes.emplace_back(Box{x[i], x[i] * x[0]});
    else {
      Polygon polygon;
      polygon.add(x[i]);
      polygon.add(x[i] * x[i]);
      shapes.push_back(polygon);
    }
  double sum = 0;
  for (const Shape &shape : shapes)
    sum += area(shape);
  return sum;
}

struct Scale {
  double operator()(double &value) const { return value *= 2; }
  double operator()(int count) const { return count; }
  double operator()(std::monostate) const { return 0.5; }
};

// CHECK-INPUT: x = uniform(0.5, 1.5)[2], kind = 0
// CHECK-INPUT: x = uniform(0.5, 1.5)[2], kind = 1
// CHECK-INPUT: x = uniform(0.5, 1.5)[2], kind = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double held(const double (&x)[2], int kind) {
  std::variant<std::monostate, double, int> one, other = x[1];
  if (kind == 1)
    one = x[0] * x[1];
  else if (kind == 2)
    one = 3;
  double result = std::visit(Scale{}, one) * std::visit(Scale{}, other) + one.index();
  if (const double *value = std::get_if<double>(&one))
    result *= *value;
  if (std::holds_alternative<int>(one))
    result += std::get<int>(one) * std::get<1>(other);
  other.emplace<2>(4);
  return result * std::get<int>(other) + std::visit([](auto a, auto b) { return sizeof(a) < sizeof(b) ? 1.0 : 2.0; }, one, other);
}

// Orders, objects that may be missing, and lists.
// CHECK-INPUT: x = [0.5, 1.5, -0.25], kind = 0
// CHECK-INPUT: x = [0.5, 1.5, -0.25], kind = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[3]))
double ordered(const double* x, int kind) {
  using Either = std::variant<int, double>;
  const Either a = kind == 0 ? Either(1) : Either(x[0]), b = x[1];
  double s = a <= b ? x[0] * x[1] : x[2];
  s *= b >= a ? x[1] * x[1] : x[2];
  s += a >= b ? x[0] : x[2] * x[2];
  std::variant<int, std::vector<double>> list(std::in_place_type<std::vector<double>>, {x[0], x[1]});
  s += std::get<1>(list)[0] * std::get<1>(list)[1];
  list.emplace<std::vector<double>>({x[2], x[1], s});
  list.emplace<1>({s, x[1], x[0]});
  for (double v : std::get<1>(list)) s += v * v;
  return s;
}
