// Operations with effects, and values that get a variable, as statements.
//
// pb.free prints nothing: the buffer of a pb.alloc is owned by a smart pointer or a vector, which releases it at the
// end of the C++ block that the pb.alloc stands in. In C, Owners.cpp frees it there.
#include "Emit/Lowering.h"

#include "Analysis/Objects.h"
#include "Emit/Literals.h"
#include "Emit/SizeChecks.h"
#include "Emit/Types.h"
#include "IR/InventedNames.h"

#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

//===------------------------------------------------------------------------------------------------------------===//
// The function
//===------------------------------------------------------------------------------------------------------------===//

/// How often congruence is computed again with more values folded into the copies at yields.
static constexpr unsigned maxRounds = 3;

LogicalResult Lowering::run() {
  order = std::make_unique<Order>(function);
  needed = std::make_unique<Needed>(function);
  for (unsigned round = 0; round < maxRounds; ++round) {
    folding = std::make_unique<Folding>(function, *order, *needed, lateCopies);
    liveness = std::make_unique<Liveness>(function, *order, *needed, *folding);
    congruence = std::make_unique<Congruence>(function, *liveness, *needed, *folding);
    size_t before = lateCopies.size();
    for (Operation *op : congruence->findLateCopies())
      lateCopies.insert(op);
    if (lateCopies.size() == before)
      break;
  }
  for (BlockArgument argument : function.getBody().getArguments()) {
    unsigned index = argument.getArgNumber();
    bool isReference = (function.getArgAttr(index, "pb.ref") && !code.isC()) || function.getArgAttr(index, "pb.byval");
    bool isReturned = bool(function.getArgAttr(index, "pb.sret"));
    if (function.getArgAttr(index, "pb.size_of")) {
      sizes.push_back(argument);
    } else if (function.getArgAttr(index, "pb.member")) {
      members.push_back(argument);
    } else if (isEigenMatrix(index)) {
      Variable *matrix = code.makeVariable(Variable::Reference, cast<PtrType>(argument.getType()).getPointee(),
                                           function.getArgName(index));
      matrix->isParameter = true;
      owners[argument] = matrix;
      parameters.push_back(matrix);
    } else if (function.getArgAttr(index, "pb.container")) {
      Variable *vector = code.makeVariable(Variable::Vector, cast<PtrType>(argument.getType()).getPointee(),
                                           function.getArgName(index));
      vector->isParameter = true;
      vector->isValarray = function.getArgAttrOfType<StringAttr>(index, "pb.container").getValue() == "valarray";
      objects[argument] = owners[argument] = vector;
      parameters.push_back(vector);
    } else if (!isReference && !isReturned) {
      parameters.push_back(variable(argument));
    } else {
      Variable *object = code.makeVariable(isReturned ? Variable::Object : Variable::Reference,
                                           cast<PtrType>(argument.getType()).getPointee(), function.getArgName(index));
      objects[argument] = object;
      object->isParameter = !isReturned;
      if (isReturned)
        returnedRecord = object;
      else
        parameters.push_back(object);
    }
  }
  if (returnedRecord) {
    if (returnedRecord->hint.empty())
      returnedRecord->hint = "result";
    add(Stmt::Declare, nullptr, code.body)->variable = returnedRecord;
  }
  for (BlockArgument argument : function.getBody().getArguments())
    if (isEigenMatrix(argument.getArgNumber()))
      declareData(argument);
  for (BlockArgument size : sizes)
    declareSize(size);
  for (BlockArgument member : members)
    declareMember(member);
  lower(function.getBody().front(), code.body);
  return failure(failed);
}

bool Lowering::isEigenMatrix(unsigned index) {
  auto container = function.getArgAttrOfType<StringAttr>(index, "pb.container");
  return container && container.getValue().starts_with("eigen matrix");
}

/// `const Eigen::MatrixXd A_dense = A;`, since the columns of an Eigen::Ref may lie apart.
Variable *Lowering::declareDense(BlockArgument matrix) {
  auto type = cast<PtrType>(matrix.getType());
  StringRef view = function.getArgAttrOfType<StringAttr>(matrix.getArgNumber(), "pb.container").getValue();
  view = view.drop_front(view.rfind("Eigen::Ref<") + StringRef("Eigen::Ref<").size());
  auto record = RecordType::get(function.getContext(), view.drop_back(), {}, {});
  Variable *owner = owners.lookup(matrix);
  Variable *copy = code.makeVariable(Variable::Object, record, owner->hint + "_dense");
  copy->isConst = type.getIsConst();
  assign(code.makeName(copy), "=", code.makeName(owner), nullptr, code.body);
  if (!type.getIsConst())
    dense.push_back({owner, copy, bool(function.getArgAttr(matrix.getArgNumber(), "pb.adjoint_of"))});
  return copy;
}

/// Gradients are unspecified after a throw; what the function itself has changed is as it leaves it.
void Lowering::writeDense(Block &to, bool isThrow) {
  for (const DenseCopy &one : dense)
    if (!isThrow || !one.isAdjoint)
      assign(code.makeName(one.matrix), "=", code.makeName(one.copy), nullptr, to);
}

/// A throw leaves the matrices changed that the copies stand for. A call can't write them before it throws.
void Lowering::lowerThrowing(CallOp op, FuncOp callee, Block &to) {
  if (callee->hasAttr("pb.throws"))
    return writeDense(to, /*isThrow=*/true);
  auto *changed = llvm::find_if(dense, [](const DenseCopy &one) { return !one.isAdjoint; });
  if (changed == dense.end() || failed || !mayThrow(op))
    return;
  failed = true;
  InFlightDiagnostic error = op->emitError()
                             << "cannot differentiate this call: it may throw, and the changes of '"
                             << changed->matrix->hint << "' before would not be seen, which is copied [copied-view]";
  error.attachNote() << "check the input before '" << changed->matrix->hint << "' is changed, or take an Eigen::Map";
}

/// `const double* const A_data = A.data();`
void Lowering::declareData(BlockArgument matrix) {
  if (matrix.use_empty())
    return;
  StringRef container = function.getArgAttrOfType<StringAttr>(matrix.getArgNumber(), "pb.container").getValue();
  Variable *owner = container.contains("Eigen::Ref<") ? declareDense(matrix) : owners.lookup(matrix);
  Variable *own = variable(matrix);
  own->isParameter = false;
  own->hint = (function.getArgName(matrix.getArgNumber()) + "_data").str();
  assign(code.makeName(own), "=", code.make(Expr::Method, "data", {code.makeName(owner)}), nullptr, code.body);
}

/// `const std::size_t x_size = x.size();`; where x is no parameter of this function, its adjoint has the same size.
void Lowering::declareSize(BlockArgument size) {
  if (size.use_empty())
    return;
  StringRef container = function.getArgAttrOfType<StringAttr>(size.getArgNumber(), "pb.size_of").getValue();
  Value owner;
  for (BlockArgument argument : function.getBody().getArguments()) {
    StringRef name = function.getArgName(argument.getArgNumber());
    bool isAdjoint = isDerivativeOf(container, name);
    if (function.getArgAttr(argument.getArgNumber(), "pb.container") && (name == container || (!owner && isAdjoint)))
      owner = argument;
  }
  if (!owner) {
    fail(function, "the size of '" + container.str() + "' is not known");
    return;
  }
  Variable *own = variable(size);
  own->isParameter = false;
  own->hint = function.getArgName(size.getArgNumber()).str();
  StringRef method = function.getArgAttrOfType<StringAttr>(size.getArgNumber(), "pb.size_by").getValue();
  assign(code.makeName(own), "=", code.make(Expr::Method, method, {code.makeName(owners.lookup(owner))}), nullptr,
         code.body);
}

/// `double* const net_w = net->w;`; where net is no parameter of this function, its adjoint has the same integers.
void Lowering::declareMember(BlockArgument member) {
  if (member.use_empty())
    return;
  unsigned index = member.getArgNumber();
  StringRef owner = function.getArgAttrOfType<StringAttr>(index, "pb.member_of").getValue();
  Value found;
  for (BlockArgument argument : function.getBody().getArguments()) {
    StringRef name = function.getArgName(argument.getArgNumber());
    bool isAdjoint = name.starts_with(owner) && name.drop_front(owner.size()).starts_with("_bar") &&
                     !isa<PtrType>(member.getType()) && !function.getArgAttr(argument.getArgNumber(), "pb.member");
    if (!owner.empty() && (name == owner || (!found && isAdjoint)))
      found = argument;
  }
  if (!found) {
    fail(function, "the struct around '" + function.getArgName(index).str() + "' is not known");
    return;
  }
  Variable *own = variable(member);
  own->isParameter = false;
  own->hint = function.getArgName(index).str();
  StringRef path = function.getArgAttrOfType<StringAttr>(index, "pb.member").getValue();
  assign(code.makeName(own), "=", code.member(place(found), path), nullptr, code.body);
}

void Lowering::lower(mlir::Block &from, Block &to) {
  for (Operation &op : from)
    if (!folding->isInline(&op) && !folding->isSkipped(&op))
      lower(&op, to);
}

//===------------------------------------------------------------------------------------------------------------===//
// Comments
//===------------------------------------------------------------------------------------------------------------===//

/// Lines of the file of the primal; those of headers, and of what stands before it, mean nothing there.
static void collectLines(Location location, StringAttr file, unsigned first, SmallVectorImpl<unsigned> &lines) {
  if (auto fused = dyn_cast<FusedLoc>(location)) {
    for (Location part : fused.getLocations())
      collectLines(part, file, first, lines);
  } else if (FileLineColLoc place = getSourceLocation(location);
             place && place.getLine() >= first && (!file || place.getFilename() == file)) {
    unsigned line = place.getLine() - first + 1;
    if (!llvm::is_contained(lines, line))
      lines.push_back(line);
  }
}

/// `energy.cpp:7`, if the operation gives a floating-point number to a variable or a place in memory.
static std::string printFloatPlace(Operation *op) {
  auto store = dyn_cast<StoreOp>(op);
  bool isFloat = isa<AccumulateOp>(op) || (store && isa<FloatType>(store.getValue().getType())) ||
                 (op->getNumResults() == 1 && isa<FloatType>(op->getResult(0).getType()));
  FileLineColLoc place = getSourceLocation(op->getLoc());
  if (!isFloat || !place)
    return "";
  return llvm::sys::path::filename(place.getFilename()).str() + ":" + std::to_string(place.getLine());
}

void Lowering::annotate(Stmt *stmt, Operation *source) {
  if (!source)
    return;
  if (auto note = source->getAttrOfType<StringAttr>("pb.note"))
    stmt->note = note.str();
  if (!source->hasAttr("pb.adjoint") || isa<ForOp, LoopOp>(source)) // the statements in a loop say where they come from
    return;
  stmt->place = printFloatPlace(source);
  ArrayAttr range = function.getSourceLinesAttr();
  unsigned first = range && !range.empty() ? cast<IntegerAttr>(range[0]).getInt() : 1;
  FileLineColLoc own = getSourceLocation(function.getLoc());
  collectLines(source->getLoc(), own ? own.getFilename() : StringAttr(), first, stmt->lines);
  llvm::sort(stmt->lines);
}

Stmt *Lowering::add(Stmt::Kind kind, Operation *source, Block &to) {
  Stmt *stmt = code.make(kind);
  annotate(stmt, source);
  to.push_back(stmt);
  return stmt;
}

Stmt *Lowering::assign(Expr *target, StringRef op, Expr *value, Operation *source, Block &to) {
  Stmt *stmt = add(Stmt::Assign, source, to);
  stmt->target = target;
  stmt->text = op.str();
  stmt->value = value;
  return stmt;
}

//===------------------------------------------------------------------------------------------------------------===//
// One operation
//===------------------------------------------------------------------------------------------------------------===//

Variable *Lowering::variable(Value value) {
  Variable *result = congruence->getVariable(code, value);
  if (!result->hint.empty())
    return result;
  if (auto argument = dyn_cast<BlockArgument>(getCarrier(value))) {
    bool isInduction = result->kind == Variable::Induction;
    result->hint = isInduction           ? std::string(1, "ijklpq"[std::min(loopDepth, 5u)])
                   : result->isParameter ? ""
                                         : "carried";
    return result;
  }
  result->hint = inventName(value, [&](Value operand) -> std::string {
    if (auto found = objects.find(operand); found != objects.end())
      return found->second->hint;
    Operation *op = operand.getDefiningOp();
    return folding->isVariable(operand) && (!op || op->getNumRegions() == 0) ? variable(operand)->hint : "";
  });
  return result;
}

void Lowering::lower(Operation *op, Block &to) {
  if (auto branch = dyn_cast<scf::IfOp>(op); branch && !folding->isExpression(branch))
    return lowerIf(branch, to);
  if (auto loop = dyn_cast<ForOp>(op))
    return lowerFor(loop, to);
  if (auto loop = dyn_cast<LoopOp>(op))
    return lowerLoop(loop, to);
  if (isa<scf::YieldOp, YieldOp>(op))
    return;
  if (auto call = dyn_cast<CallOp>(op))
    return lowerCall(call, to);
  if (auto done = dyn_cast<ReturnOp>(op))
    return lowerReturn(done, to);
  if (op->getDialect()->getNamespace() == "pb" && op->getName().stripDialect().starts_with("stack.") &&
      !isa<StackSizeOp>(op))
    return lowerStack(op, to);
  if (op->getNumResults() == 1 && !isa<LocalOp, AllocOp>(op)) {
    Expr *computed = convertedTo(op);
    assign(name(op->getResult(0)), "=", computed, op, to);
    return;
  }
  lowerMemory(op, to);
}

/// True for arrays of arrays that functions get, which want arrays and not std::array.
static bool isPassedAsArrays(AllocOp alloc) {
  bool keepsItsSize = llvm::none_of(alloc->getUsers(), llvm::IsaPred<ResizeOp>);
  auto isPassed = [](Operation *user) {
    return isa<CallOp>(user) || (isa<CastOp>(user) && llvm::any_of(user->getUsers(), llvm::IsaPred<CallOp>));
  };
  return isa<pullback::ArrayType>(cast<PtrType>(alloc.getType()).getPointee()) && keepsItsSize &&
         llvm::any_of(alloc->getUsers(), isPassed);
}

void Lowering::lowerMemory(Operation *op, Block &to) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](LocalOp local) {
        Variable *object =
            code.makeVariable(Variable::Object, cast<PtrType>(local.getType()).getPointee(), local.getName());
        objects[local] = object;
        add(Stmt::Declare, op, to)->variable = object;
      })
      .Case([&](AllocOp alloc) {
        if (alloc->use_empty())
          return;
        if (code.isC())
          return lowerAllocInC(alloc, to);
        Type element = cast<PtrType>(alloc.getType()).getPointee();
        bool zeroed =
            !alloc.getMemory() && (alloc.getKind() == AllocKind::Vector || alloc.getKind() == AllocKind::Shadow);
        bool isVector = zeroed && !element.isInteger(1) && !isPassedAsArrays(alloc);
        Variable *buffer = code.makeVariable(isVector ? Variable::Vector : Variable::Pointer,
                                             isVector ? element : alloc.getType(), alloc.getName());
        Stmt *stmt = code.make(Stmt::Allocate);
        stmt->value = index(alloc.getCount());
        auto type = cast<pullback::IntType>(alloc.getCount().getType());
        if (type != getSizeType(op->getContext()) && !getConstantInt(alloc.getCount()))
          stmt->value = code.cast("std::size_t", value(alloc.getCount()));
        stmt->text = zeroed ? "()" : "";
        if (Value memory = alloc.getMemory()) {
          bool isVariable = isa_and_nonnull<LocalOp>(memory.getDefiningOp());
          bool isTyped = memory.getType() == alloc.getType();
          stmt->text = isVariable ? "takeArray" : isTyped ? "" : "static_cast";
          stmt->target = isVariable ? place(memory) : value(memory);
        }
        buffer->ownsSeveral = alloc->hasAttr("pb.joined");
        stmt->variable = objects[alloc] = buffer;
        annotate(stmt, op);
        to.push_back(stmt);
      })
      .Case([&](StoreOp store) {
        Expr *target = place(store.getPointer()), *stored = assigned(store.getValue());
        stored = storedInBits(store.getPointer().getDefiningOp<FieldOp>(), store.getValue(), stored);
        if (!sameText(target, stored))
          assign(target, "=", stored, op, to);
      })
      .Case([&](AccumulateOp accumulate) {
        bool negative = false;
        Expr *constant = literal(accumulate.getValue());
        if (constant)
          makeBare(constant);
        Expr *amount = constant ? constant : withoutSign(accumulate.getValue(), negative);
        assign(place(accumulate.getPointer()), negative ? "-=" : "+=", amount, op, to);
      })
      .Case([&](CopyOp copy) { lowerCopy(copy, to); })
      .Case([&](ZeroOp zero) { lowerZero(zero, to); })
      .Case([&](CheckContractOp check) { lowerCheck(check, to); })
      .Case([&](ResizeOp resize) { lowerResize(resize, to); })
      .Case([&](SetSizeOp change) {
        if (isOptional(change.getPointer()))
          return setHasValue(change, to);
        Expr *count = index(change.getCount());
        if (isOfEigen(change.getPointer()) && getConstantInt(change.getBefore()) != 0) { // keeps what stays
          Type record = cast<PtrType>(change.getPointer().getDefiningOp<FieldOp>().getPointer().getType()).getPointee();
          Expr *zeros = code.call(spellType(record, code.language) + "::Zero", {count});
          add(Stmt::Evaluate, op, to)->value =
              code.make(Expr::Method, "conservativeResizeLike", {place(change.getPointer()), zeros});
          return;
        }
        add(Stmt::Evaluate, op, to)->value = code.make(Expr::Method, "resize", {place(change.getPointer()), count});
      })
      .Case<FreeOp, ExtentOp>([&](auto) {})
      .Default([&](Operation *) { fail(op, "it belongs to an earlier stage"); });
}

/// `if (v.size() < n) v.resize(n);`: memory never shrinks.
void Lowering::lowerResize(ResizeOp op, Block &to) {
  Value pointer = op.getPointer();
  auto found = objects.find(pointer);
  auto data = pointer.getDefiningOp<StackDataOp>();
  if (!data && (found == objects.end() || found->second->kind != Variable::Vector)) {
    fail(op, "what grows is no vector");
    return;
  }
  auto vector = [&] { return data ? place(data.getStack()) : code.makeName(found->second); };
  Expr *count = index(op.getCount());
  if (code.isC())
    return reserveInC("pullback_enlarge", vector(), count, op, to);
  auto grow = [&](Expr *wanted) { return code.make(Expr::Method, "resize", {vector(), wanted}); };
  Expr *size = code.make(Expr::Method, "size", {vector()});
  auto conversion = op.getCount().getDefiningOp<CastOp>();
  Value number = conversion && folding->isInline(conversion) ? conversion.getOperand() : op.getCount();
  bool isSize = number.getType() == getSizeType(op->getContext());
  if (getConstantInt(number) || (isSize && count->kind == Expr::Name)) {
    Stmt *branch = add(Stmt::If, op, to);
    branch->value = code.binary("<", size, count);
    branch->body.push_back(code.make(Stmt::Evaluate));
    branch->body.front()->value = grow(code.copy(count));
    return;
  }
  if (!isSize) // both of std::max have one type
    count = code.cast("std::size_t", value(number));
  add(Stmt::Evaluate, op, to)->value = grow(code.call("std::max", {size, count}));
}

/// `a[0][0]` of a nested array, with its innermost type and number of elements in `count`.
Expr *Lowering::flatten(Value pointer, Type &type, int64_t &count) {
  count = 1;
  bool nested = liesInVector(pointer);
  Expr *array = place(pointer), *first = array;
  while (auto outer = dyn_cast<pullback::ArrayType>(type)) {
    nested |= count != 1 || isa<pullback::ArrayType>(outer.getElement());
    count *= outer.getExtent();
    type = outer.getElement();
    first = element(first, code.makeText("0"));
  }
  return nested ? code.make(Expr::AddressOf, "", {first}) : array;
}

void Lowering::lowerCopy(CopyOp op, Block &to) {
  Type type = cast<PtrType>(op.getTarget().getType()).getPointee();
  if (!isa<pullback::ArrayType>(type)) {
    assign(place(op.getTarget()), "=", place(op.getSource()), op, to);
    return;
  }
  Type innermost = type;
  int64_t count = 0;
  Expr *source = flatten(op.getSource(), innermost, count);
  Expr *target = flatten(op.getTarget(), innermost = type, count);
  if (code.isC())
    evaluate(code.call("memcpy",
                       {target, source, code.binary("*", code.makeText(std::to_string(count)), sizeOfType(innermost))}),
             op, to);
  else
    evaluate(code.call("std::copy_n", {source, code.makeText(std::to_string(count)), target}), op, to);
}

void Lowering::lowerZero(ZeroOp op, Block &to) {
  Type type = cast<PtrType>(op.getPointer().getType()).getPointee();
  Type innermost = type;
  int64_t extent = 1;
  Expr *count = op.getCount() ? index(op.getCount()) : nullptr;
  Expr *target = count ? pointer(op.getPointer()) : place(op.getPointer());
  if (!count && !isa<pullback::ArrayType>(type)) {
    std::string none = code.isC() ? "(" + spellType(type, code.language) + "){0}" : "{}";
    Expr *zero = isScalar(type) ? makeZero(code, type) : code.makeText(none);
    makeBare(zero);
    assign(target, "=", zero, op, to);
    return;
  }
  if (!count) {
    bool wholeLocal = target->kind == Expr::Name && target->variable->kind == Variable::Object;
    Stmt *last = to.empty() ? nullptr : to.back();
    if (wholeLocal && last && last->kind == Stmt::Declare && last->variable == target->variable) {
      last->text = "{}";
      return;
    }
    if (code.isC())
      return lowerZeroInC(op, to);
    target = flatten(op.getPointer(), innermost, extent);
    count = code.makeText(std::to_string(extent));
  } else if (isa<pullback::ArrayType>(type)) {
    fail(op, "it clears several arrays");
    return;
  }
  if (code.isC())
    return lowerZeroInC(op, to);
  Expr *zero =
      isScalar(innermost) ? makeZero(code, innermost) : code.makeText(spellType(innermost, code.language) + "{}");
  add(Stmt::Evaluate, op, to)->value = code.call("std::fill_n", {target, count, zero});
}

void Lowering::lowerStack(Operation *op, Block &to) {
  if (code.isC())
    return lowerStackInC(op, to);
  auto evaluate = [&](StringRef method, ArrayRef<Expr *> arguments) {
    SmallVector<Expr *> all = {place(op->getOperand(0))};
    all.append(arguments.begin(), arguments.end());
    return code.make(Expr::Method, method, all);
  };
  if (auto resize = dyn_cast<StackResizeOp>(op)) {
    Expr *count = index(resize.getCount());
    if (resize.getCount().getType() != getSizeType(op->getContext()) && !getConstantInt(resize.getCount()))
      count = code.cast("std::size_t", value(resize.getCount()));
    add(Stmt::Evaluate, op, to)->value = evaluate("resize", {count});
  } else if (isa<StackClearOp>(op)) {
    add(Stmt::Evaluate, op, to)->value = evaluate("clear", {});
  } else if (auto push = dyn_cast<StackPushOp>(op)) {
    add(Stmt::Evaluate, op, to)->value = evaluate("push_back", {assigned(push.getValue())});
  } else if (isa<StackEmplaceOp>(op)) {
    Expr *element = evaluate("emplace_back", {});
    if (congruence->isUnused(op->getResult(0)))
      add(Stmt::Evaluate, op, to)->value = element;
    else
      assign(name(op->getResult(0)), "=", element, op, to)->hasEffect = true;
  } else if (auto previous = dyn_cast<StackPreviousOp>(op)) {
    Expr *cursor = code.make(Expr::Unary, "--", {place(previous.getCursor())});
    Expr *element = code.make(Expr::Index, "", {place(previous.getStack()), cursor});
    if (congruence->isUnused(previous.getResult()))
      add(Stmt::Evaluate, op, to)->value = cursor;
    else
      assign(name(previous.getResult()), "=", element, op, to)->hasEffect = true;
  } else {
    fail(op, "it is an unknown operation on stacks");
  }
}

void Lowering::lowerCall(CallOp op, Block &to) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(op, op.getCalleeAttr());
  lowerThrowing(op, callee, to);
  SmallVector<Expr *> arguments;
  Expr *record = nullptr;
  for (auto [index, operand] : llvm::enumerate(op.getOperands())) {
    if (!callee.getArgAttr(index, "pb.sret"))
      arguments.push_back(argument(callee, index, operand));
    else if (!isa_and_nonnull<LocalOp>(operand.getDefiningOp()) || !operand.hasOneUse())
      record = place(operand); // else nobody looks at what is returned
  }
  std::string name = callee.getCxxName().str();
  auto items = callee->getAttrOfType<ArrayAttr>("pb.items");
  bool isMember = callee->hasAttr("pb.member");
  if (items && !isMember) {
    add(Stmt::Evaluate, op, to)->value = printing(name, items, arguments);
    return;
  }
  if (callee.getRole() != "helper" && !callee->hasAttr("pb.throws") && callee.getCxxScope() != function.getCxxScope() &&
      !code.isC())
    name = (callee.getCxxScope().empty() ? "::" : "::" + getQualifier(callee.getCxxScope()) + "::") + name;
  Expr *call = items      ? memberCall(callee, items, arguments)
               : isMember ? code.make(Expr::Method, callee.getCxxName(), arguments)
                          : code.call(name, arguments);
  if (record)
    assign(record, "=", call, op, to)->hasEffect = true;
  else if (op.getNumResults() == 1 && !congruence->isUnused(op.getResult(0)))
    assign(this->name(op.getResult(0)), "=", call, op, to)->hasEffect = true;
  else
    add(Stmt::Evaluate, op, to)->value =
        callee->hasAttr("pb.nodiscard") ? code.call("static_cast<void>", {call}) : call;
}

/// `checkContract("f_vjp", inputObject("x", x, n), adjointObject("x_bar", x_bar, n));`
void Lowering::lowerCheck(CheckContractOp op, Block &to) {
  auto quote = [&](StringRef text) { return code.makeText(("\"" + text + "\"").str()); };
  auto printCount = [&](Value count) {
    std::optional<int64_t> known = getConstantInt(count);
    return known ? code.makeText(std::to_string(*known)) : value(count);
  };
  SmallVector<Expr *> objects = {quote(function.getCxxName())};
  if (code.isC())
    objects.push_back(code.makeText(std::to_string(op.getPointers().size())));
  for (auto [object, count, name, role] :
       llvm::zip(op.getPointers(), op.getCounts(), op.getNames().getAsValueRange<StringAttr>(),
                 op.getRoles().getAsValueRange<StringAttr>()))
    if (code.isC())
      objects.push_back(
          code.call(("pullback_" + role).str(), {quote(name), pointer(object), printCount(count),
                                                 sizeOfType(cast<PtrType>(object.getType()).getPointee())}));
    else
      objects.push_back(code.call(helper((role + "Object").str()), {quote(name), pointer(object), printCount(count)}));
  for (BlockArgument size : sizes) // which the rest relies on
    checkSize(size, op, to);
  evaluate(code.call(code.isC() ? "pullback_check" : helper("checkContract"), objects), op, to);
  checkSizes(op, to);
}

void Lowering::lowerReturn(ReturnOp op, Block &to) {
  writeDense(to);
  if (op.getValue())
    add(Stmt::Return, op, to)->value = assigned(op.getValue());
  else if (returnedRecord)
    add(Stmt::Return, op, to)->value = code.makeName(returnedRecord);
}
