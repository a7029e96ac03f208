// Checks generated derivatives of one function, case by case, against the oracle's Jacobian J.
//
//   vjp, value_and_vjp, gradient, f_rev   gradients grow by J^T v, twice when called twice; seeds stay; in-out adjoints
//                                         go from seed to gradient; a zero seed changes nothing
//   value_and_vjp, gradient, f_fwd, jvp   parameters and result end bit for bit as the primal leaves them
//   jvp                                   tangents are J d
//   split                                 one forward, several reverse sweeps, the saved values copied and used again

#include "blocks.h"

#include <cstdio>
#include <random>

namespace harness {

thread_local const std::size_t *elementCounts = nullptr;

namespace {

std::vector<std::vector<std::string>> tokens(const char *text) {
  std::vector<std::vector<std::string>> lists(1);
  std::istringstream in(text);
  for (std::string word; in >> word;)
    if (word == ";")
      lists.emplace_back();
    else
      lists.back().push_back(word);
  return lists;
}

class Checker {
public:
  Checker(const Function &f, const Oracle &o, const std::vector<Expectation> &e, std::size_t index)
      : function(f), oracle(o), expectations(e), functionIndex(index) {}

  int runCase(std::size_t index, bool selfCheck);

private:
  using State = std::vector<Block>;

  // Loading, and plain calls.
  State load(const std::vector<Parameter> &layout, bool isOracle) const;
  State filled(Real low, Real high);
  Block resultBlock() const { return Block(function.result, function.hasResult ? 1 : 0); }
  std::vector<void *> pointers(const State &s) const;
  bool isColumn(std::size_t p) const {
    return function.parameters[p].role == Role::Independent || function.parameters[p].role == Role::InOut;
  }
  bool isRow(std::size_t p) const {
    return function.parameters[p].role == Role::Output || function.parameters[p].role == Role::InOut;
  }

  // The oracle.
  struct Run {
    Vector values;
    std::vector<Vector> tangents; // [direction][row]
  };
  Run runOracle(std::size_t firstColumn, std::size_t moved, Real step);
  void computeJacobian();
  void checkOracle(bool compareValues);
  void differences();

  // Expected results: value and the scale of its rounding errors.
  struct Expected {
    Vector value, scale;
  };
  Expected transposed(const Vector &seed) const;
  Expected forward(const Vector &direction) const;

  // The checks.
  void randomise(Block &b);
  void setSeeds(State &bar, Block &resultBar, Vector &seed, bool zero);
  void checkValues(const char *mode, const State &after, const Block *result);
  void checkGradients(const char *mode, const State &before, const State &after, const Vector &seed, int times);
  void checkSeeds(const char *mode, const State &before, const State &after);
  void checkReverse(const char *mode, void (Checker::*call)(State &, Block &, const Block &, State &), bool values);
  void callVjp(State &p, Block &, const Block &resultBar, State &bar) {
    function.vjp(pointers(p).data(), resultBar.data(), pointers(bar).data());
  }
  void callValueAndVjp(State &p, Block &result, const Block &resultBar, State &bar) {
    function.valueAndVjp(pointers(p).data(), result.data(), resultBar.data(), pointers(bar).data());
  }
  void checkGradientMode();
  void checkSplit();
  void reverseOnce(const char *what, const void *saved);
  void checkJvp();
  void checkExpectations();

  void fail(const char *mode, const std::string &what, Real actual, Real wanted);
  bool near(Real actual, Real wanted, Real scale) const;
  bool nearValue(Real actual, Real wanted, Real scale) const;
  std::string place(const Parameter &p, const Block &b, std::size_t leaf, const char *suffix) const;

  const Function &function;
  const Oracle &oracle;
  const std::vector<Expectation> &expectations;
  std::size_t functionIndex, caseIndex = 0;
  std::vector<std::vector<std::string>> text;
  bool hasKink = false;
  std::vector<std::size_t> counts, firstColumn, firstRow;
  std::size_t columns = 0, rows = 0;
  Vector jacobian; // row-major
  Real largest = 0;
  State primalAfter;
  Vector primalRows;
  std::vector<bool> written;
  Block primalResult = Block(function.result, 0);
  bool finite = true;
  std::mt19937 random{20240607};
  Vector jvpDirection, jvpRows;
  int failures = 0;
};

std::string Checker::place(const Parameter &p, const Block &b, std::size_t leaf, const char *suffix) const {
  std::string name = std::string(p.name) + suffix;
  if (b.leafCount() > 1)
    name += "[" + std::to_string(leaf) + "]";
  return name;
}

void Checker::fail(const char *mode, const std::string &what, Real actual, Real wanted) {
  if (++failures <= 12)
    std::printf("FAIL %s, case %zu, %s: %s is %.17Lg, expected %.17Lg\n", function.name, caseIndex, mode, what.c_str(),
                actual, wanted);
}

bool Checker::near(Real actual, Real wanted, Real scale) const {
  if (std::isnan(wanted) || std::isnan(actual))
    return std::isnan(wanted) && std::isnan(actual);
  if (std::isinf(wanted) || std::isinf(actual))
    return wanted == actual;
  if (std::isinf(scale) || std::isinf(largest))
    scale = std::fabs(wanted);
  const Real floor = std::isfinite(largest) ? largest * 1e-4L : 0;
  const Real least = largest > 0 ? 1e-37L : function.tolerance * 1e-4L; // where all that is to be there has cancelled
  return std::fabs(actual - wanted) <= function.tolerance * (scale + floor) + least;
}

Checker::State Checker::load(const std::vector<Parameter> &layout, bool isOracle) const {
  State state;
  for (std::size_t p = 0; p < layout.size(); ++p) {
    Block block(layout[p], counts[p]);
    for (std::size_t i = 0; i < block.leafCount(); ++i) {
      const std::string &word = text[p][i];
      if (!isReal(block.leaf(i)))
        setInteger(block, i, std::strtoll(word.c_str(), nullptr, 10));
      else if (isOracle)
        withDual(block, i,
                 [&](auto &number) { number = std::decay_t<decltype(number)>(std::strtold(word.c_str(), nullptr)); });
      else
        setReal(block, i, std::strtold(word.c_str(), nullptr));
    }
    state.push_back(std::move(block));
  }
  return state;
}

std::vector<void *> Checker::pointers(const State &s) const {
  std::vector<void *> result;
  for (const Block &b : s)
    result.push_back(b.data());
  return result;
}

/// The oracle with unit tangents in up to tangentCount columns; or, with a step, without tangents and one column moved.
Checker::Run Checker::runOracle(std::size_t first, std::size_t moved, Real step) {
  State state = load(oracle.parameters, true);
  std::size_t column = 0;
  for (std::size_t p = 0; p < state.size(); ++p)
    if (isColumn(p))
      for (std::size_t i : state[p].reals()) {
        withDual(state[p], i, [&](auto &number) {
          if (column >= first && column < first + dual::tangentCount)
            number.tangent[column - first] = 1;
          if (column == moved)
            number.value += static_cast<decltype(number.value)>(step);
        });
        ++column;
      }
  Block result(oracle.result, function.hasResult ? 1 : 0);
  oracle.primal(pointers(state).data(), result.data());
  Run run;
  run.tangents.resize(dual::tangentCount);
  const auto read = [&](const Block &b) {
    for (std::size_t i : b.reals())
      withDual(b, i, [&](auto &number) {
        run.values.push_back(number.value);
        for (int k = 0; k < dual::tangentCount; ++k)
          run.tangents[k].push_back(number.tangent[k]);
      });
  };
  read(result);
  for (std::size_t p = 0; p < state.size(); ++p)
    if (isRow(p))
      read(state[p]);
  return run;
}

void Checker::computeJacobian() {
  rows = function.hasResult ? realsPerElement(function.result) : 0;
  for (std::size_t p = 0; p < function.parameters.size(); ++p) {
    const std::size_t reals = counts[p] * realsPerElement(function.parameters[p]);
    firstColumn.push_back(columns);
    firstRow.push_back(rows);
    columns += isColumn(p) ? reals : 0;
    rows += isRow(p) ? reals : 0;
  }
  jacobian.assign(rows * columns, 0);
  for (std::size_t c = 0; c < columns; c += dual::tangentCount) {
    const Run run = runOracle(c, columns, 0);
    for (std::size_t k = 0; k < dual::tangentCount && c + k < columns; ++k)
      for (std::size_t r = 0; r < rows; ++r) {
        jacobian[r * columns + c + k] = run.tangents[k][r];
        largest = std::max(largest, std::fabs(run.tangents[k][r]));
      }
  }
}

/// The primal itself: its values, whether they are finite, which elements of pure outputs it writes.
void Checker::checkOracle(bool compareValues) {
  primalAfter = load(function.parameters, false);
  primalResult = resultBlock();
  function.primal(pointers(primalAfter).data(), primalResult.data());
  State other = load(function.parameters, false);
  for (std::size_t p = 0; p < other.size(); ++p)
    if (function.parameters[p].role == Role::Output)
      for (std::size_t i : other[p].reals())
        setReal(other[p], i, getReal(other[p], i) == 0.625L ? 1.5L : 0.625L);
  Block ignored = resultBlock();
  function.primal(pointers(other).data(), ignored.data());

  const auto read = [&](const Block &b, const Block *second) {
    for (std::size_t i : b.reals()) {
      primalRows.push_back(getReal(b, i));
      written.push_back(!second || sameBits(b, *second, i));
      finite = finite && (std::isfinite(primalRows.back()) || !written.back());
    }
  };
  read(primalResult, nullptr);
  for (std::size_t p = 0; p < primalAfter.size(); ++p)
    if (isRow(p))
      read(primalAfter[p], function.parameters[p].role == Role::Output ? &other[p] : nullptr);

  const Run run = runOracle(0, columns, 0);
  for (std::size_t r = 0; r < rows; ++r)
    if (compareValues && written[r] && !near(run.values[r], primalRows[r], 10 * std::fabs(primalRows[r])))
      fail("oracle", "value " + std::to_string(r), run.values[r], primalRows[r]);
}

void Checker::differences() {
  const State state = load(function.parameters, false);
  Vector point;
  for (std::size_t p = 0; p < state.size(); ++p)
    if (isColumn(p))
      for (std::size_t i : state[p].reals())
        point.push_back(getReal(state[p], i));
  for (std::size_t c = 0; c < columns; ++c) {
    const Real h = 2e-6L * std::max<Real>(0.25L, std::fabs(point[c]));
    const Run up = runOracle(columns, c, h), down = runOracle(columns, c, -h);
    for (std::size_t r = 0; r < rows; ++r) {
      const Real slope = (up.values[r] - down.values[r]) / (2 * h);
      const Real entry = jacobian[r * columns + c];
      if (written[r] && !(std::fabs(slope - entry) <= 1e-7L * (std::fabs(entry) + 1e-2L * largest + 1e-3L)))
        fail("difference", "entry " + std::to_string(r) + "," + std::to_string(c), entry, slope);
    }
  }
}

Checker::Expected Checker::transposed(const Vector &seed) const {
  Expected e{Vector(columns), Vector(columns)};
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      const Real term = dual::contribution(jacobian[r * columns + c], seed[r]);
      e.value[c] += term;
      e.scale[c] += std::fabs(term);
    }
  return e;
}

Checker::Expected Checker::forward(const Vector &direction) const {
  Expected e{Vector(rows), Vector(rows)};
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      const Real term = dual::contribution(jacobian[r * columns + c], direction[c]);
      e.value[r] += term;
      e.scale[r] += std::fabs(term);
    }
  return e;
}

void Checker::randomise(Block &b) {
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (std::size_t i = 0; i < b.leafCount(); ++i)
    if (isReal(b.leaf(i)))
      setReal(b, i, uniform(random));
    else if (b.leaf(i).kind != 'o') // whether an optional has a value: the adjoint follows it
      setInteger(b, i, 77); // not floating-point data: must come back as it is
}

/// Seeds of result, pure outputs and in-out parameters; `seed` gets them by row, as rounded to their types.
void Checker::setSeeds(State &bar, Block &resultBar, Vector &seed, bool zero) {
  seed.clear();
  const auto fill = [&](Block &b, const char *name, bool isResult) {
    const Expectation *given = nullptr;
    bool anyGiven = false;
    for (const Expectation &e : expectations)
      if (e.function == functionIndex && e.caseIndex == caseIndex && e.what == "seed") {
        anyGiven = true;
        if (e.parameter == name)
          given = &e;
      }
    for (const Expectation &e : expectations)
      anyGiven = anyGiven || (e.function == functionIndex && e.caseIndex == caseIndex && e.what == "gradient");
    randomise(b);
    const std::vector<std::size_t> reals = b.reals();
    for (std::size_t k = 0; k < reals.size(); ++k) {
      if (zero)
        setReal(b, reals[k], 0);
      else if (given)
        setReal(b, reals[k], given->numbers[k]);
      else if (anyGiven)
        setReal(b, reals[k], isResult ? 1 : 0);
      seed.push_back(getReal(b, reals[k]));
    }
  };
  fill(resultBar, "result", true);
  for (std::size_t i = 0; i < resultBar.leafCount(); ++i)
    if (resultBar.leaf(i).kind == 'o')
      setInteger(resultBar, i, as<bool>(primalResult.address(i)));
  for (std::size_t p = 0; p < bar.size(); ++p)
    if (isRow(p))
      fill(bar[p], function.parameters[p].name, false);
}

static Real largestOf(const Block &b) {
  Real largest = 0;
  for (std::size_t i : b.reals())
    largest = std::max(largest, std::fabs(getReal(b, i)));
  return largest;
}

/// The tolerance is one for sums in another order.
bool Checker::nearValue(Real actual, Real wanted, Real scale) const {
  return std::fabs(actual - wanted) <= function.tolerance * std::max(scale, std::fabs(wanted));
}

void Checker::checkValues(const char *mode, const State &after, const Block *result) {
  const auto compare = [&](const Parameter &p, const Block &actual, const Block &wanted) {
    for (std::size_t i = 0; i < actual.leafCount(); ++i)
      if (!sameBits(actual, wanted, i) && !(function.valuesAreClose && isReal(actual.leaf(i)) &&
                                            nearValue(getReal(actual, i), getReal(wanted, i), largestOf(wanted))))
        fail(mode, "the value of " + place(p, actual, i, ""), isReal(actual.leaf(i)) ? getReal(actual, i) : 0,
             isReal(actual.leaf(i)) ? getReal(wanted, i) : 0);
  };
  if (result)
    compare(function.result, *result, primalResult);
  for (std::size_t p = 0; p < after.size(); ++p)
    if (function.parameters[p].role != Role::Scratch && (result || function.parameters[p].role != Role::Output))
      compare(function.parameters[p], after[p], primalAfter[p]);
}

void Checker::checkSeeds(const char *mode, const State &before, const State &after) {
  for (std::size_t p = 0; p < after.size(); ++p)
    for (std::size_t i = 0; i < after[p].leafCount(); ++i)
      if ((!isColumn(p) || !isReal(after[p].leaf(i))) && !sameBits(before[p], after[p], i))
        fail(mode, "what must not change: " + place(function.parameters[p], after[p], i, "_bar"),
             isReal(after[p].leaf(i)) ? getReal(after[p], i) : 0,
             isReal(after[p].leaf(i)) ? getReal(before[p], i) : 77);
}

void Checker::checkGradients(const char *mode, const State &before, const State &after, const Vector &seed, int times) {
  const Expected expected = transposed(seed);
  bool zero = true;
  for (Real s : seed)
    zero = zero && s == 0;
  if (zero && !finite)
    return;
  for (std::size_t p = 0; p < after.size(); ++p) {
    if (!isColumn(p))
      continue;
    const std::vector<std::size_t> reals = after[p].reals();
    for (std::size_t k = 0; k < reals.size(); ++k) {
      const std::size_t c = firstColumn[p] + k;
      const bool added = function.parameters[p].role == Role::Independent;
      const Real start = added ? getReal(before[p], reals[k]) : 0;
      const Real wanted = start + (added ? times : 1) * expected.value[c];
      const Real actual = getReal(after[p], reals[k]);
      const bool good = zero ? actual == wanted : near(actual, wanted, expected.scale[c] + std::fabs(start));
      if (!good)
        fail(mode, place(function.parameters[p], after[p], reals[k], "_bar"), actual, wanted);
    }
  }
}

void Checker::checkReverse(const char *mode, void (Checker::*call)(State &, Block &, const Block &, State &),
                           bool values) {
  for (const bool zero : {false, true}) {
    State p = load(function.parameters, false), bar = load(function.parameters, false);
    for (Block &b : bar)
      randomise(b);
    Block result = resultBlock(), resultBar = resultBlock();
    Vector seed;
    setSeeds(bar, resultBar, seed, zero);
    const State before(bar);
    const Block resultBarBefore(resultBar);
    (this->*call)(p, result, resultBar, bar);
    checkValues(mode, p, values ? &result : nullptr);
    checkSeeds(mode, before, bar);
    checkGradients(mode, before, bar, seed, 1);
    State again = load(function.parameters, false);
    for (std::size_t i = 0; i < bar.size(); ++i)
      if (function.parameters[i].role == Role::InOut)
        bar[i] = Block(before[i]);
    (this->*call)(again, result, resultBar, bar);
    checkGradients(zero ? "zero seed" : "second call", before, bar, seed, 2);
    for (std::size_t i = 0; i < resultBar.leafCount(); ++i)
      if (!sameBits(resultBar, resultBarBefore, i))
        fail(mode, "result_bar", getReal(resultBar, i), getReal(resultBarBefore, i));
    if (!zero && !jvpRows.empty()) {
      Real left = 0, right = 0, scale = 0;
      const Expected expected = transposed(seed);
      for (std::size_t r = 0; r < rows; ++r)
        left += written[r] ? jvpRows[r] * seed[r] : 0;
      for (std::size_t c = 0; c < columns; ++c) {
        right += expected.value[c] * jvpDirection[c];
        scale += expected.scale[c] * std::fabs(jvpDirection[c]);
      }
      if (!near(left, right, scale))
        fail(mode, "<J d, v>", left, right);
    }
  }
}

void Checker::checkGradientMode() {
  State p = load(function.parameters, false), bar = load(function.parameters, false);
  for (Block &b : bar)
    randomise(b);
  const State before(bar);
  Block result = resultBlock();
  function.gradient(pointers(p).data(), result.data(), pointers(bar).data());
  checkValues("gradient", p, &result);
  checkGradients("gradient", before, bar, Vector(rows, 1), 1);
  checkSeeds("gradient", before, bar);
}

/// f_rev on inputs whose in-out content is garbage: everything that it needs must be in `saved`.
void Checker::reverseOnce(const char *what, const void *saved) {
  State p(primalAfter), bar = load(function.parameters, false);
  for (std::size_t i = 0; i < p.size(); ++i)
    if (function.parameters[i].role == Role::InOut)
      randomise(p[i]);
  const State inputs(p);
  for (Block &b : bar)
    randomise(b);
  Block resultBar = resultBlock();
  Vector seed;
  setSeeds(bar, resultBar, seed, false);
  const State before(bar);
  function.rev(pointers(p).data(), saved, resultBar.data(), pointers(bar).data());
  checkSeeds(what, before, bar);
  checkGradients(what, before, bar, seed, 1);
  for (std::size_t k = 0; k < p.size(); ++k)
    for (std::size_t i = 0; i < p[k].leafCount(); ++i)
      if (function.parameters[k].role != Role::Scratch && !sameBits(p[k], inputs[k], i))
        fail(what, "an input that f_rev must not change: " + place(function.parameters[k], p[k], i, ""), 0, 0);
}

void Checker::checkSplit() {
  void *saved = function.newSaved();
  const auto forwardOnce = [&](void *to) {
    State p = load(function.parameters, false);
    Block result = resultBlock();
    function.fwd(pointers(p).data(), result.data(), to);
    checkValues("f_fwd", p, &result);
  };
  forwardOnce(saved);
  reverseOnce("f_rev", saved);
  reverseOnce("second f_rev", saved);
  void *copy = function.copySaved(saved);
  function.deleteSaved(saved);
  reverseOnce("f_rev of a copy", copy);
  forwardOnce(copy);
  reverseOnce("f_rev after a second f_fwd", copy);
  function.deleteSaved(copy);
}

void Checker::checkJvp() {
  for (const bool zero : {true, false}) {
    State p = load(function.parameters, false), dot = load(function.parameters, false);
    Vector direction;
    for (std::size_t k = 0; k < dot.size(); ++k) {
      randomise(dot[k]);
      if (isColumn(k))
        for (std::size_t i : dot[k].reals()) {
          if (zero)
            setReal(dot[k], i, 0);
          direction.push_back(getReal(dot[k], i));
        }
    }
    const State before(dot);
    Block result = resultBlock(), resultDot = resultBlock();
    randomise(resultDot);
    function.jvp(pointers(p).data(), result.data(), pointers(dot).data(), resultDot.data());
    checkValues("jvp", p, &result);
    const Expected expected = forward(direction);
    Vector actualRows;
    const auto compare = [&](const Parameter &parameter, const Block &b) {
      for (std::size_t i : b.reals()) {
        const std::size_t r = actualRows.size();
        const Real actual = getReal(b, i);
        actualRows.push_back(actual);
        const bool good = zero ? !finite || actual == 0 : near(actual, expected.value[r], expected.scale[r]);
        if (written[r] && !good)
          fail(zero ? "jvp of a zero tangent" : "jvp", place(parameter, b, i, "_dot"), actual, expected.value[r]);
      }
    };
    compare(function.result, resultDot);
    for (std::size_t k = 0; k < dot.size(); ++k)
      if (isRow(k))
        compare(function.parameters[k], dot[k]);
      else
        for (std::size_t i = 0; i < dot[k].leafCount(); ++i)
          if (!sameBits(dot[k], before[k], i))
            fail("jvp", "what must not change: " + place(function.parameters[k], dot[k], i, "_dot"), 0, 0);
    jvpDirection = direction;
    jvpRows = actualRows;
  }
}

void Checker::checkExpectations() {
  State bar = load(function.parameters, false);
  Block resultBar = resultBlock();
  Vector seed;
  setSeeds(bar, resultBar, seed, false);
  const Expected expected = transposed(seed);
  for (const Expectation &e : expectations) {
    if (e.function != functionIndex || e.caseIndex != caseIndex || e.what == "seed")
      continue;
    for (std::size_t p = 0; p <= function.parameters.size(); ++p) {
      const bool isResult = p == function.parameters.size();
      if (e.parameter != (isResult ? "result" : function.parameters[p].name))
        continue;
      for (std::size_t k = 0; k < e.numbers.size(); ++k) {
        const bool isValue = e.what == "value";
        const Real actual = isValue ? primalRows[(isResult ? 0 : firstRow[p]) + k] : expected.value[firstColumn[p] + k];
        const Real scale = isValue ? std::fabs(actual) : expected.scale[firstColumn[p] + k];
        if (!near(actual, e.numbers[k], scale + 1))
          fail("reference", e.parameter + " " + e.what + " " + std::to_string(k), actual, e.numbers[k]);
      }
    }
  }
}

int Checker::runCase(std::size_t index, bool selfCheck) {
  caseIndex = index;
  const char *source = function.cases[index];
  hasKink = source[0] == '!';
  text = tokens(source + (hasKink ? 1 : 0));
  for (std::size_t p = 0; p < function.parameters.size(); ++p)
    counts.push_back(function.parameters[p].leaves.empty() ? 0 : text[p].size() / function.parameters[p].leaves.size());
  elementCounts = counts.data();
  computeJacobian();
  checkOracle(!selfCheck || !hasKink); // wide values neither overflow nor tie where the primal's do
  checkExpectations();
  if (selfCheck) {
    if (!hasKink)
      differences();
    return failures;
  }
  if (function.jvp)
    checkJvp();
  if (function.vjp)
    checkReverse("vjp", &Checker::callVjp, false);
  if (function.valueAndVjp)
    checkReverse("value_and_vjp", &Checker::callValueAndVjp, true);
  if (function.gradient)
    checkGradientMode();
  if (function.fwd)
    checkSplit();
  return failures;
}

} // namespace

int run(const std::vector<Function> &functions, const std::vector<Oracle> &oracles,
        const std::vector<Expectation> &expectations, bool selfCheck) {
  int failures = 0;
  std::size_t cases = 0;
  for (std::size_t f = 0; f < functions.size(); ++f)
    for (std::size_t c = 0; c < functions[f].cases.size(); ++c, ++cases)
      failures += Checker(functions[f], oracles[f], expectations, f).runCase(c, selfCheck);
  std::printf("%zu functions, %zu cases, %d failures\n", functions.size(), cases, failures);
  return failures == 0 ? 0 : 1;
}

} // namespace harness
