// RUN: %numeric %s
// Text that objects carry along, and messages of exceptions that are put together.
#include <cmath>
#include <pullback/pullback.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

class Parameter {
  std::string name_;
  double value_;

public:
  Parameter(const std::string &name, double value) : name_(name), value_(value) {}
  double value() const { return value_; }
  void rename(std::string name) { name_ = std::move(name); }
};

struct Model {
  std::vector<Parameter> parameters;
  std::string label = "none";
  void add(const std::string &name, double value) { parameters.emplace_back(name, value); }
  const Parameter &at(int i) const {
    if (i < 0 || i >= static_cast<int>(parameters.size()))
      throw std::out_of_range("no parameter " + std::to_string(i) + " of " + std::to_string(parameters.size()));
    return parameters[i];
  }
  double energy() const {
    double s = 0;
    for (int i = 0; i < static_cast<int>(parameters.size()); ++i)
      s += std::sin(at(i).value());
    return s;
  }
};

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double energies(const double *x, int n) {
  Model model;
  model.label = "model";
  for (int i = 0; i < n; ++i)
    model.add("p" + std::to_string(i), x[i]);
  model.parameters[0].rename("first");
  Model copy = model;
  copy.parameters.push_back(Parameter("last", x[0] * x[1]));
  return model.energy() * copy.energy();
}

enum class Kind { call, put };
struct Contract {
  double strike;
  Kind kind;
  std::string name;
};

// CHECK-INPUT: spot = uniform(90, 110)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double payoffs(double spot) {
  const Contract contracts[] = {{100, Kind::call, "a"}, {95, Kind::put, "b"}};
  double total = 0;
  for (const Contract &contract : contracts)
    total += contract.kind == Kind::call ? std::log(spot / contract.strike) : std::sqrt(spot + contract.strike);
  return total;
}
