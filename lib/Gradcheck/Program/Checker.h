// The checks of one function at a number of points:
//
//   <J v, w> = <v, J^T w>         to rounding, for random v and w
//   <J e, w> = (J^T w) e          to rounding, for the unit directions e of single inputs
//   differences                   of <w, f> along v and along single inputs, where they settle the matter
//   accumulation                  gradients are added to what is there; a seed of 0 adds exactly 0
//   untouched                     seeds, inputs, and what is no floating-point data in adjoint objects
//   values                        results and outputs are the primal's, bit for bit
//
// How large rounding errors are is measured: derivatives are linear in v and w, so evaluating with both scaled by exact
// factors gives the same numbers but for rounding.
#ifndef PULLBACK_GRADCHECK_PROGRAM_CHECKER_H
#define PULLBACK_GRADCHECK_PROGRAM_CHECKER_H

#include "Calls.h"
#include "Slope.h"

namespace gradcheck {

/// The result of one comparison.
struct Comparison {
  std::string element;
  Real gradient = 0, tangent = 0, difference = 0; // NaN where there is none
  Real error = 0, allowed = 0;
  Real getRatio() const { return error <= 0 ? 0 : error / allowed; }
};

/// What is printed about one parameter.
struct Row {
  std::size_t elements = 0;
  std::size_t bySlope = 0; // comparisons with differences that were settled
  bool isCompared = false;
  Comparison worst;
};

class Checker : public Calls {
public:
  Checker(const Function &checked, const Inputs &inputs, std::uint64_t seed)
      : Calls(checked), maker(checked, inputs), random(seed), rows(checked.parameters.size()) {}

  /// Throws InputError where inputs are missing, or where no point is found at which all derivatives are finite.
  void run(std::size_t wanted) {
    for (std::size_t attempt = 0; points < wanted && attempt < 4 * wanted + 12; ++attempt) {
      const std::size_t range = points > 0 ? lastRange : attempt % std::size(defaultRanges);
      point.emplace(maker.make(random, defaultRanges[range]));
      if (!prepare() || !findWeights())
        continue;
      lastRange = range;
      ++points;
      checkPoint();
    }
    if (points == 0 && failures.empty())
      throw InputError(function.name + " (" + function.place + "): no point was found at which " + unusable +
                       "; give ranges, such as 'x in [0.5, 2]', in the file given by --inputs");
  }

  const std::vector<Row> &getRows() const { return rows; }
  std::size_t getPoints() const { return points; }
  const Comparison &getDotProduct() const { return dotProduct; }

private:
  /// A number, and how far it moves by rounding.
  struct Estimate {
    Vector value, noise;
  };

  /// Draws seeds and a direction; false where derivatives are not finite.
  bool findWeights() {
    weights.clear(), direction.clear();
    for (std::size_t r = 0; r < outputs.size(); ++r)
      weights.push_back(random.drawWeight());
    for (std::size_t c = 0; c < independents.size(); ++c)
      direction.push_back(random.drawWeight());
    bool isGood = true;
    if (!function.forward.empty())
      for (const Real tangent : push(function.forward.front(), direction))
        isGood = isGood && std::isfinite(tangent);
    if (const ReverseMode *mode = findScalable(); mode && isGood)
      isGood = hasFiniteGradient(*mode);
    if (!isGood)
      unusable = "the derivatives are finite";
    return isGood;
  }

  /// A gradient that is not finite is a failure where differences are.
  bool hasFiniteGradient(const ReverseMode &mode) {
    bool isGood = true;
    const Vector gradient = pull(mode, weights, Vector(independents.size(), 0));
    for (std::size_t c = 0; c < gradient.size() && isGood; ++c) {
      if (std::isfinite(gradient[c]))
        continue;
      isGood = false;
      Vector unit(independents.size(), 0);
      unit[c] = 1;
      const auto [p, index] = independents[c];
      compareSlope(mode.name, weights, stretch(unit), gradient[c], 0, "'" + nameElement(p, index, "_bar") + "'",
                   " (" + function.parameters[p].lines + ")");
    }
    return isGood;
  }

  //===----------------------------------------------------------------------------------------------------------===//
  // Comparisons
  //===----------------------------------------------------------------------------------------------------------===//

  template <typename Evaluate> static Estimate measure(Evaluate evaluate) {
    Estimate estimate;
    estimate.value = evaluate(Real(1));
    estimate.noise.assign(estimate.value.size(), 0);
    for (const Real factor : {1.25L, 0.75L, 1.375L, 0.6875L, 1.625L}) {
      const Vector scaled = evaluate(factor);
      for (std::size_t i = 0; i < scaled.size(); ++i)
        estimate.noise[i] = std::max(estimate.noise[i], std::fabs(scaled[i] / factor - estimate.value[i]));
    }
    return estimate;
  }

  static Vector scale(Vector numbers, Real factor) {
    for (Real &number : numbers)
      number *= factor;
    return numbers;
  }
  static Real dot(const Vector &left, const Vector &right) {
    Real sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
      sum += left[i] * right[i];
    return sum;
  }
  static Real dotSizes(const Vector &left, const Vector &right) {
    Real sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
      sum += std::fabs(left[i] * right[i]);
    return sum;
  }

  void checkPoint() {
    for (std::size_t p = 0; p < rows.size(); ++p)
      if (isIndependent(p))
        rows[p].elements = std::max(rows[p].elements, point->state[p].getNumbers());
    for (const ReverseMode &mode : function.reverse)
      checkReverse(mode);
    for (const SplitMode &mode : function.split)
      checkSplit(mode);
    for (const ForwardMode &mode : function.forward)
      if (function.reverse.empty() && function.split.empty())
        push(mode, direction);
  }

  void checkReverse(const ReverseMode &mode) {
    const Vector seed = mode.hasUnitSeed ? Vector(outputs.size(), 1) : weights;
    const Vector zero(independents.size(), 0);
    if (mode.hasUnitSeed) {
      const Vector gradient = pull(mode, seed, zero);
      Vector noise(independents.size());
      for (std::size_t c = 0; c < noise.size(); ++c)
        noise[c] = 16 * epsilon * std::fabs(gradient[c]);
      if (const ReverseMode *scalable = findScalable())
        noise = measure([&](Real factor) { return pull(*scalable, scale(seed, factor), zero); }).noise;
      compare(mode.name, seed, {gradient, noise});
    } else {
      compare(mode.name, seed, measure([&](Real factor) { return pull(mode, scale(seed, factor), zero); }));
    }
    checkAccumulation(mode.name, !mode.hasUnitSeed,
                      [&](const Vector &by, const Vector &start) { return pull(mode, by, start); });
  }

  const ReverseMode *findScalable() const {
    for (const ReverseMode &mode : function.reverse)
      if (!mode.hasUnitSeed)
        return &mode;
    return nullptr;
  }

  void checkSplit(const SplitMode &mode) {
    const Vector zero(independents.size(), 0);
    std::shared_ptr<void> saved = save(mode, nullptr);
    const Estimate gradient =
        measure([&](Real factor) { return pull(mode, saved.get(), scale(weights, factor), zero); });
    compare(mode.name, weights, gradient);
    checkAccumulation(mode.name + "_rev", true,
                      [&](const Vector &by, const Vector &start) { return pull(mode, saved.get(), by, start); });
    std::shared_ptr<void> copy = mode.copy(saved.get());
    saved = nullptr;
    if (pull(mode, copy.get(), weights, zero) != gradient.value)
      fail(mode.name + "_rev gives another gradient with a copy of the saved values");
    copy = save(mode, copy);
    if (pull(mode, copy.get(), weights, zero) != gradient.value)
      fail(mode.name + "_rev gives another gradient after a second " + mode.name + "_fwd with the same saved values");
  }

  template <typename Pull> void checkAccumulation(const std::string &mode, bool hasSeed, Pull pullFrom) {
    const Vector seed = hasSeed ? weights : Vector(outputs.size(), 1);
    const Vector gradient = pullFrom(seed, Vector(independents.size(), 0));
    Real largest = 0;
    for (const Real number : gradient)
      largest = std::max(largest, std::fabs(number));
    Vector start;
    for (const Real number : gradient)
      start.push_back(std::ldexp(random.drawWeight(), std::ilogb(1 + std::fabs(number))));
    const Vector sum = pullFrom(seed, start);
    for (std::size_t c = 0; c < sum.size(); ++c) {
      const auto [p, index] = independents[c];
      const bool isAdded = function.parameters[p].role == Role::Independent;
      const Real wanted = gradient[c] + (isAdded ? start[c] : 0);
      const Real allowed = std::sqrt(epsilon) * (std::fabs(start[c]) + largest);
      if (!(std::fabs(sum[c] - wanted) <= allowed))
        fail(mode + " does not add to '" + nameElement(p, index, "_bar") + "': from " + print(start[c]) +
             " it goes to " + print(sum[c]) + ", not to " + print(wanted) + " (" + function.parameters[p].lines + ")");
    }
    if (hasSeed)
      checkZeroSeed(mode, start, pullFrom(Vector(outputs.size(), 0), start));
  }

  void checkZeroSeed(const std::string &mode, const Vector &start, const Vector &sum) {
    for (std::size_t c = 0; c < sum.size(); ++c) {
      const auto [p, index] = independents[c];
      const Real wanted = function.parameters[p].role == Role::Independent ? start[c] : 0;
      if (std::fabs(sum[c] - wanted) > 0 || std::isnan(sum[c]))
        fail(mode + " adds to '" + nameElement(p, index, "_bar") + "' although all seeds are 0: from " + print(wanted) +
             " it goes to " + print(sum[c]) + " (" + function.parameters[p].lines + ")");
    }
  }

  void compare(const std::string &mode, const Vector &seed, const Estimate &gradient) {
    if (!function.forward.empty())
      compareDotProduct(mode, seed, gradient);
    const Real along = dot(gradient.value, stretch(direction));
    const Real sizes = dotSizes(gradient.value, stretch(direction));
    compareSlope(mode, seed, stretch(direction), along, sizes, "the sum over all inputs", "");
    const std::vector<std::size_t> chosen = chooseColumns();
    for (std::size_t k = 0; k < chosen.size(); ++k)
      compareColumn(mode, seed, gradient, chosen[k], k < 16);
  }

  void compareDotProduct(const std::string &mode, const Vector &seed, const Estimate &gradient) {
    const ForwardMode &forward = function.forward.front();
    const Vector tangent = push(forward, direction);
    const Estimate left =
        measure([&](Real factor) { return Vector{dot(push(forward, scale(direction, factor)), seed)}; });
    Comparison comparison;
    comparison.element = mode;
    comparison.tangent = left.value[0];
    comparison.gradient = dot(gradient.value, direction);
    comparison.error = std::fabs(comparison.tangent - comparison.gradient);
    comparison.allowed = 20 * (left.noise[0] + dotSizes(gradient.noise, direction)) +
                         64 * epsilon * (dotSizes(tangent, seed) + dotSizes(gradient.value, direction)) +
                         std::numeric_limits<float>::min();
    if (!(comparison.error <= comparison.allowed))
      fail(mode + ": <J v, w> is " + print(comparison.tangent) + ", but <v, J^T w> is " + print(comparison.gradient) +
           "; rounding explains " + print(comparison.allowed));
    if (!(comparison.getRatio() <= dotProduct.getRatio()) || dotProduct.element.empty())
      dotProduct = comparison;
  }

  /// All columns, or some of many.
  std::vector<std::size_t> chooseColumns() {
    constexpr std::size_t most = 48;
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < independents.size(); ++c)
      columns.push_back(c);
    for (std::size_t k = 0; k < std::min(most, columns.size()); ++k)
      std::swap(columns[k], columns[k + random.drawIndex(columns.size() - k)]);
    columns.resize(std::min(most, columns.size()));
    return columns;
  }

  void compareColumn(const std::string &mode, const Vector &seed, const Estimate &gradient, std::size_t column,
                     bool bySlope) {
    const auto [p, index] = independents[column];
    Vector unit(independents.size(), 0);
    Comparison comparison;
    comparison.element = nameElement(p, index);
    comparison.gradient = gradient.value[column];
    comparison.tangent = comparison.difference = notANumber;
    Real largest = 0;
    for (const Real number : gradient.value)
      largest = std::max(largest, std::fabs(number));
    if (!function.forward.empty()) {
      Real sizes = 0;
      const Estimate tangent = measure([&](Real factor) {
        unit[column] = factor;
        const Vector pushed = push(function.forward.front(), unit);
        sizes = std::max(sizes, dotSizes(pushed, seed));
        return Vector{dot(pushed, seed)};
      });
      comparison.tangent = tangent.value[0];
      comparison.error = std::fabs(comparison.tangent - comparison.gradient);
      comparison.allowed = 20 * (tangent.noise[0] + gradient.noise[column]) +
                           64 * epsilon * (std::fabs(comparison.gradient) + sizes) + 8 * epsilon * largest +
                           std::numeric_limits<float>::min();
      if (!(comparison.error <= comparison.allowed))
        fail(mode + ": '" + nameElement(p, index, "_bar") + "' is " + print(comparison.gradient) +
             ", but by tangents " + print(comparison.tangent) + "; rounding explains " + print(comparison.allowed) +
             " (" + function.parameters[p].lines + ")");
    }
    if (bySlope) {
      unit.assign(independents.size(), 0);
      unit[column] = 1;
      const Vector step = stretch(unit);
      const Comparison difference =
          compareSlope(mode, seed, step, comparison.gradient * step[column], largest * std::fabs(step[column]),
                       "'" + nameElement(p, index, "_bar") + "'", " (" + function.parameters[p].lines + ")");
      comparison.difference = difference.difference / step[column];
      if (function.forward.empty() || difference.getRatio() > 1)
        comparison.error = difference.error / std::fabs(step[column]),
        comparison.allowed = difference.allowed / std::fabs(step[column]);
      rows[p].bySlope += difference.allowed > 0;
    }
    Row &row = rows[p];
    if (!row.isCompared || !(comparison.getRatio() <= row.worst.getRatio()))
      row.worst = comparison;
    row.isCompared = true;
  }

  //===----------------------------------------------------------------------------------------------------------===//
  // Differences
  //===----------------------------------------------------------------------------------------------------------===//

  /// A direction in which every input moves in its own measure.
  Vector stretch(Vector along) const {
    for (std::size_t c = 0; c < along.size(); ++c) {
      const auto [p, index] = independents[c];
      const Range range = point->ranges[p][index];
      const Real width = std::isfinite(range.high - range.low) ? (range.high - range.low) / 4 : 0;
      along[c] *= std::max({std::fabs(point->state[p].get(index)), width, 1e-3L});
    }
    return along;
  }

  /// The largest step in that direction within the ranges.
  Real findRoom(const Vector &along) const {
    Real room = 1.0L / 32;
    for (std::size_t c = 0; c < along.size(); ++c)
      if (const Real size = std::fabs(along[c]); size > 0) {
        const auto [p, index] = independents[c];
        const Range range = point->ranges[p][index];
        const Real x = point->state[p].get(index);
        room = std::min({room, (x - range.low) / size, (range.high - x) / size});
      }
    return room;
  }

  /// The change of <seed, outputs> when the inputs move by `step` times `along`; NaN where the primal throws.
  Real change(const Vector &seed, const Vector &along, Real step) const {
    State inputs = makeInputs();
    const Block result = makeResult();
    for (std::size_t c = 0; c < along.size(); ++c) {
      const auto [p, index] = independents[c];
      if (std::fabs(along[c]) > 0)
        inputs[p].set(index, inputs[p].get(index) + step * along[c]);
    }
    try {
      function.primal(getObjects(inputs).data(), result.getData());
    } catch (const std::exception &) {
      return notANumber;
    }
    const Vector moved = readOutputs(inputs, result);
    Real sum = 0;
    for (std::size_t r = 0; r < moved.size(); ++r)
      if (isWritten[r])
        sum += seed[r] * (moved[r] - values[r]);
    return sum;
  }

  /// `gradient` is the derivative along `along`, and `largest` a measure of what it may be the small difference of.
  Comparison compareSlope(const std::string &mode, const Vector &seed, const Vector &along, Real gradient, Real largest,
                          const std::string &what, const std::string &where) {
    Comparison comparison;
    comparison.difference = notANumber;
    const Comparison unsettled = comparison;
    if (!function.withoutDifferences.empty())
      return unsettled;
    const Slope slope = findSlope([&](Real step) { return change(seed, along, step); }, findRoom(along),
                                  getNoise(seed, along, gradient, largest));
    if (!std::isfinite(slope.error))
      return unsettled;
    comparison.difference = slope.value;
    comparison.error = std::fabs(slope.value - gradient);
    comparison.allowed = 10 * slope.error + 1e-7L * (std::fabs(slope.value) + std::fabs(gradient) + largest) +
                         100 * epsilon * (std::fabs(gradient) + largest);
    if (comparison.error > comparison.allowed &&
        (!isResolved(seed, along, comparison.allowed) || isSaturated(seed, along, gradient, slope, largest)))
      return unsettled;
    if (!(comparison.error <= comparison.allowed))
      fail(mode + ": " + what + " is " + print(gradient) + " in its measure, but by differences " + print(slope.value) +
           "; their error explains " + print(comparison.allowed) + where);
    return comparison;
  }

  /// Whether smaller steps than those of the slope have the slope `gradient`, as in a chaotic recurrence, of which all
  /// larger steps see changes without order. Steps end where rounding errors are seen.
  bool isSaturated(const Vector &seed, const Vector &along, Real gradient, const Slope &slope, Real largest) const {
    if (std::fabs(slope.value - gradient) < std::fabs(gradient) / 2)
      return false;
    const Real least = 1000 * getNoise(seed, along, gradient, largest) / std::fabs(gradient);
    for (Real step = std::ldexp(findRoom(along), -27); step > least; step /= 2)
      if (const Real central = (change(seed, along, step) - change(seed, along, -step)) / (2 * step);
          std::fabs(central - gradient) < std::fabs(gradient) / 8)
        return true;
    return false;
  }

  /// Whether the derivative along `along` stays what it is where the inputs move by their last digits, and moves evenly
  /// where they move by some more, since few digits may be lost in the function. If not, the function varies on a scale
  /// that no step sees, as sin(1e30 * x) and chaotic recurrences do.
  bool isResolved(const Vector &seed, const Vector &along, Real allowed) {
    const Real here = differentiate(seed, along);
    const State start(point->state);
    const auto moveBy = [&](Real part) {
      for (std::size_t c = 0; c < along.size(); ++c)
        if (const auto [p, index] = independents[c]; std::fabs(along[c]) > 0)
          point->state[p].set(index, start[p].get(index) * (1 + part));
      const Real there = prepare() ? differentiate(seed, along) - here : notANumber;
      for (const auto &[p, index] : independents)
        point->state[p].set(index, start[p].get(index));
      return there;
    };
    const bool isSame = std::fabs(moveBy(8 * epsilon)) <= allowed && std::fabs(moveBy(-8 * epsilon)) <= allowed &&
                        std::fabs(moveBy(1024 * epsilon) + moveBy(-1024 * epsilon)) <= allowed;
    prepare();
    return isSame;
  }

  Real differentiate(const Vector &seed, const Vector &along) {
    if (!function.forward.empty())
      return dot(push(function.forward.front(), along), seed);
    const ReverseMode *mode = findScalable();
    return mode ? dot(pull(*mode, seed, Vector(along.size(), 0)), along) : 0;
  }

  /// Rounding errors of change(): of the outputs, and of the inputs that cannot be moved by every step exactly.
  Real getNoise(const Vector &seed, const Vector &along, Real gradient, Real largest) const {
    Real noise = std::numeric_limits<float>::min() + largest * epsilon;
    for (std::size_t r = 0; r < outputs.size(); ++r)
      noise += isWritten[r] ? epsilon * std::fabs(seed[r] * values[r]) : 0;
    for (std::size_t c = 0; c < along.size(); ++c)
      if (std::fabs(along[c]) > 0 && std::isfinite(gradient))
        noise += epsilon *
                 std::fabs(gradient * point->state[independents[c].parameter].get(independents[c].index) / along[c]);
    return noise;
  }

  PointMaker maker;
  Random random;
  std::size_t points = 0, lastRange = 0;
  Vector weights, direction; // at the current point
  std::vector<Row> rows;
  Comparison dotProduct;
};

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_CHECKER_H
