// Gives every text of the program its number, and asks the caller's strings what they say.
//
//   pb.text.cmp eq, %a, %b          ->   pb.cmp eq, %a, %b
//   pb.text "call"                  ->   2, if "" and "call" are the first texts in their order
//   %k = pb.load %kind["number"]    ->   pb.load %kind["== \"call\""], for each literal that it is compared with
//   pb.text.cmp eq, %k, "call"
//
// Numbers are even, and ordered as texts are. A caller's string that goes into objects, or is compared with what is
// there, gets a number at run time: that of the literal that it is, else an odd one between its neighbours. So it can
// be told from literals, but not from another string of the caller's, which is refused, as is text that is put together
// at run time, where anything may look at it.
#include "IR/Text.h"
#include "Transforms/Passes.h"

#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"
#include "IR/Comparisons.h"
#include "IR/Mutants.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <set>

namespace pullback {
#define GEN_PASS_DEF_NUMBERTEXTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// So many literals a string of the caller's is compared with to find its number.
static constexpr size_t maxLiterals = 24;

/// The literal that says it; ?? would begin a trigraph.
static std::string quote(StringRef text) {
  std::string quoted;
  llvm::raw_string_ostream stream(quoted);
  stream << '"';
  stream.write_escaped(text) << '"';
  for (size_t at = quoted.find("??"); at != std::string::npos; at = quoted.find("??"))
    quoted.replace(at, 2, "?\\?");
  return quoted;
}

/// Whether the string at `place` is one of the caller's; nothing if that is not known.
static std::optional<bool> isOfCaller(Value place) {
  if (cast<RecordType>(cast<PtrType>(place.getType()).getPointee()).getName() != kTextRecord)
    return true;
  Value root = getPath(place).root;
  if (isLocalObject(root))
    return false;
  auto argument = dyn_cast<BlockArgument>(root);
  auto function = argument ? dyn_cast<FuncOp>(argument.getOwner()->getParentOp()) : FuncOp();
  return function && function->hasAttr("pb.modes") ? std::optional(true) : std::nullopt;
}

namespace {

class TextNumbers {
public:
  TextNumbers(ModuleOp module, FuncOp function) : module(module), function(function), builder(module.getContext()) {}
  LogicalResult run(ArrayRef<StringRef> texts);

private:
  LogicalResult refuse(Operation *op, StringRef what);
  Value ask(Location location, Value string, StringRef field, Type type);
  void findKnown();
  void askCaller(LoadOp load);
  LogicalResult numberCaller(LoadOp load);
  Value makeNumber(LoadOp load, Value string);
  int64_t getNumber(StringRef text) const { return 2 * (llvm::lower_bound(texts, text) - texts.begin()); }
  Value makeConstant(Location location, StringRef text);
  Value makeData(TextDataOp data);

  ModuleOp module;
  FuncOp function;
  OpBuilder builder;
  ArrayRef<StringRef> texts;
  SmallVector<StringRef> known;
  bool isOrderAsked = false;
  SmallVector<Value> numbered; // the caller's strings that have numbers
};

} // namespace

LogicalResult TextNumbers::refuse(Operation *op, StringRef what) {
  auto error = op->emitError() << "cannot differentiate " << what
                               << ": only literal text can be compared, and strings of "
                               << "the caller's with it [string]";
  error.attachNote() << "leave text out of the function, or compare it in front of it";
  return failure();
}

Value TextNumbers::ask(Location location, Value string, StringRef field, Type type) {
  auto pointer = PtrType::get(type, /*isConst=*/true);
  return builder.create<FieldOp>(location, pointer, string, field);
}

/// The literal's number, with the literal beside it where it is printed.
Value TextNumbers::makeConstant(Location location, StringRef text) {
  int64_t number = getNumber(text);
  auto constant = builder.create<ConstantOp>(location, getIntType(builder.getContext()), number);
  if (!text.empty() && text.size() <= 20 &&
      llvm::all_of(text, [](char c) { return llvm::isAlnum(c) || llvm::is_contained(" _-.+", c); }))
    constant.setSpelling(std::to_string(number) + " /* " + text.str() + " */");
  return constant;
}

/// kind == "call" ? 2 : kind == "put" ? 4 : -1; with the numbers of what lies between them, where order matters.
Value TextNumbers::makeNumber(LoadOp load, Value string) {
  Location location = load.getLoc();
  auto constant = [&](int64_t number) -> Value {
    return builder.create<ConstantOp>(location, getIntType(builder.getContext()), number);
  };
  auto is = [&](StringRef predicate, StringRef text) -> Value {
    Value question = ask(location, string, (predicate + " " + quote(text)).str(), builder.getI1Type());
    return builder.create<LoadOp>(location, question);
  };
  Value number = constant(isOrderAsked ? getNumber(known.back()) + 1 : -1);
  for (size_t i = known.size(); i-- > 0;) {
    Value isSame = is("==", known[i]), same = makeConstant(location, known[i]);
    number = builder.create<arith::SelectOp>(location, isSame, same, number);
    if (i == 0 || !isOrderAsked)
      continue;
    Value isBelow = is("<", known[i]), between = constant(getNumber(known[i - 1]) + 1);
    number = builder.create<arith::SelectOp>(location, isBelow, between, number);
  }
  return number;
}

/// The literals that a string of the caller's may be compared with, and whether it is asked what comes before what.
void TextNumbers::findKnown() {
  bool isAlone = function->hasAttr("pb.modes");
  function.walk([&](CallOp call) {
    auto callee = module.lookupSymbol<FuncOp>(call.getCallee());
    isAlone &= callee && callee.isDeclaration();
  });
  std::set<StringRef> found{""};
  function.walk([&](TextOp text) { found.insert(text.getText()); });
  known.assign(found.begin(), found.end());
  if (!isAlone) // others number strings for it
    known.assign(texts.begin(), texts.end());
  isOrderAsked = !isAlone;
  if (mutant("mark:order-of-texts"))
    return;
  function.walk([&](CompareTextOp comparison) {
    isOrderAsked |= comparison.getPredicate() != Predicate::EQ && comparison.getPredicate() != Predicate::NE;
  });
}

/// What asks the caller's string alone.
void TextNumbers::askCaller(LoadOp load) {
  Value string = load.getPointer().getDefiningOp<FieldOp>().getPointer();
  for (Operation *user : llvm::make_early_inc_range(load->getUsers())) {
    builder.setInsertionPoint(user);
    if (auto data = dyn_cast<TextDataOp>(user)) {
      Type type = cast<PtrType>(data.getType()).getPointee();
      data.replaceAllUsesWith(ask(data.getLoc(), string, data.getCString() ? kTextPointer : kTextItself, type));
      data.erase();
      continue;
    }
    auto comparison = dyn_cast<CompareTextOp>(user);
    if (!comparison)
      continue;
    bool isLeft = comparison.getLhs() == load.getResult();
    Predicate predicate =
        isLeft || mutant("order:sides-of-texts") ? comparison.getPredicate() : swapSides(comparison.getPredicate());
    auto text = (isLeft ? comparison.getRhs() : comparison.getLhs()).getDefiningOp<TextOp>();
    if (!text)
      continue;
    static constexpr StringLiteral spellings[] = {"==", "!=", "<", "<=", ">", ">="};
    std::string field = (spellings[static_cast<unsigned>(predicate)] + " " + quote(text.getText())).str();
    Value pointer = ask(comparison.getLoc(), string, field, builder.getI1Type());
    comparison.replaceAllUsesWith(builder.create<LoadOp>(comparison.getLoc(), pointer).getResult());
    comparison.erase();
  }
}

/// The number of a string that is copied, or compared with other than literals.
LogicalResult TextNumbers::numberCaller(LoadOp load) {
  if (load->use_empty())
    return success();
  Value string = load.getPointer().getDefiningOp<FieldOp>().getPointer();
  if (known.size() > maxLiterals)
    return refuse(load, "this copy of a string, beside so many literals");
  builder.setInsertionPoint(load);
  load.replaceAllUsesWith(makeNumber(load, string));
  if (!llvm::is_contained(numbered, string))
    numbered.push_back(string);
  return success();
}

/// The literal; where it is one of several, `number == 2 ? "call" : number == 4 ? "put" : ""`.
Value TextNumbers::makeData(TextDataOp data) {
  Location location = data.getLoc();
  auto makeLiteral = [&](StringRef text) -> Value {
    return builder.create<GlobalOp>(location, data.getType(), quote(text), "", "", false);
  };
  if (auto text = data.getNumber().getDefiningOp<TextOp>())
    return makeLiteral(text.getText());
  Value result = makeLiteral(known.front());
  for (StringRef text : llvm::reverse(ArrayRef(known).drop_front())) {
    Value number = makeConstant(location, text), literal = makeLiteral(text);
    Value isText = builder.create<CmpOp>(location, builder.getI1Type(), Predicate::EQ, data.getNumber(), number);
    result = builder.create<arith::SelectOp>(location, isText, literal, result);
  }
  return result;
}

/// True for a string that a parameter is, or a member of one: it stays the same one.
static bool isSingle(Value string) {
  while (auto field = string.getDefiningOp<FieldOp>())
    string = field.getPointer();
  return isa<BlockArgument>(string);
}

LogicalResult TextNumbers::run(ArrayRef<StringRef> all) {
  texts = all;
  bool isAsked = asksTexts(function);
  SmallVector<LoadOp> loads;
  function.walk([&](LoadOp load) {
    auto field = load.getPointer().getDefiningOp<FieldOp>();
    if (field && field.getName() == kTextNumber &&
        isStringRecord(cast<PtrType>(field.getPointer().getType()).getPointee()))
      loads.push_back(load);
  });
  SmallVector<LoadOp> callers;
  for (LoadOp load : loads) {
    std::optional<bool> isForeign = isOfCaller(load.getPointer().getDefiningOp<FieldOp>().getPointer());
    if (isForeign == false)
      continue;
    builder.setInsertionPoint(load);
    if (!isAsked) {
      load.replaceAllUsesWith(makeConstant(load.getLoc(), ""));
      load.erase();
    } else if (!isForeign) {
      return refuse(load, "the use of this string");
    } else {
      askCaller(load);
      callers.push_back(load);
    }
  }
  findKnown();
  for (LoadOp load : callers) {
    if (failed(numberCaller(load)))
      return failure();
    load.erase();
  }
  SmallVector<Operation *> asking, literals;
  WalkResult walked = function.walk([&](Operation *op) {
    if (isa<CompareTextOp, TextDataOp>(op))
      asking.push_back(op);
    if (isa<TextOp>(op))
      literals.push_back(op);
    if (!isa<UnknownTextOp, TextAtOp>(op))
      return WalkResult::advance();
    if (isAsked && !op->use_empty() && !mutant("free:unknown-text"))
      return failed(refuse(op, "this text")) ? WalkResult::interrupt() : WalkResult::advance();
    literals.push_back(op);
    return WalkResult::advance();
  });
  if (walked.wasInterrupted())
    return failure();
  for (Operation *op : asking) {
    builder.setInsertionPoint(op);
    if (auto data = dyn_cast<TextDataOp>(op)) {
      if (known.size() > maxLiterals && !data.getNumber().getDefiningOp<TextOp>())
        return refuse(op, "what is printed here, one of so many literals");
      data.replaceAllUsesWith(makeData(data));
    } else {
      auto comparison = cast<CompareTextOp>(op);
      bool withLiteral = comparison.getLhs().getDefiningOp<TextOp>() || comparison.getRhs().getDefiningOp<TextOp>();
      if (!withLiteral && !mutant("free:texts-of-caller") &&
          (numbered.size() > 1 || (numbered.size() == 1 && !isSingle(numbered.front()))))
        return refuse(op, "the comparison of these strings");
      comparison.replaceAllUsesWith(builder
                                        .create<CmpOp>(op->getLoc(), builder.getI1Type(), comparison.getPredicate(),
                                                       comparison.getLhs(), comparison.getRhs())
                                        .getResult());
    }
    op->erase();
  }
  for (Operation *op : literals) {
    builder.setInsertionPoint(op);
    auto text = dyn_cast<TextOp>(op);
    op->getResult(0).replaceAllUsesWith(makeConstant(op->getLoc(), text ? text.getText() : ""));
    op->erase();
  }
  return success();
}

namespace {

struct NumberTexts : pullback::impl::NumberTextsBase<NumberTexts> {
  void runOnOperation() override {
    std::set<std::string> found{""};
    getOperation().walk([&](TextOp text) { found.insert(text.getText().str()); });
    SmallVector<std::string> kept(found.begin(), found.end());
    SmallVector<StringRef> texts(kept.begin(), kept.end());
    for (FuncOp function : getOperation().getOps<FuncOp>())
      if (!function.isDeclaration() && failed(TextNumbers(getOperation(), function).run(texts)))
        signalPassFailure();
  }
};

} // namespace
