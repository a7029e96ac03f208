// RUN: %numeric %s
// Constants whose classes are those of the standard library.
#include <array>
#include <complex>
#include <optional>
#include <pullback/pullback.h>
#include <tuple>
#include <utility>

const std::complex<double> unit(0, 1);
static const std::complex<double> poles[] = {{1, 2}, {3, 4}};
static const std::complex<float> single[2][2] = {{{1, 2}, {0.1F, 0.5F}}, {{3, 4}}};

struct Residue {
  std::complex<double> pole;
  double weight;
};
static const Residue residues[] = {{{1, 2}, 3}, {{4, 5}, 6}};

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, value_and_vjp, jvp)
double numbers(double x) {
  static const std::complex<double> factor{2.0, 1.0};
  std::complex<double> z = x * unit + 1.0;
  z *= factor;
  for (auto pole : poles)
    z += x * pole * z;
  for (const Residue& residue : residues)
    z += residue.weight * x * residue.pole;
  return std::norm(z) * static_cast<double>(single[0][1].real() + single[1][0].imag());
}

const std::pair<double, int> pair{2.0, 3};
static const std::pair<double, double> pairs[] = {{1, 2}, {3, 4}};
const std::tuple<double, int, double> triple{1.5, 2, 3.0};
static const std::tuple<double, int> tuples[] = {{1.5, 2}, {2.5, 1}};

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, value_and_vjp, jvp)
double tupled(double x) {
  double r = pair.first * x + std::get<0>(triple) * x * x;
  for (const auto& [a, b] : pairs)
    r += a * x + b;
  for (const auto& [a, b] : tuples)
    r += a * x * r + b;
  return r * std::get<2>(triple) + pair.second * pairs[1].second;
}

const std::optional<double> some = 2.5;
constexpr std::optional<double> none;

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, jvp)
double maybe(double x) {
  double r = x;
  if (some)
    r *= *some * x;
  return r + none.value_or(1.5) * x;
}

struct Node {
  double x, w;
};
static const std::array<Node, 3> rule = {{{-0.7, 0.5}, {0, 0.8}, {0.7, 0.5}}};
static constexpr std::array<std::array<double, 2>, 2> matrix = {{{1, 2}, {3, 4}}};

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, jvp)
double arrays(double x) {
  double r = 0;
  for (const Node& node : rule)
    r += node.w * (x + node.x) * (x + node.x);
  return r * rule[1].w * matrix[1][0];
}
