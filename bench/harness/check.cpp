#include "check.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace bench {

static std::vector<double> getGradient(const Case& c, const Vjp& vjp) {
  std::vector<double> gradient(c.inputs.size());
  vjp(c.inputs.data(), c.seed.data(), gradient.data());
  return gradient;
}

double difference(const Case& c, std::size_t index, std::vector<double>& inputs, std::vector<double>& up,
                  std::vector<double>& down) {
  const double at = inputs[index], step = 1e-5 * std::max(1.0, std::fabs(at));
  inputs[index] = at + step;
  c.primal(inputs.data(), up.data());
  inputs[index] = at - step;
  c.primal(inputs.data(), down.data());
  inputs[index] = at;
  double sum = 0;
  for (std::size_t i = 0; i < c.seed.size(); ++i) sum += c.seed[i] * (up[i] - down[i]);
  return sum / (2 * step);
}

// Largest magnitude of a group's gradient; 0 if more than two thirds of it are 0 or not finite.
static double getScale(const double* gradient, std::size_t size) {
  double scale = 0;
  std::size_t good = 0;
  for (std::size_t i = 0; i < size; ++i) {
    good += std::isfinite(gradient[i]) && std::fabs(gradient[i]) > 1e-290;
    scale = std::max(scale, std::fabs(gradient[i]));
  }
  return 3 * good >= size ? scale : 0;
}

static bool agree(const char* name, std::size_t index, double a, double b, double tolerance) {
  if (std::fabs(a - b) <= tolerance) return true;
  std::fprintf(stderr, "%s: element %zu of the gradient is %.17g, by hand %.17g\n", name, index, a, b);
  return false;
}

using Named = std::pair<std::string, std::vector<double>>;

static bool checkDifferences(const Case& c, const std::vector<double>& gradient, std::size_t begin, std::size_t size,
                             double tolerance) {
  std::vector<double> inputs = c.inputs, up(c.seed.size()), down(c.seed.size());
  for (std::size_t k = 0; k < 4; ++k) {
    const std::size_t i = begin + k * (size - 1) / 3;
    if (!agree("differences", i, difference(c, i, inputs, up, down), gradient[i], tolerance)) return false;
  }
  return true;
}

static bool checkGroup(const Case& c, const std::vector<Named>& gradients, const std::vector<double>& byHand,
                       std::size_t begin, std::size_t size, bool withDifferences) {
  const double scale = getScale(byHand.data() + begin, size);
  if (scale == 0) {
    std::fprintf(stderr, "the gradient is zero in most of the elements from %zu on: the inputs prove nothing\n", begin);
    return false;
  }
  for (const auto& [name, gradient] : gradients)
    for (std::size_t i = begin; i < begin + size; ++i)
      if (!agree(name.c_str(), i, gradient[i], byHand[i], c.rounding + 1e-11 * scale + 1e-9 * std::fabs(byHand[i])))
        return false;
  return !withDifferences || checkDifferences(c, byHand, begin, size, 1e-4 * scale);
}

bool check(const Case& c, bool withDifferences) {
  std::vector<Named> gradients;
  std::vector<double> byHand;
  for (const auto& [name, vjp] : c.vjps)
    if (name == "hand")
      byHand = getGradient(c, vjp);
    else
      gradients.emplace_back(name, getGradient(c, vjp));
  std::size_t begin = 0;
  for (std::size_t size : c.groups) {
    if (!checkGroup(c, gradients, byHand, begin, size, withDifferences)) return false;
    begin += size;
  }
  return true;
}

} // namespace bench
