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

#include "Points.h"
#include "Slope.h"

#include <cstdio>

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

/// True where the compiler may change values, by fused multiply-add or more: then values are compared to rounding.
inline bool changesValues() {
#ifdef __FAST_MATH__
  return true;
#else
  volatile double a = 1 + 0x1p-30, b = 1 - 0x1p-30, c = -1;
  const double x = a, y = b, z = c;
  const double maybeFused = x * y + z;
  volatile double product = x * y;
  const double inTwoSteps = product + z;
  return std::memcmp(&maybeFused, &inTwoSteps, sizeof(double)) != 0;
#endif
}

class Checker {
public:
  Checker(const Function &checked, const Inputs &inputs, std::uint64_t seed)
      : function(checked), maker(checked, inputs), random(seed), rows(checked.parameters.size()) {}

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
  const std::vector<std::string> &getFailures() const { return failures; }
  std::size_t getPoints() const { return points; }
  const Comparison &getDotProduct() const { return dotProduct; }

private:
  /// A number that derivatives are taken of or by: of a parameter, or of the result.
  struct Slot {
    std::size_t parameter, index;
  };
  static constexpr std::size_t resultIndex = static_cast<std::size_t>(-1);
  static constexpr Real notANumber = std::numeric_limits<Real>::quiet_NaN();

  /// A number, and how far it moves by rounding.
  struct Estimate {
    Vector value, noise;
  };

  bool isIndependent(std::size_t p) const {
    return function.parameters[p].role == Role::Independent || function.parameters[p].role == Role::InOut;
  }
  bool isOutput(std::size_t p) const {
    return function.parameters[p].role == Role::Output || function.parameters[p].role == Role::InOut;
  }
  Block makeResult() const { return Block(function.result, function.result.leaves.empty() ? 0 : 1); }

  void fail(const std::string &text) {
    if (std::find(failures.begin(), failures.end(), text) == failures.end())
      failures.push_back(text);
  }

  std::string nameElement(std::size_t p, std::size_t index, const std::string &suffix = "") const {
    const Parameter &parameter = function.parameters[p];
    const Block &block = point->state[p];
    const std::string path = block.getLeaf(index).path;
    std::string name = parameter.name + suffix + path.substr(parameter.name.size());
    if (block.getNumbers() > 1) // the index counts the numbers of that name
      name += "[" + std::to_string(countBefore(block, index)) + "]";
    return name;
  }
  static std::size_t countBefore(const Block &block, std::size_t index) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < index; ++i)
      count += block.getLeaf(i).path == block.getLeaf(index).path;
    return count;
  }

  //===----------------------------------------------------------------------------------------------------------===//
  // The point
  //===----------------------------------------------------------------------------------------------------------===//

  static void fillReals(const Block &block, Real value) {
    for (std::size_t i = 0; i < block.getNumbers(); ++i)
      if (block.isReal(i))
        block.set(i, value);
  }

  /// Pure outputs hold `junk` before the call, and so does scratch.
  State makeInputs(Real junk = 0.625L) const {
    State inputs(point->state);
    for (std::size_t p = 0; p < inputs.size(); ++p)
      if (function.parameters[p].role == Role::Output || function.parameters[p].role == Role::Scratch)
        fillReals(inputs[p], junk);
    return inputs;
  }

  Vector readOutputs(const State &state, const Block &result) const {
    Vector numbers;
    for (const Slot &slot : outputs)
      numbers.push_back((slot.parameter == resultIndex ? result : state[slot.parameter]).get(slot.index));
    return numbers;
  }

  /// Runs the primal and finds out which outputs it writes; false where the point cannot be used.
  bool prepare() {
    findSlots();
    after = makeInputs();
    resultAfter.emplace(makeResult());
    State other = makeInputs(1.5L);
    Block otherResult = makeResult();
    try {
      function.primal(getObjects(after).data(), resultAfter->getData());
      function.primal(getObjects(other).data(), otherResult.getData());
    } catch (const std::exception &exception) {
      unusable = "the primal does not throw (" + std::string(exception.what()) + ")";
      return false;
    }
    for (std::size_t p = 0; p < after.size(); ++p)
      if (after[p].isResized())
        throw InputError(function.name + " (" + function.place + "): '" + function.parameters[p].name +
                         "' gets another length, which this program cannot check");
    values = readOutputs(after, *resultAfter);
    for (std::size_t r = 0; r < outputs.size(); ++r) {
      const std::size_t p = outputs[r].parameter;
      isWritten.push_back(p == resultIndex || function.parameters[p].role != Role::Output ||
                          after[p].same(other[p], outputs[r].index));
      if (isWritten[r] && !std::isfinite(values[r])) {
        unusable = "the primal's values are finite";
        return false;
      }
    }
    return true;
  }

  void findSlots() {
    independents.clear(), outputs.clear(), isWritten.clear();
    epsilon = 0;
    for (std::size_t i = 0; i < function.result.leaves.size(); ++i)
      if (function.result.leaves[i].number->epsilon > 0)
        outputs.push_back({resultIndex, i});
    for (std::size_t p = 0; p < point->state.size(); ++p)
      for (std::size_t i = 0; i < point->state[p].getNumbers(); ++i)
        if (point->state[p].isReal(i)) {
          if (isIndependent(p))
            independents.push_back({p, i});
          if (isOutput(p))
            outputs.push_back({p, i});
          if (isIndependent(p) || isOutput(p))
            epsilon = std::max(epsilon, point->state[p].getLeaf(i).number->epsilon);
        }
    for (const Leaf &leaf : function.result.leaves)
      epsilon = std::max(epsilon, leaf.number->epsilon);
  }

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
  // Calls of generated functions
  //===----------------------------------------------------------------------------------------------------------===//

  /// Adjoints or tangents before a call: numbers that are not reals show whether they are touched.
  State makeDerivatives() const {
    State derivatives(point->state);
    for (const Block &block : derivatives)
      for (std::size_t i = 0; i < block.getNumbers(); ++i)
        block.set(i, block.isReal(i) ? 0.375L : 1);
    return derivatives;
  }

  void write(const std::vector<Slot> &slots, const Vector &numbers, const State &to, const Block *result) const {
    for (std::size_t k = 0; k < slots.size(); ++k)
      if (slots[k].parameter != resultIndex)
        to[slots[k].parameter].set(slots[k].index, numbers[k]);
      else if (result)
        result->set(slots[k].index, numbers[k]);
  }

  void requireSame(const std::string &mode, const std::string &what, const Block &actual, const Block &wanted,
                   std::size_t p, const std::string &suffix, bool alsoReals) {
    for (std::size_t i = 0; i < actual.getNumbers(); ++i)
      if ((alsoReals || !actual.isReal(i)) && !actual.same(wanted, i))
        return fail(mode + " " + what + " '" + nameElement(p, i, suffix) + "': it is " + print(actual.get(i)) +
                    " and was " + print(wanted.get(i)) + " (" + function.parameters[p].lines + ")");
  }

  static std::string print(Real value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.10Lg", value);
    return text;
  }

  /// Inputs that the primal does not write stay as they are; the others end as the primal leaves them.
  void checkState(const std::string &mode, const State &state, const Block *result, bool hasOutputs) {
    if (result)
      for (std::size_t i = 0; i < result->getNumbers(); ++i)
        requireValue(mode, "the result", result->get(i), resultAfter->get(i), result->same(*resultAfter, i));
    for (std::size_t p = 0; p < state.size(); ++p)
      if (function.parameters[p].role != Role::Scratch && (hasOutputs || function.parameters[p].role != Role::Output))
        for (std::size_t i = 0; i < state[p].getNumbers(); ++i)
          requireValue(mode, "'" + nameElement(p, i) + "' (" + function.parameters[p].lines + ")", state[p].get(i),
                       after[p].get(i), state[p].same(after[p], i));
  }

  void requireValue(const std::string &mode, const std::string &what, Real actual, Real wanted, bool isSame) {
    const bool isClose = mayChangeValues && std::fabs(actual - wanted) <= 1e-4L * std::fabs(wanted) + 1e-9L;
    if (!isSame && !isClose)
      fail(mode + " leaves another value than the primal in " + what + ": " + print(actual) + ", not " + print(wanted));
  }

  void checkAdjoints(const std::string &mode, const State &before, const State &adjoints) {
    for (std::size_t p = 0; p < adjoints.size(); ++p)
      requireSame(mode, "changes", adjoints[p], before[p], p, "_bar", !isIndependent(p));
  }

  Vector readGradient(const State &adjoints) const {
    Vector gradient;
    for (const Slot &slot : independents)
      gradient.push_back(adjoints[slot.parameter].get(slot.index));
    return gradient;
  }

  State makeAdjoints(const Vector &seed, const Vector &start, const Block &resultSeed) const {
    State adjoints = makeDerivatives();
    write(independents, start, adjoints, nullptr);
    write(outputs, seed, adjoints, &resultSeed);
    return adjoints;
  }

  /// J^T seed, added to `start`.
  Vector pull(const ReverseMode &mode, const Vector &seed, const Vector &start) {
    State inputs = makeInputs();
    const Block result = makeResult(), resultSeed = makeResult();
    const State adjoints = makeAdjoints(seed, start, resultSeed), before(adjoints);
    mode.call(getObjects(inputs).data(), result.getData(), resultSeed.getData(), getObjects(adjoints).data());
    checkState(mode.name, inputs, mode.givesValue ? &result : nullptr, mode.givesValue);
    checkAdjoints(mode.name, before, adjoints);
    return readGradient(adjoints);
  }

  std::shared_ptr<void> save(const SplitMode &mode, std::shared_ptr<void> used) {
    State inputs = makeInputs();
    const Block result = makeResult();
    std::shared_ptr<void> saved = mode.forward(getObjects(inputs).data(), result.getData(), std::move(used));
    checkState(mode.name + "_fwd", inputs, &result, true);
    return saved;
  }

  /// The same by f_rev. In-out parameters hold junk: all that is needed is in `saved`.
  Vector pull(const SplitMode &mode, const void *saved, const Vector &seed, const Vector &start) {
    State inputs(point->state);
    for (std::size_t p = 0; p < inputs.size(); ++p)
      if (isOutput(p))
        fillReals(inputs[p], 0.8125L);
    const State inputsBefore(inputs);
    const Block resultSeed = makeResult();
    const State adjoints = makeAdjoints(seed, start, resultSeed), before(adjoints);
    mode.reverse(getObjects(inputs).data(), saved, resultSeed.getData(), getObjects(adjoints).data());
    checkAdjoints(mode.name + "_rev", before, adjoints);
    for (std::size_t p = 0; p < inputs.size(); ++p)
      if (function.parameters[p].role != Role::Scratch)
        requireSame(mode.name + "_rev", "changes", inputs[p], inputsBefore[p], p, "", true);
    return readGradient(adjoints);
  }

  /// J along a direction, by outputs.
  Vector push(const ForwardMode &mode, const Vector &along) {
    State inputs = makeInputs();
    const Block result = makeResult(), resultTangent = makeResult();
    const State tangents = makeDerivatives();
    write(independents, along, tangents, nullptr);
    const State before(tangents);
    mode.call(getObjects(inputs).data(), result.getData(), getObjects(tangents).data(), resultTangent.getData());
    checkState(mode.name, inputs, &result, true);
    for (std::size_t p = 0; p < tangents.size(); ++p)
      requireSame(mode.name, "changes", tangents[p], before[p], p, "_dot", !isOutput(p));
    Vector numbers = readOutputs(tangents, resultTangent);
    for (std::size_t r = 0; r < numbers.size(); ++r)
      if (!isWritten[r])
        numbers[r] = 0;
    return numbers;
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
    if (!function.withoutDifferences.empty())
      return comparison;
    const Slope slope = findSlope([&](Real step) { return change(seed, along, step); }, findRoom(along),
                                  getNoise(seed, along, gradient, largest));
    if (!std::isfinite(slope.error))
      return comparison;
    comparison.difference = slope.value;
    comparison.error = std::fabs(slope.value - gradient);
    comparison.allowed = 10 * slope.error + 1e-7L * (std::fabs(slope.value) + std::fabs(gradient) + largest) +
                         100 * epsilon * (std::fabs(gradient) + largest);
    if (!(comparison.error <= comparison.allowed))
      fail(mode + ": " + what + " is " + print(gradient) + " in its measure, but by differences " + print(slope.value) +
           "; their error explains " + print(comparison.allowed) + where);
    return comparison;
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

  const Function &function;
  PointMaker maker;
  Random random;
  std::size_t points = 0, lastRange = 0;
  std::string unusable = "the primal's values are finite";
  const bool mayChangeValues = changesValues();

  // At the current point.
  std::optional<Point> point;
  std::vector<Slot> independents, outputs;
  std::vector<bool> isWritten; // by outputs
  State after;                 // as the primal leaves its parameters
  std::optional<Block> resultAfter;
  Vector values, weights, direction;
  Real epsilon = 0; // of the least precise type among inputs and outputs

  std::vector<Row> rows;
  std::vector<std::string> failures;
  Comparison dotProduct;
};

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_CHECKER_H
