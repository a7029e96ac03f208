// The primal and the generated functions of one function at one point: what goes in, what comes out, and that nothing
// else is touched.
#ifndef PULLBACK_GRADCHECK_PROGRAM_CALLS_H
#define PULLBACK_GRADCHECK_PROGRAM_CALLS_H

#include "Points.h"

#include <cstdio>

namespace gradcheck {

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

class Calls {
public:
  explicit Calls(const Function &checked) : function(checked) {}
  const std::vector<std::string> &getFailures() const { return failures; }

protected:
  /// A number that derivatives are taken of or by: of a parameter, or of the result.
  struct Slot {
    std::size_t parameter, index;
  };
  static constexpr std::size_t resultIndex = static_cast<std::size_t>(-1);
  static constexpr Real notANumber = std::numeric_limits<Real>::quiet_NaN();

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
    const Leaf &leaf = block.getLeaf(index);
    std::string name = parameter.name + suffix + leaf.path.substr(parameter.name.size());
    if (block.isMatrix())
      return name + printPlace(block.getRow(index), block.getCol(index));
    if (block.getCount() == 1 && !leaf.index.empty())
      return name + leaf.index;
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
    if (function.computesInFloat)
      epsilon = std::max<Real>(epsilon, std::numeric_limits<float>::epsilon());
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

  const Function &function;
  std::string unusable = "the primal's values are finite";
  const bool mayChangeValues = function.roundsOtherwise || changesValues();

  // At the current point.
  std::optional<Point> point;
  std::vector<Slot> independents, outputs;
  std::vector<bool> isWritten; // by outputs
  State after;                 // as the primal leaves its parameters
  std::optional<Block> resultAfter;
  Vector values;
  Real epsilon = 0; // of the least precise type among inputs and outputs, and that the function computes in

  std::vector<std::string> failures;
};

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_CALLS_H
