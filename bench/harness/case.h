// One benchmark case: a kernel at one size, and the ways to differentiate it. Every cases/KERNEL.cpp defines makeCase.
#ifndef PULLBACK_BENCH_CASE_H
#define PULLBACK_BENCH_CASE_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace bench {

/// The primal: from all independents, one after the other, to all outputs.
using Primal = std::function<void(const double* in, double* out)>;
/// A vector-Jacobian product: adds the gradient for the seeds of all outputs.
using Vjp = std::function<void(const double* in, const double* seed, double* gradient)>;

enum Size { small, middle, large };

struct Case {
  std::string parameters;          ///< as in "n=30 k=4"
  std::vector<double> inputs;      ///< the independents, one after the other
  std::vector<std::size_t> groups; ///< how many of them belong together, to be compared on one scale
  std::vector<double> seed;        ///< one for each output
  double rounding = 0;             ///< by how much two right gradients may differ, beyond what their sizes allow
  std::list<std::vector<double>> passive;
  std::list<std::vector<int>> indices;
  Primal primal;
  std::vector<std::pair<std::string, Vjp>> vjps; ///< by name; "generated" and "hand" are always there

  void parameter(const char* name, double value);
  void independent(const std::vector<double>& values);
  /// Keeps what is not differentiated, and returns where.
  const double* keep(std::vector<double> values) { return passive.emplace_back(std::move(values)).data(); }
  const int* keep(std::vector<int> values) { return indices.emplace_back(std::move(values)).data(); }

  /// Sets the primal and the two adjoints. call(f, in, out) calls a primal on flat vectors, reverse(f, in, seed,
  /// gradient) an adjoint.
  template <typename Call, typename Reverse, typename F, typename G>
  void attach(Call call, Reverse reverse, F primalFunction, G generated, G hand) {
    primal = [=](const double* in, double* out) { call(primalFunction, in, out); };
    const auto vjp = [=](G f) {
      return [=](const double* in, const double* s, double* gradient) { reverse(f, in, s, gradient); };
    };
    vjps = {{"generated", vjp(generated)}, {"hand", vjp(hand)}};
  }
};

/// The same numbers with every compiler and library.
class Random {
public:
  explicit Random(unsigned seed) : engine(seed) {}
  double uniform(double low, double high) { return low + (high - low) * (engine() >> 11) * 0x1p-53; }
  std::vector<double> uniform(std::size_t count, double low, double high) {
    std::vector<double> values(count);
    for (double& value : values) value = uniform(low, high);
    return values;
  }

private:
  std::mt19937_64 engine;
};

template <typename T> T pick(Size size, const std::array<T, 3>& choices) { return choices[size]; }

Case makeCase(Size size);

} // namespace bench

#endif
