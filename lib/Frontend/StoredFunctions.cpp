// std::function where what it holds is not known: a record of a number and of all that one of its type is made from.
//
//   std::function<double(double)> f = [k](double t) {...};   ->   f.kind = 1; f.target_1 = the closure
//   f(t)                                                     ->   f.kind == 1 ? closure's operator() : ...
//
// What that is, the constructors of the class tell that the source uses. A lambda that calls the std::function that it
// is kept in calls itself.
//
// Not handled, refused: what takes or returns other classes than the std::function, or holds one of the same type.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// The type
//===------------------------------------------------------------------------------------------------------------===//

/// True if a value of one type can be passed on as one of another: the same class or pointer, or other numbers.
static bool canBePassed(clang::ASTContext &ast, clang::QualType from, clang::QualType to) {
  clang::QualType value = from.getNonReferenceType(), wanted = to.getNonReferenceType();
  bool isChanged = to->isReferenceType() && !wanted.isConstQualified();
  if (ast.hasSameUnqualifiedType(value, wanted))
    return !isChanged || (from->isReferenceType() && !value.isConstQualified()) || to->isRValueReferenceType();
  return value->isArithmeticType() && wanted->isArithmeticType() && !isChanged;
}

/// True where a smart pointer to a class is returned as one to a base of it.
static bool isSmartUpcast(clang::QualType from, clang::QualType to) {
  std::optional<clang::QualType> derived = TypeLowering::getSmartPointee(from),
                                 base = TypeLowering::getSmartPointee(to);
  const auto *inner = derived && base ? (*derived)->getAsCXXRecordDecl() : nullptr;
  const auto *outer = inner ? (*base)->getAsCXXRecordDecl() : nullptr;
  return outer && !from->isReferenceType() && inner->hasDefinition() && inner->isDerivedFrom(outer);
}

static bool canBeCalled(clang::ASTContext &ast, const clang::FunctionDecl *function,
                        const clang::FunctionProtoType *wanted) {
  clang::QualType result = function->getReturnType(), wantedResult = wanted->getReturnType();
  bool canReturn = wantedResult->isVoidType() ? !isObject(result)
                   : wantedResult->isReferenceType() || result->isReferenceType()
                       ? ast.hasSameType(result, wantedResult)
                       : canBePassed(ast, result, wantedResult) || isSmartUpcast(result, wantedResult);
  if (!canReturn || function->getNumParams() != wanted->getNumParams() || function->isVariadic())
    return false;
  for (unsigned i = 0; i < function->getNumParams(); ++i)
    if (!canBePassed(ast, wanted->getParamType(i), function->getParamDecl(i)->getType()))
      return false;
  return true;
}

/// The operator() of a class that a std::function calls; null if there are several, or none that is known. Of those
/// that differ in what they may change, as in a std::bind, it is the one for objects that are not const.
static const clang::FunctionDecl *findCallOperator(clang::ASTContext &ast, const clang::CXXRecordDecl *record,
                                                   const clang::FunctionProtoType *wanted) {
  SmallVector<const clang::FunctionDecl *> found;
  auto add = [&](const clang::FunctionDecl *one) {
    if (canBeCalled(ast, one, wanted))
      found.push_back(one);
  };
  for (const clang::Decl *member : record->decls()) {
    auto *method = dyn_cast<clang::CXXMethodDecl>(member);
    if (method && method->getOverloadedOperator() == clang::OO_Call)
      add(method);
    auto *pattern = dyn_cast<clang::FunctionTemplateDecl>(member);
    if (pattern && pattern->getTemplatedDecl()->getOverloadedOperator() == clang::OO_Call)
      for (const clang::FunctionDecl *one : pattern->specializations())
        add(one);
  }
  auto haveSameParameters = [&](const clang::FunctionDecl *one) {
    return llvm::equal(one->parameters(), found.front()->parameters(),
                       [&](auto *left, auto *right) { return ast.hasSameType(left->getType(), right->getType()); });
  };
  if (found.size() > 1 && llvm::all_of(found, haveSameParameters))
    llvm::erase_if(found, [](const clang::FunctionDecl *one) {
      return !cast<clang::CXXMethodDecl>(one)->getMethodQualifiers().empty();
    });
  return found.size() == 1 ? found.front() : nullptr;
}

std::vector<TypeLowering::StoredTarget> TypeLowering::getStoredTargets(clang::QualType type) {
  auto *record = cast<clang::ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  const auto *wanted = record->getTemplateArgs()[0].getAsType()->getAs<clang::FunctionProtoType>();
  clang::ASTContext &ast = record->getASTContext();
  std::vector<StoredTarget> targets;
  auto add = [&](clang::QualType one) {
    one = one.getNonReferenceType().getCanonicalType().getUnqualifiedType();
    one = one->isFunctionType() ? ast.getPointerType(one).getCanonicalType() : one;
    if (llvm::any_of(targets, [&](const StoredTarget &other) { return other.type == one; }) || isStdFunction(one))
      return;
    const auto *inner = one->getAsCXXRecordDecl();
    bool isPointer = one->isFunctionPointerType() &&
                     ast.hasSameFunctionTypeIgnoringExceptionSpec(one->getPointeeType(), clang::QualType(wanted, 0));
    const clang::FunctionDecl *callee =
        inner && inner->hasDefinition() ? findCallOperator(ast, inner->getDefinition(), wanted) : nullptr;
    std::string field = "target_" + std::to_string(targets.size() + 1);
    targets.push_back({one, callee, field, wanted && (isPointer || callee)});
  };
  for (const clang::Decl *member : record->decls())
    if (auto *pattern = dyn_cast<clang::FunctionTemplateDecl>(member);
        pattern && isa<clang::CXXConstructorDecl>(pattern->getTemplatedDecl()))
      for (const clang::FunctionDecl *constructor : pattern->specializations())
        if (constructor->getNumParams() == 1)
          add(constructor->getParamDecl(0)->getType());
  return targets;
}

Type TypeLowering::lowerStdFunction(clang::QualType type) {
  SmallVector<StringAttr> names{StringAttr::get(context, "kind")};
  SmallVector<Type> types{getIntType(context)};
  for (const StoredTarget &target : getStoredTargets(type))
    if (Type lowered = target.isCallable ? lower(target.type) : Type()) {
      names.push_back(StringAttr::get(context, target.field));
      types.push_back(lowered);
    }
  std::string own = nameOwnRecord(type->getAsCXXRecordDecl());
  std::replace_if(own.begin(), own.end(), [](char c) { return !llvm::isAlnum(c); }, '_');
  own = own.substr(0, own.find("_fields"));
  if (!llvm::is_contained(sourceRecords, own))
    sourceRecords.push_back(own);
  return pullback::RecordType::get(context, own, names, types);
}

//===------------------------------------------------------------------------------------------------------------===//
// Making and copying
//===------------------------------------------------------------------------------------------------------------===//

void FunctionLowering::setFunctionKind(Location location, Value place, int64_t number) {
  Value kind = builder.create<ConstantOp>(location, getIntType(builder.getContext()), number);
  store(location, kind, getField(location, place, "kind"));
}

/// Makes a std::function of type `type` from what `expr` yields.
void FunctionLowering::makeFunction(const clang::Expr *expr, clang::QualType type, Value place) {
  Location location = locate(expr);
  const clang::Expr *source = expr->IgnoreParens();
  if (source->getType()->isNullPtrType())
    return setFunctionKind(location, place, 0);
  clang::QualType own = source->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (own->isFunctionType())
    own = ast.getPointerType(own).getCanonicalType();
  std::vector<TypeLowering::StoredTarget> targets = TypeLowering::getStoredTargets(type);
  auto found = llvm::find_if(targets, [&](auto &target) { return target.type == own; });
  Value field = found == targets.end() ? Value() : getField(location, place, found->field);
  if (!field) {
    lowerNumbersIn(source);
    return report(Obstacle::FunctionPointer, expr->getSourceRange(), "this std::function");
  }
  module.noteStored(type, found - targets.begin(), expr);
  auto kind = static_cast<int64_t>(found - targets.begin() + 1);
  if (!found->callee) { // a pointer, which may be null
    Value number = lowerFunction(source), zero = makeInteger(location, getIntType(builder.getContext()), APInt(64, 0));
    if (!number)
      return;
    store(location, number, field);
    Value isNull = compare(location, clang::BO_EQ, number, zero);
    Value own = makeInteger(location, zero.getType(), APInt(64, kind));
    Value chosen = builder.create<arith::SelectOp>(location, isNull, zero, own);
    return store(location, chosen, getField(location, place, "kind"));
  }
  setFunctionKind(location, place, kind);
  if (source->isGLValue() && !isa<clang::MaterializeTemporaryExpr>(source))
    return copyInto(source, found->type, lowerPlace(source), field, /*isMove=*/source->isXValue());
  if (auto *temporary = dyn_cast<clang::MaterializeTemporaryExpr>(source))
    source = temporary->getSubExpr();
  lowerInto(source, field);
}

void FunctionLowering::constructFunction(const clang::CXXConstructExpr *construction, Value place) {
  clang::QualType type = ast.getBaseElementType(construction->getType());
  if (construction->getNumArgs() == 0)
    return setFunctionKind(locate(construction), place, 0);
  const clang::Expr *argument = construction->getArg(0);
  if (!isStdFunction(argument->getType()))
    return makeFunction(argument, type, place);
  auto *use = dyn_cast<clang::DeclRefExpr>(argument->IgnoreImplicit()->IgnoreParens());
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  if (const clang::FunctionDecl *target = variable ? functions.lookup(variable) : nullptr)
    return copyKnown(argument, target, variable, type, place);
  if (!ast.hasSameUnqualifiedType(argument->getType(), type))
    return report(Obstacle::FunctionPointer, construction->getSourceRange(), "this std::function");
  bool isMove = argument->isXValue() && !argument->IgnoreImplicit()->isPRValue();
  copyInto(construction, type, lowerRecord(argument, "function"), place, isMove);
}

/// A variable that stands for what it was made from, as a std::function of its own.
void FunctionLowering::copyKnown(const clang::Expr *use, const clang::FunctionDecl *target,
                                 const clang::VarDecl *variable, clang::QualType type, Value place) {
  Location location = locate(use);
  clang::QualType own = hasThis(target) ? ast.getRecordType(cast<clang::CXXMethodDecl>(target)->getParent())
                                        : ast.getPointerType(target->getType());
  own = own.getCanonicalType().getUnqualifiedType();
  std::vector<TypeLowering::StoredTarget> targets = TypeLowering::getStoredTargets(type);
  auto found = llvm::find_if(targets, [&](auto &one) { return one.type == own; });
  Value field = found == targets.end() ? Value() : getField(location, place, found->field);
  if (!field)
    return report(Obstacle::FunctionPointer, use->getSourceRange(), "this std::function");
  setFunctionKind(location, place, found - targets.begin() + 1);
  module.noteStored(type, found - targets.begin(), use);
  if (hasThis(target))
    copyInto(use, own, places.lookup(variable), field, /*isMove=*/false);
  else
    store(location, makeFunctionNumber(use, target), field);
}

/// The same as an object, for what only reads it.
Value FunctionLowering::lowerKnownFunction(const clang::DeclRefExpr *use, const clang::FunctionDecl *target,
                                           const clang::VarDecl *variable) {
  clang::QualType type = variable->getType().getNonReferenceType();
  Type lowered = lowerType(type, use->getSourceRange(), "a std::function");
  if (!lowered)
    return {};
  Value place = makeTemporary(locate(use), lowered, variable->getName());
  copyKnown(use, target, variable, type, place);
  return place;
}

/// Copies or moves what a std::function holds. One that was moved from is empty.
void FunctionLowering::copyFunction(const clang::Expr *at, clang::QualType type, Value source, Value target,
                                    bool isMove) {
  Location location = locate(at);
  Value kind = load(location, getField(location, source, "kind"));
  bool isPlain = true;
  std::vector<TypeLowering::StoredTarget> targets = TypeLowering::getStoredTargets(type);
  for (const TypeLowering::StoredTarget &one : targets) {
    const auto *record = one.type->getAsCXXRecordDecl();
    isPlain &= !record || record->hasTrivialCopyConstructor();
  }
  if (isPlain) {
    copyObject(location, source, target);
  } else {
    store(location, kind, getField(location, target, "kind"));
    for (auto [index, one] : llvm::enumerate(targets)) {
      Value from = getField(location, source, one.field), to = getField(location, target, one.field);
      if (!from)
        continue;
      Value number = builder.create<ConstantOp>(location, getIntType(builder.getContext()), int64_t(index) + 1);
      branch(location, builder.create<CmpOp>(location, Predicate::EQ, kind, number),
             [&, &one = one] { copyInto(at, one.type, from, to, isMove); });
    }
  }
  if (isMove && !cast<PtrType>(source.getType()).getIsConst())
    setFunctionKind(location, source, 0);
}

//===------------------------------------------------------------------------------------------------------------===//
// Calls
//===------------------------------------------------------------------------------------------------------------===//

/// A value, or the place of an object, that has the form of a parameter of type `from`, as one of type `to`.
Value FunctionLowering::passOn(const clang::Expr *call, Value value, clang::QualType from, clang::QualType to,
                               Type wanted) {
  Location location = locate(call);
  if (!value || !wanted)
    return {};
  bool isPlace = from->isReferenceType() || isObject(from), wantsPlace = to->isReferenceType() || isObject(to);
  clang::QualType type = to.getNonReferenceType();
  if (isPlace && !isObject(type) && !(wantsPlace && ast.hasSameUnqualifiedType(from.getNonReferenceType(), type))) {
    value = load(location, value);
    isPlace = false;
  }
  if (!isPlace) {
    Type own = wantsPlace ? cast<PtrType>(wanted).getPointee() : wanted;
    value = isa<PtrType>(own) ? addConst(location, value, own) : convert(location, value, own);
  }
  if (wantsPlace && !isPlace) {
    Value place = makeTemporary(location, value.getType(), "");
    store(location, value, place);
    value = place;
  }
  bool isCopied = from->isReferenceType() && isObject(to);
  if (isCopied) {
    Value copy = makeTemporary(location, cast<PtrType>(wanted).getPointee(), "");
    copyInto(call, type, value, copy, /*isMove=*/false);
    value = copy;
  }
  return isa<PtrType>(value.getType()) && isa<PtrType>(wanted) ? addConst(location, value, wanted) : value;
}

/// Calls what a std::function holds, of which the place is known; `operands` have the form of its own parameters.
Value FunctionLowering::callStored(const clang::Expr *call, const TypeLowering::StoredTarget &target,
                                   const clang::FunctionProtoType *prototype, Value object, ValueRange operands) {
  Location location = locate(call);
  Value field = getField(location, object, target.field);
  SmallVector<Value> passed;
  const bool isConverted = target.callee && isSmartUpcast(target.callee->getReturnType(), prototype->getReturnType());
  FuncOp callee = target.callee ? module.getCallee(target.callee, call) : module.getDispatcher(target.type, call);
  if (!callee || !field)
    return expectReported(), Value();
  if (!target.callee) {
    passed.push_back(load(location, field));
    llvm::append_range(passed, operands);
  } else {
    ArrayRef<Type> types = callee.getArgumentTypes();
    if (hasThis(target.callee)) {
      passed.push_back(addConst(location, field, types.front()));
      types = types.drop_front();
    }
    for (auto [index, parameter] : llvm::enumerate(target.callee->parameters()))
      passed.push_back(passOn(call, operands[index], prototype->getParamType(index), parameter->getType(),
                              index < types.size() ? types[index] : Type()));
    if (isObject(prototype->getReturnType()))
      passed.push_back(isConverted ? makeTemporary(location, cast<PtrType>(types.back()).getPointee(), "made")
                                   : operands.back());
  }
  if (llvm::is_contained(passed, Value()) || TypeRange(ValueRange(passed)) != TypeRange(callee.getArgumentTypes())) {
    report(Obstacle::FunctionPointer, call->getSourceRange(), "this call");
    return {};
  }
  auto made = builder.create<CallOp>(location, callee, passed);
  if (isConverted) {
    Value pointer = load(location, getField(location, passed.back(), "pointer"));
    pointer = upcastPointer(location, pointer, *TypeLowering::getSmartPointee(target.callee->getReturnType()),
                            *TypeLowering::getSmartPointee(prototype->getReturnType()));
    Value place = getField(location, operands.back(), "pointer");
    if (!pointer || !place)
      return expectReported(), Value();
    store(location, addConst(location, pointer, cast<PtrType>(place.getType()).getPointee()), place);
  }
  if (made.getNumResults() == 0 || prototype->getReturnType()->isVoidType())
    return {};
  Type result = module.lowerPassed(prototype->getReturnType());
  return isa_and_nonnull<PtrType>(result) ? made.getResult(0) : convert(location, made.getResult(0), result);
}

static const clang::FunctionProtoType *getPrototype(const clang::CXXRecordDecl *function) {
  auto *record = cast<clang::ClassTemplateSpecializationDecl>(function);
  return record->getTemplateArgs()[0].getAsType()->castAs<clang::FunctionProtoType>();
}

Value FunctionLowering::lowerStoredCall(const clang::CallExpr *call, Value resultPlace) {
  const clang::Expr *written = call->getArg(0);
  Value object = isRefused(written) ? Value() : lowerObject(written);
  const auto *record = written->getType().getNonReferenceType()->getAsCXXRecordDecl();
  FuncOp chooser = object ? module.getStoredChooser(record, call) : FuncOp();
  if (!chooser) {
    expectReported();
    lowerArgumentsForEffects(call);
    return {};
  }
  Location location = locate(call);
  ArrayRef<Type> types = chooser.getArgumentTypes();
  SmallVector<Value> operands{object};
  if (object.getType() != types.front()) // what it keeps may be changed by calls
    operands.front() = builder.create<CastOp>(location, types.front(), object, /*implicit=*/true);
  for (auto [index, parameter] : llvm::enumerate(getPrototype(record)->getParamTypes())) {
    operands.push_back(lowerArgument(call->getArg(index + 1), parameter, "", types[index + 1]));
    checkInactiveArgument(call->getArg(index + 1), nullptr, operands.back());
  }
  if (operands.size() < types.size())
    operands.push_back(resultPlace ? resultPlace
                                   : makeTemporary(location, cast<PtrType>(types.back()).getPointee(), ""));
  if (llvm::is_contained(operands, Value()))
    return expectReported(), Value();
  auto made = builder.create<CallOp>(location, chooser, operands);
  return made.getNumResults() == 1 ? made.getResult(0) : Value();
}

void FunctionLowering::runAsChooser(const clang::CXXRecordDecl *record, const ModuleLowering::StoredFunction &stored) {
  Block *block = builder.createBlock(&function.getBody());
  Location location = function.getLoc();
  block->addArguments(function.getArgumentTypes(), SmallVector<Location>(function.getNumArguments(), location));
  Value object = block->getArgument(0);
  Value kind = load(location, getField(location, object, "kind"));
  Type result = function.getResultTypes().empty() ? Type() : function.getResultTypes().front();
  std::vector<TypeLowering::StoredTarget> targets = TypeLowering::getStoredTargets(ast.getRecordType(record));
  auto isIt = [&](size_t index) -> Value {
    Value number =
        builder.create<ConstantOp>(location, getIntType(builder.getContext()), int64_t(stored.made[index].first) + 1);
    return builder.create<CmpOp>(location, Predicate::EQ, kind, number);
  };
  auto run = [&](size_t index) {
    return callStored(stored.call, targets[stored.made[index].first], getPrototype(record), object,
                      block->getArguments().drop_front());
  };
  Value empty = builder.create<CmpOp>(location, Predicate::EQ, kind, zeroOf(location, kind.getType()));
  FuncOp thrown = module.getThrow("std::bad_function_call", ValueRange());
  branch(location, empty, [&] { builder.create<CallOp>(location, thrown, ValueRange()); });
  Value value = stored.made.empty() ? Value() : chooseOne(builder, location, result, stored.made.size(), isIt, run);
  if (result && !value)
    value = builder.create<UndefOp>(location, result);
  builder.create<ReturnOp>(location, value);
}

//===------------------------------------------------------------------------------------------------------------===//
// The choice
//===------------------------------------------------------------------------------------------------------------===//

void ModuleLowering::noteStored(clang::QualType type, unsigned target, const clang::Expr *at) {
  auto &made = storedFunctions[type->getAsCXXRecordDecl()->getCanonicalDecl()].made;
  if (llvm::none_of(made, [&](auto &one) { return one.first == target; }))
    made.push_back({target, at});
}

FuncOp ModuleLowering::getStoredChooser(const clang::CXXRecordDecl *record, const clang::Expr *call) {
  record = record->getCanonicalDecl();
  StoredFunction &stored = storedFunctions[record];
  if (stored.chooser)
    return stored.chooser;
  clang::QualType type = ast.getRecordType(record);
  bool isConst = llvm::all_of(TypeLowering::getStoredTargets(type), [](const TypeLowering::StoredTarget &one) {
    auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(one.callee);
    return !method || method->isStatic() || method->isConst();
  });
  const clang::FunctionProtoType *prototype = getPrototype(record);
  SmallVector<Type> arguments{types.lowerPointerTo(isConst ? type.withConst() : type)}, results;
  for (clang::QualType parameter : prototype->getParamTypes())
    arguments.push_back(lowerPassed(parameter));
  clang::QualType result = prototype->getReturnType();
  if (!result->isVoidType())
    (isObject(result) ? arguments : results).push_back(lowerPassed(result));
  if (llvm::is_contained(arguments, Type()) || llvm::is_contained(results, Type()) || !arguments.front()) {
    reportType(call->getSourceRange(), "this call");
    return {};
  }
  std::string symbol = "call of " + type.getAsString(ast.getPrintingPolicy());
  for (unsigned number = 2; module.lookupSymbol(symbol); ++number)
    symbol += " " + std::to_string(number);
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  stored.chooser = builder.create<FuncOp>(locate(call->getExprLoc()), symbol,
                                          builder.getFunctionType(arguments, results), "call_function", "", "primal");
  stored.chooser.setArgAttr(0, "pb.ref", builder.getUnitAttr());
  stored.call = call;
  created.push_back(stored.chooser);
  return stored.chooser;
}

void ModuleLowering::declareStored() {
  for (auto &[record, stored] : storedFunctions) {
    std::vector<TypeLowering::StoredTarget> targets = TypeLowering::getStoredTargets(ast.getRecordType(record));
    for (size_t i = 0; stored.chooser && i < stored.made.size(); ++i) {
      auto [target, at] = stored.made[i];
      targets[target].callee ? getCallee(targets[target].callee, at) : getDispatcher(targets[target].type, at);
    }
  }
}

void ModuleLowering::fillChoosers() {
  for (auto &[record, stored] : storedFunctions) {
    if (!stored.chooser)
      continue;
    stored.chooser.getBody().getBlocks().clear();
    FunctionLowering(*this, stored.chooser, nullptr, {}).runAsChooser(record, stored);
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Other members
//===------------------------------------------------------------------------------------------------------------===//

/// Members of std::function other than operator(); true if `call` is one. `result`: its value or place.
bool FunctionLowering::lowerFunctionMember(const clang::CallExpr *call, Value &result) {
  Location location = locate(call);
  auto isEmpty = [&](const clang::Expr *object) -> Value {
    Value place = isRefused(object) ? Value() : lowerObject(object);
    Value kind = load(location, getField(location, place, "kind"));
    return kind ? compare(location, clang::BO_EQ, kind, zeroOf(location, kind.getType())) : Value();
  };
  auto negate = [&](Value truth) -> Value {
    return truth ? builder.create<arith::XOrIOp>(location, truth, makeBool(location, true)) : Value();
  };
  auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call);
  bool isComparison =
      operation && operation->getNumArgs() == 2 &&
      (operation->getOperator() == clang::OO_EqualEqual || operation->getOperator() == clang::OO_ExclaimEqual);
  for (unsigned i = 0; isComparison && i < 2; ++i)
    if (isStdFunction(call->getArg(i)->getType()) && call->getArg(1 - i)->getType()->isNullPtrType()) {
      Value empty = isEmpty(call->getArg(i));
      result = operation->getOperator() == clang::OO_EqualEqual ? empty : negate(empty);
      return true;
    }
  std::optional<MemberCall> member = getMemberCall(call);
  if (!member || !isStdFunction(member->type) || isStdFunctionCall(call))
    return false;
  std::string name = member->method->getNameAsString();
  if (isa<clang::CXXConversionDecl>(member->method)) {
    result = negate(isEmpty(member->object));
    return true;
  }
  Value object = isRefused(member->object) ? Value() : lowerObject(member->object);
  if (!object) {
    expectReported();
  } else if (name == "swap") {
    swapObjects(location, object, lowerPlace(member->arguments[0]));
  } else if (name == "operator=") {
    const clang::Expr *argument = member->arguments[0];
    Value copy = makeTemporary(location, cast<PtrType>(object.getType()).getPointee(), "");
    if (!isStdFunction(argument->getType()))
      makeFunction(argument, member->type, copy);
    else
      copyInto(argument, member->type, lowerRecord(argument, "function"), copy, argument->isXValue());
    copyObject(location, copy, object);
    result = object;
  } else {
    report(Obstacle::StandardLibrary, call->getSourceRange(), "the call to '" + name + "'");
  }
  return true;
}
