#include "Analysis/Polynomial.h"

#include "IR/Mutants.h"

using namespace mlir;
using namespace pullback;

void Polynomial::add(const Product &product, int64_t coefficient) {
  if (coefficient != 0 && (terms[product] += coefficient) == 0)
    terms.erase(product);
}

// Sums and products of signed integers do not wrap around, and those of 64 bits wrap around as addresses do. Of
// narrower ones without sign, those of a loop's counter and one that the loop's bounds keep in range do not.
static bool mayWrap(BinaryOp op) {
  auto type = dyn_cast<pullback::IntType>(op.getType());
  if (!type || type.getIsSigned() || type.getWidth() >= 64)
    return false;
  auto counter = dyn_cast<BlockArgument>(op.getLhs());
  auto loop = counter ? dyn_cast<ForOp>(counter.getOwner()->getParentOp()) : ForOp();
  std::optional<int64_t> by = getConstantInt(op.getRhs());
  if (!loop || loop.getInductionVar() != counter || !by)
    return true;
  bool isUpward = static_cast<int64_t>(loop.getStep()) > 0;
  std::optional<int64_t> least = getConstantInt(isUpward ? loop.getLower() : loop.getUpper());
  if (op.getKind() == BinaryKind::Sub)
    return !least || *least < *by;
  return op.getKind() != BinaryKind::Add || *by != 1 || !isUpward || loop.getPredicate() != Predicate::LT;
}

/// Counters and sizes fit into 32 bits where they are converted to so many, and so do their multiples by numbers that
/// subscripts have; those by larger ones wrap around on purpose.
bool Polynomial::isOfSmallNumbers() const {
  constexpr int64_t bound = int64_t(1) << 20;
  return llvm::all_of(terms, [](const auto &term) { return term.first.empty() || std::abs(term.second) < bound; });
}

Polynomial Polynomial::of(Value value) {
  if (std::optional<int64_t> constant = getConstantInt(value))
    return *constant;
  auto cast = value.getDefiningOp<CastOp>();
  auto from = cast ? dyn_cast<IntType>(cast.getOperand().getType()) : IntType();
  auto to = cast ? dyn_cast<IntType>(cast.getType()) : IntType();
  if (from && to && to.getWidth() >= std::min(from.getWidth(), 32u)) {
    Polynomial whole = of(cast.getOperand());
    if (to.getWidth() >= from.getWidth() || whole.isOfSmallNumbers() || mutant("free:cut-subscript"))
      return whole;
  }
  if (auto binary = value.getDefiningOp<BinaryOp>(); binary && (!mayWrap(binary) || mutant("free:wrapped-subscript"))) {
    BinaryKind kind = binary.getKind();
    if (kind == BinaryKind::Add)
      return of(binary.getLhs()) + of(binary.getRhs());
    if (kind == BinaryKind::Sub)
      return of(binary.getLhs()) - of(binary.getRhs());
    if (kind == BinaryKind::Mul)
      return of(binary.getLhs()) * of(binary.getRhs());
  }
  Polynomial result;
  result.add({value.getAsOpaquePointer()}, 1);
  return result;
}

Polynomial Polynomial::operator+(const Polynomial &other) const {
  Polynomial result = *this;
  for (const auto &[product, coefficient] : other.terms)
    result.add(product, coefficient);
  return result;
}

Polynomial Polynomial::operator-(const Polynomial &other) const { return *this + other * Polynomial(-1); }

Polynomial Polynomial::operator*(const Polynomial &other) const {
  Polynomial result;
  for (const auto &[left, leftCoefficient] : terms)
    for (const auto &[right, rightCoefficient] : other.terms) {
      Product both;
      std::merge(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
      result.add(both, leftCoefficient * rightCoefficient);
    }
  return result;
}

bool Polynomial::contains(Value value) const {
  return !all([&](Value other) { return other != value; });
}

bool Polynomial::all(llvm::function_ref<bool(Value)> test) const {
  return llvm::all_of(terms, [&](const auto &term) {
    return llvm::all_of(term.first, [&](void *value) { return test(Value::getFromOpaquePointer(value)); });
  });
}

std::optional<int64_t> Polynomial::getConstant() const {
  if (terms.empty())
    return 0;
  bool isNumber = terms.size() == 1 && terms.begin()->first.empty();
  return isNumber ? std::optional<int64_t>(terms.begin()->second) : std::nullopt;
}

std::optional<Polynomial> Polynomial::getCoefficient(Value value) const {
  Polynomial result;
  for (const auto &[product, coefficient] : terms) {
    auto found = llvm::find(product, value.getAsOpaquePointer());
    if (found == product.end())
      continue;
    Product rest = product;
    rest.erase(rest.begin() + (found - product.begin()));
    if (llvm::is_contained(rest, value.getAsOpaquePointer()))
      return std::nullopt;
    result.add(rest, coefficient);
  }
  return result;
}

Polynomial Polynomial::substitute(Value value, const Polynomial &by) const {
  Polynomial result;
  for (const auto &[product, coefficient] : terms) {
    Polynomial term = coefficient;
    for (void *factor : product) {
      Polynomial single;
      single.add({factor}, 1);
      term = term * (factor == value.getAsOpaquePointer() ? by : single);
    }
    result = result + term;
  }
  return result;
}

std::vector<Polynomial> Polynomial::getStrides() const {
  std::vector<Polynomial> strides;
  auto insert = [&](const Polynomial &stride) {
    if (!llvm::is_contained(strides, stride))
      strides.push_back(stride);
  };
  for (const auto &[product, coefficient] : terms) {
    if (!product.empty() && coefficient > 1)
      insert(coefficient);
    for (void *factor : product) {
      Polynomial single;
      single.add({factor}, 1);
      if (product.size() > 1)
        insert(single);
    }
  }
  return strides;
}

std::pair<Polynomial, Polynomial> Polynomial::divide(const Polynomial &stride) const {
  const auto &[factors, number] = *stride.terms.begin();
  Polynomial quotient, remainder;
  for (const auto &[product, coefficient] : terms) {
    Product rest = product;
    auto found = factors.empty() ? rest.end() : llvm::find(rest, factors[0]);
    bool divides = factors.empty() ? !product.empty() && coefficient % number == 0 : found != rest.end();
    if (found != rest.end())
      rest.erase(found);
    divides ? quotient.add(rest, coefficient / number) : remainder.add(product, coefficient);
  }
  return {quotient, remainder};
}

//===------------------------------------------------------------------------------------------------------------===//
// Bounds
//===------------------------------------------------------------------------------------------------------------===//

std::optional<CounterRange> CounterRange::of(ForOp loop) {
  Polynomial lower = Polynomial::of(loop.getLower()), upper = Polynomial::of(loop.getUpper());
  int64_t step = loop.getStep();
  Predicate predicate = loop.getPredicate();
  // A loop that runs until its counter is the bound starts on the right side of it, or never ends.
  bool differs = predicate == Predicate::NE;
  if (step == 1 && (predicate == Predicate::LT || predicate == Predicate::LE || differs))
    return CounterRange{lower, predicate == Predicate::LE ? upper + 1 : upper};
  if (step == -1 && (predicate == Predicate::GT || predicate == Predicate::GE || differs))
    return CounterRange{predicate == Predicate::GE ? upper : upper + 1, lower + 1};
  return std::nullopt;
}

Bounds::Bounds(Operation *op) {
  for (Operation *parent = op->getParentOp(); parent && !isa<FuncOp>(parent); parent = parent->getParentOp()) {
    auto loop = dyn_cast<ForOp>(parent);
    std::optional<CounterRange> range = loop ? CounterRange::of(loop) : std::nullopt;
    if (range)
      counters.push_back({loop.getInductionVar(), *range});
  }
  noteThatLoopsRun();
}

Bounds::Bounds(ArrayRef<std::pair<Value, CounterRange>> counters) : counters(counters.begin(), counters.end()) {
  noteThatLoopsRun();
}

// With 0 <= i < n, n is 1 or more.
void Bounds::noteThatLoopsRun() {
  for (const auto &[counter, range] : llvm::reverse(counters)) {
    if (range.first.all([](Value) { return false; }))
      least[counter.getAsOpaquePointer()] = range.first.terms.empty() ? 0 : range.first.terms.begin()->second;
    Polynomial trips = range.end - range.first; // at least 1
    if (trips.terms.size() > 2)
      continue;
    for (const auto &[product, coefficient] : trips.terms) {
      auto constant = trips.terms.find({});
      int64_t bound = 1 - (constant == trips.terms.end() ? 0 : constant->second);
      if (product.size() == 1 && coefficient == 1 && (trips.terms.size() == 1 || constant != trips.terms.end()))
        least[product[0]] = std::max(bound, least.count(product[0]) ? least[product[0]] : bound);
    }
  }
}

// Every value is replaced by its lower bound plus something that is not negative; then no coefficient may be negative.
bool Bounds::isSumOfNotNegatives(const Polynomial &polynomial) const {
  Polynomial shifted = polynomial;
  for (const auto &[value, bound] : least)
    shifted = shifted.substitute(Value::getFromOpaquePointer(value),
                                 Polynomial::of(Value::getFromOpaquePointer(value)) + bound);
  return llvm::all_of(shifted.terms, [&](const auto &term) {
    return term.second >= 0 && llvm::all_of(term.first, [&](void *value) { return least.count(value) != 0; });
  });
}

bool Bounds::isNotNegative(Polynomial polynomial) const {
  for (const auto &[counter, range] : counters) {
    if (!polynomial.contains(counter))
      continue;
    std::optional<Polynomial> coefficient = polynomial.getCoefficient(counter);
    if (!coefficient)
      return false;
    if (isSumOfNotNegatives(*coefficient))
      polynomial = polynomial.substitute(counter, range.first);
    else if (isSumOfNotNegatives(Polynomial(0) - *coefficient))
      polynomial = polynomial.substitute(counter, range.end - 1);
    else
      return false;
  }
  return isSumOfNotNegatives(polynomial);
}
