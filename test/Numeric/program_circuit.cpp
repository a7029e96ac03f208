// RUN: %numeric %s
// A circuit of diodes and transistors: device models with many branches, a node equation solved by Newton's method.
#include <algorithm>
#include <cmath>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

namespace {

constexpr double thermalVoltage = 0.02585;

enum class Region { Cutoff, Linear, Saturation };

struct Current {
  double value = 0, slope = 0;
  Current& operator+=(const Current& other) {
    value += other.value;
    slope += other.slope;
    return *this;
  }
};

/// Exponential below a limit, its tangent above, so that the iteration does not overflow.
class Diode {
public:
  Diode(double saturation, double emission) : saturation_(saturation), scale_(emission * thermalVoltage) {}
  Current operator()(double v) const {
    const double limit = 20 * scale_;
    if (v < -5 * scale_)
      return {-saturation_, 1e-12};
    if (v < limit) {
      const double e = std::exp(v / scale_);
      return {saturation_ * (e - 1), saturation_ * e / scale_};
    }
    const double e = std::exp(limit / scale_), slope = saturation_ * e / scale_;
    return {saturation_ * (e - 1) + slope * (v - limit), slope};
  }

private:
  double saturation_, scale_;
};

struct Process {
  double threshold = 0.7, gain = 2e-3, modulation = 0.05, body = 0.4, surface = 0.6;
};

class Transistor {
public:
  Transistor(const Process& process, bool isP) : p_(process), isP_(isP) {}

  double current(double gate, double drain, double source, double bulk) const {
    double sign = 1;
    if (isP_) {
      gate = -gate;
      drain = -drain;
      source = -source;
      bulk = -bulk;
      sign = -1;
    }
    if (drain < source) {
      std::swap(drain, source);
      sign = -sign;
    }
    const double vgs = gate - source, vds = drain - source, threshold = thresholdAt(source - bulk);
    const double over = vgs - threshold;
    switch (regionOf(over, vds)) {
    case Region::Cutoff: return sign * subthreshold(over, vds);
    case Region::Linear: return sign * p_.gain * (over - 0.5 * vds) * vds * (1 + p_.modulation * vds);
    case Region::Saturation: break;
    }
    return sign * 0.5 * p_.gain * over * over * (1 + p_.modulation * vds);
  }

private:
  double thresholdAt(double vsb) const {
    if (vsb <= -p_.surface)
      return p_.threshold - p_.body * std::sqrt(p_.surface);
    return p_.threshold + p_.body * (std::sqrt(p_.surface + vsb) - std::sqrt(p_.surface));
  }
  static Region regionOf(double over, double vds) {
    return over <= 0 ? Region::Cutoff : vds < over ? Region::Linear : Region::Saturation;
  }
  double subthreshold(double over, double vds) const {
    return p_.gain * 1e-3 * std::exp(over / (1.5 * thermalVoltage)) * (1 - std::exp(-vds / thermalVoltage));
  }

  Process p_;
  bool isP_;
};

/// One node between a resistor from the supply and everything that pulls it down.
class Node {
public:
  void add(const Diode& diode) { diodes_.push_back(diode); }
  void add(const Transistor& transistor, double gate) { transistors_.emplace_back(transistor, gate); }

  double solve(double supply, double resistance) const {
    double v = supply;
    for (int iteration = 0; iteration < 50; ++iteration) {
      Current all{(v - supply) / resistance, 1 / resistance};
      for (const Diode& diode : diodes_)
        all += diode(v);
      for (const auto& [transistor, gate] : transistors_) {
        const double h = 1e-4, i = transistor.current(gate, v, 0, 0);
        all += {i, (transistor.current(gate, v + h, 0, 0) - i) / h};
      }
      const double step = std::clamp(all.value / all.slope, -0.3, 0.3);
      v -= step;
      if (std::fabs(step) < 1e-13)
        break;
    }
    return v;
  }

private:
  std::vector<Diode> diodes_;
  std::vector<std::pair<Transistor, double>> transistors_;
};

} // namespace

// CHECK-INPUT: supply = 3.3, resistance = 900.0, gate = 1.4, gain = 0.003
// CHECK-INPUT: supply = 1.1, resistance = 500.0, gate = 0.5, gain = 0.002
// CHECK-INPUT: supply = 3.3, resistance = 5000.0, gate = 2.9, gain = 0.004
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double outputVoltage(double supply, double resistance, double gate, double gain) {
  Process process;
  process.gain = gain;
  Node node;
  node.add(Diode(1e-14, 1.0));
  node.add(Diode(1e-13, 2.0));
  node.add(Transistor(process, false), gate);
  process.threshold = 0.5;
  node.add(Transistor(process, false), 0.5 * gate);
  return node.solve(supply, resistance);
}

// CHECK-INPUT: v = [3.0, 0.2, 1.5, 0.0], gain = 0.003
// CHECK-INPUT: v = [0.4, 2.0, 1.0, 0.1], gain = 0.003
// CHECK-INPUT: v = [2.0, 1.9, 0.3, -0.2], gain = 0.003
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double pairCurrent(const double v[4], double gain) {
  Process process;
  process.gain = gain;
  const Transistor n(process, false), p(process, true);
  return 1e3 * (n.current(v[0], v[1], v[2], v[3]) - p.current(v[2], v[0], v[1], v[3]));
}
