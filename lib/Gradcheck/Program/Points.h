// Where a function is checked: the inputs that were given, and random numbers for all others.
#ifndef PULLBACK_GRADCHECK_PROGRAM_POINTS_H
#define PULLBACK_GRADCHECK_PROGRAM_POINTS_H

#include "Function.h"
#include "Inputs.h"

#include <map>
#include <random>

namespace gradcheck {

/// The same numbers with every standard library.
class Random {
public:
  explicit Random(std::uint64_t seed) : engine(seed) {}
  /// In [0, 1).
  Real draw() { return static_cast<Real>(engine() >> 11) / 9007199254740992.0L; }
  Real draw(Range range) { return range.low + (range.high - range.low) * draw(); }
  std::size_t drawIndex(std::size_t count) { return static_cast<std::size_t>(draw() * static_cast<Real>(count)); }
  /// Of either sign, between 1/2 and 1, exact in every floating-point type, also where it is scaled a little.
  Real drawWeight() {
    const Real size = static_cast<Real>(32 + drawIndex(32)) / 64;
    return engine() >> 63 ? size : -size;
  }

private:
  std::mt19937_64 engine;
};

struct Point {
  State state;
  std::vector<std::vector<Range>> ranges; // of each number; without end where it was given
};

/// Where reals lie that have no range of their own, in the order in which that is tried.
constexpr Range defaultRanges[] = {{-1, 1}, {0.1L, 0.9L}, {1.1L, 3}};

class PointMaker {
public:
  PointMaker(const Function &checked, const Inputs &given) : function(checked), inputs(given) {}

  Point make(Random &random, Range defaultRange) {
    missing.clear();
    Point point;
    for (const Parameter &parameter : function.parameters)
      addBlock(parameter, random, defaultRange, point);
    refuseMissing();
    const std::vector<void *> objects = getObjects(point.state);
    for (std::size_t i = 0; i < function.parameters.size(); ++i)
      if (const Parameter &parameter = function.parameters[i]; !parameter.count && parameter.length)
        replaceBlock(i, parameter.length(objects.data()), random, defaultRange, point);
    refuseMissing();
    return point;
  }

private:
  const Input *find(const std::string &name) const { return inputs.find(function.name, name); }

  static std::size_t countLeaves(const Layout &layout, const std::string &path) {
    std::size_t count = 0;
    for (const Leaf &leaf : layout.leaves)
      count += leaf.path == path;
    return count;
  }

  std::size_t getGivenCount(const Parameter &parameter) {
    const Container *container = parameter.layout.container;
    const Input *given = find(parameter.name);
    if (given && given->rows && !(container && container->isMatrix))
      throw InputError(given->place + ": '" + parameter.name + "' is no matrix, and has one length");
    if (given && given->count && (given->rows || !container || !container->needsRows))
      return *given->count;
    if (container && container->needsRows) {
      missing += "\n  the size of '" + parameter.name + "': add a line such as '" + parameter.name + "[3, 4]'";
      return 0;
    }
    for (const Leaf &leaf : parameter.layout.leaves)
      if (const Input *input = find(leaf.path); input && input->values)
        return input->values->size() / countLeaves(parameter.layout, leaf.path);
    missing += "\n  the length of '" + parameter.name + "': add a line such as '" + parameter.name + "[8]'";
    return 0;
  }

  void addBlock(const Parameter &parameter, Random &random, Range defaultRange, Point &point) {
    const std::size_t count = parameter.count ? parameter.count : parameter.length ? 0 : getGivenCount(parameter);
    const Input *input = find(parameter.name);
    point.state.emplace_back(parameter.layout, count, input ? input->rows.value_or(0) : 0);
    const Block &block = point.state.back();
    if (block.isResized() || (input && input->rows && block.isMatrix() && block.getRows() != *input->rows))
      throw InputError(input->place + ": '" + parameter.name + "' cannot have this size");
    point.ranges.emplace_back();
    fill(parameter, point.state.back(), point.ranges.back(), random, defaultRange);
  }

  void replaceBlock(std::size_t index, long long length, Random &random, Range defaultRange, Point &point) {
    const Parameter &parameter = function.parameters[index];
    const std::size_t count = length > 0 ? static_cast<std::size_t>(length) : 0;
    if (const Input *input = find(parameter.name); input && input->count && *input->count != count)
      throw InputError(input->place + ": the request gives '" + parameter.name + "' the length " +
                       std::to_string(count));
    point.state[index] = Block(parameter.layout, count);
    point.ranges[index].clear();
    fill(parameter, point.state[index], point.ranges[index], random, defaultRange);
  }

  void fill(const Parameter &parameter, const Block &block, std::vector<Range> &ranges, Random &random,
            Range defaultRange) {
    if (!parameter.count && !parameter.length && block.getCount() == 0)
      return; // its length is missing
    constexpr Real infinity = std::numeric_limits<Real>::infinity();
    std::map<std::string, std::size_t> used; // how many numbers of each path are set
    for (std::size_t i = 0; i < block.getNumbers(); ++i) {
      const Leaf &leaf = block.getLeaf(i);
      const Input *input = find(leaf.path);
      Range range{-infinity, infinity};
      if (input && input->values)
        block.set(
            i, pick(parameter, block, leaf.path, *input, block.isMatrix() ? getPosition(block, i) : used[leaf.path]++));
      else if (input && input->range)
        block.set(i, drawIn(range = *input->range, block.isReal(i), random));
      else if (block.isReal(i))
        block.set(i, drawIn(range = defaultRange, true, random));
      else if (leaf.number->isBool)
        block.set(i, static_cast<Real>(random.drawIndex(2)));
      else
        addMissing(leaf.path, parameter.layout.leaves.size() == 1 && parameter.count == 1);
      ranges.push_back(range);
    }
  }

  /// Matrices are written row by row.
  static std::size_t getPosition(const Block &block, std::size_t index) {
    return block.getRow(index) * (block.getCount() / block.getRows()) + block.getCol(index);
  }

  static Real pick(const Parameter &parameter, const Block &block, const std::string &path, const Input &input,
                   std::size_t index) {
    const std::size_t wanted = block.getCount() * countLeaves(parameter.layout, path), given = input.values->size();
    if (given != wanted && given != 1)
      throw InputError(input.place + ": '" + path + "' needs " + std::to_string(wanted) + " numbers, not " +
                       std::to_string(given));
    return (*input.values)[given == 1 ? 0 : index];
  }

  /// Reals keep off the ends, so that they can be moved a little.
  static Real drawIn(Range range, bool isReal, Random &random) {
    const Real width = range.high - range.low;
    if (isReal)
      return random.draw({range.low + width / 64, range.high - width / 64});
    return std::floor(random.draw({std::ceil(range.low), std::floor(range.high) + 1}));
  }

  void addMissing(const std::string &path, bool isScalar) {
    const std::string line =
        "\n  '" + path + "', " +
        (isScalar ? "an integer: add a line such as '" + path + " = 8'"
                  : "integers: add a line such as '" + path + " = 0 1 2' or '" + path + " in [0, 7]'");
    if (missing.find(line) == std::string::npos)
      missing += line;
  }

  void refuseMissing() const {
    if (!missing.empty())
      throw InputError(function.name + " (" + function.place +
                       "): inputs are missing from the file given by --inputs:" + missing);
  }

  const Function &function;
  const Inputs &inputs;
  std::string missing;
};

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_POINTS_H
