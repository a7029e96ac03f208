// Pointers and references to functions as numbers: 0 is null, the others tell which function whose address is taken.
//
//   m.drift = reverting;     ->   m.drift = 1
//   m.drift(x, level)        ->   drift == 1 ? reverting(x, level) : constant(x, level)
//   layers[k](x)             ->   k == 0 ? tanh(x) : softplus(x), of a table that is const
//   (plant->*response)(x)    ->   response == 1 ? plant->force(x) : plant->energy(x)
//
// The choice by number is a function of its own for every type of functions; it is complete when all bodies have been
// lowered, as the addresses are known then. Where the number is known, inlining leaves the one call.
//
// Not handled, refused: pointers that come from the caller or from functions that are only declared; pointers to
// virtual members, and to members of a base, in variables that may hold others.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

bool pullback::isFunctionReference(clang::QualType type) {
  return type->isReferenceType() && type->getPointeeType()->isFunctionType();
}

/// True if a function pointer stands in the text of `type`, or of what it is made of or leads to.
static bool leadsToFunction(const clang::ASTContext &ast, clang::QualType type,
                            llvm::SmallPtrSetImpl<const clang::RecordDecl *> &visited) {
  type = type.getCanonicalType().getNonReferenceType();
  while (type->isPointerType() || type->isArrayType())
    type = (type->isPointerType() ? type->getPointeeType() : ast.getBaseElementType(type)).getCanonicalType();
  if (type->isFunctionType() || type->isMemberFunctionPointerType())
    return true;
  const clang::RecordDecl *record = type->getAsRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || !visited.insert(record).second)
    return false;
  auto *derived = dyn_cast<clang::CXXRecordDecl>(record);
  if (isStdFunction(type))
    return true;
  if (derived && TypeLowering::isFromStandardLibrary(derived) && !TypeLowering::isStdArray(derived))
    return false;
  bool isInBase = derived && llvm::any_of(derived->bases(),
                                          [&](auto &base) { return leadsToFunction(ast, base.getType(), visited); });
  return isInBase ||
         llvm::any_of(record->fields(), [&](auto *field) { return leadsToFunction(ast, field->getType(), visited); });
}

bool TypeLowering::holdsFunction(clang::QualType type) {
  llvm::SmallPtrSet<const clang::RecordDecl *, 8> visited;
  return leadsToFunction(ast, type, visited);
}

/// One of `count` alternatives: the first for which `isIt` holds, or the last.
Value pullback::chooseOne(OpBuilder &builder, Location location, Type type, size_t count,
                          llvm::function_ref<Value(size_t)> isIt, llvm::function_ref<Value(size_t)> run) {
  std::function<Value(size_t)> choose = [&](size_t index) -> Value {
    if (index + 1 == count)
      return run(index);
    TypeRange types = type ? TypeRange(type) : TypeRange();
    auto branch = builder.create<scf::IfOp>(location, types, isIt(index), /*withElseRegion=*/true);
    auto fill = [&](Block *block, llvm::function_ref<Value()> lower) {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointToStart(block);
      Value value = lower();
      if (type)
        builder.create<scf::YieldOp>(location, value ? value : builder.create<UndefOp>(location, type).getResult());
    };
    fill(branch.thenBlock(), [&] { return run(index); });
    fill(branch.elseBlock(), [&] { return choose(index + 1); });
    return type ? branch.getResult(0) : Value();
  };
  return choose(0);
}

//===------------------------------------------------------------------------------------------------------------===//
// Numbers, and the choice by number
//===------------------------------------------------------------------------------------------------------------===//

int64_t ModuleLowering::getFunctionNumber(const clang::FunctionDecl *function, const clang::Expr *at) {
  auto [place, isNew] = addressed.insert({function->getCanonicalDecl(), at});
  if (auto *method = dyn_cast<clang::CXXMethodDecl>(function); method && method->isVirtual())
    obstacles.report(Obstacle::FunctionPointer, at->getSourceRange(), "this pointer to a virtual member");
  reached.insert(function->getCanonicalDecl());
  return place - addressed.begin() + 1;
}

/// The type of a function, apart from what it throws.
static clang::QualType getFunctionType(clang::ASTContext &ast, clang::QualType type) {
  type = type.getNonReferenceType();
  if (type->isPointerType())
    type = type->getPointeeType();
  return ast.getFunctionTypeWithExceptionSpec(type, clang::EST_None).getCanonicalType();
}

/// The same of a pointer to a member, which is one of objects of its class; the type of a function for others.
static clang::QualType getKeyType(clang::ASTContext &ast, clang::QualType type) {
  const auto *member = type.getNonReferenceType()->getAs<clang::MemberPointerType>();
  if (!member)
    return getFunctionType(ast, type);
  clang::QualType own = getFunctionType(ast, member->getPointeeType());
  return ast.getMemberPointerType(own, member->getClass()).getCanonicalType();
}

/// `object.*pointer` and `object->*pointer`, which the call is one of.
static const clang::BinaryOperator *getMemberAccess(const clang::CallExpr *call) {
  auto *access = dyn_cast<clang::BinaryOperator>(call->getCallee()->IgnoreParens());
  return access && access->isPtrMemOp() ? access : nullptr;
}

/// The type that an argument or result of type `type` has in the IR; that of an object is its place.
Type ModuleLowering::lowerPassed(clang::QualType type) {
  clang::QualType object = type.getNonReferenceType();
  if (type->isReferenceType() && !isFunctionReference(type))
    return types.lowerPointerTo(object);
  return isObject(type) ? Type(types.lowerPointerTo(object.getUnqualifiedType())) : types.lower(type);
}

FuncOp ModuleLowering::getDispatcher(clang::QualType type, const clang::Expr *call) {
  clang::QualType callee = getKeyType(ast, type);
  const auto *member = callee->getAs<clang::MemberPointerType>();
  const auto *prototype = (member ? member->getPointeeType() : callee)->getAs<clang::FunctionProtoType>();
  bool isOfLambda = member && member->getClass()->getAsCXXRecordDecl()->isLambda();
  if (!prototype || prototype->isVariadic() || isOfLambda) {
    obstacles.report(Obstacle::FunctionPointer, call->getSourceRange(), "this call");
    return {};
  }
  if (FuncOp known = dispatchers.lookup(callee.getTypePtr()))
    return known;
  auto lowerOne = [&](clang::QualType one) {
    Type lowered = lowerPassed(one);
    if (!lowered)
      reportType(call->getSourceRange(), "this call");
    return lowered;
  };
  SmallVector<Type> arguments{getIntType(getContext())}, results;
  if (clang::QualType object = member ? clang::QualType(member->getClass(), 0) : clang::QualType(); member)
    arguments.push_back(lowerOne(ast.getLValueReferenceType(prototype->isConst() ? object.withConst() : object)));
  for (clang::QualType parameter : prototype->getParamTypes())
    arguments.push_back(lowerOne(parameter));
  clang::QualType result = prototype->getReturnType();
  if (isObject(result))
    arguments.push_back(lowerOne(result));
  else if (!result->isVoidType())
    results.push_back(lowerOne(result));
  if (llvm::is_contained(arguments, Type()) || llvm::is_contained(results, Type()))
    return {};
  std::string symbol = "choice of " + callee.getAsString(ast.getPrintingPolicy());
  for (unsigned number = 2; module.lookupSymbol(symbol); ++number)
    symbol += " " + std::to_string(number);
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto dispatcher = builder.create<FuncOp>(locate(call->getExprLoc()), symbol,
                                           builder.getFunctionType(arguments, results), "call_chosen", "", "primal");
  created.push_back(dispatcher);
  return dispatchers[callee.getTypePtr()] = dispatcher;
}

std::vector<ModuleLowering::Target> ModuleLowering::getTargets(const clang::Type *type) {
  std::vector<Target> targets;
  for (auto [index, entry] : llvm::enumerate(addressed)) {
    auto [function, at] = entry;
    if (!reached.contains(function))
      continue; // by another request
    clang::QualType own = function->getType();
    auto *method = dyn_cast<clang::CXXMethodDecl>(function);
    if (method && hasThis(method) && !method->getParent()->isLambda()) // called on objects alone
      own = ast.getMemberPointerType(own, ast.getRecordType(method->getParent()).getTypePtr());
    else if (method && hasThis(method))
      own = ast.getFunctionType(function->getReturnType(),
                                function->getType()->castAs<clang::FunctionProtoType>()->getParamTypes(), {});
    if (getKeyType(ast, own).getTypePtr() == type)
      targets.push_back({function, at, static_cast<int64_t>(index) + 1});
  }
  return targets;
}

/// The function to call for a target; null for functions of <cmath>, and where that is an obstacle, which is reported.
FuncOp ModuleLowering::findTarget(const Target &target) {
  if (!getMathName(target.function).empty())
    return {};
  if (!isClosedLibrary(target.function))
    return getCallee(target.function, target.at);
  obstacles.report(Obstacle::StandardLibrary, target.at->getSourceRange(),
                   "a pointer to '" + target.function->getNameAsString() + "'");
  return {};
}

/// Declares what the dispatchers call; true if there are bodies to lower now.
bool ModuleLowering::declareTargets() {
  declareStored();
  for (auto [type, dispatcher] : dispatchers)
    for (const Target &target : getTargets(type))
      findTarget(target);
  return !pending.empty();
}

Value ModuleLowering::callTarget(OpBuilder &builder, Location location, const Target &target, ValueRange operands) {
  if (std::string name = getMathName(target.function); !name.empty())
    return builder.create<MathOp>(location, types.lower(target.function->getReturnType()), name, operands);
  FuncOp callee = findTarget(target);
  SmallVector<Value> passed(operands);
  auto *method = dyn_cast<clang::CXXMethodDecl>(target.function);
  if (callee && hasThis(target.function) && method->getParent()->isLambda()) // without captures
    passed.insert(passed.begin(),
                  builder.create<LocalOp>(location, cast<PtrType>(callee.getArgumentTypes().front()), ""));
  if (!callee || TypeRange(ValueRange(passed)) != TypeRange(callee.getArgumentTypes())) {
    if (callee)
      obstacles.report(Obstacle::FunctionPointer, target.at->getSourceRange(), "this function");
    return {};
  }
  auto made = builder.create<CallOp>(location, callee, passed);
  return made.getNumResults() == 1 ? made.getResult(0) : Value();
}

void ModuleLowering::fillDispatchers() {
  for (auto [type, dispatcher] : dispatchers) {
    Location location = dispatcher.getLoc();
    dispatcher.getBody().getBlocks().clear();
    Block *block = &dispatcher.getBody().emplaceBlock();
    block->addArguments(dispatcher.getArgumentTypes(), SmallVector<Location>(dispatcher.getNumArguments(), location));
    OpBuilder builder = OpBuilder::atBlockEnd(block);
    std::vector<Target> targets = getTargets(type);
    Type result = dispatcher.getResultTypes().empty() ? Type() : dispatcher.getResultTypes().front();
    ValueRange operands = block->getArguments().drop_front();
    auto isIt = [&](size_t index) -> Value {
      Value number = builder.create<ConstantOp>(location, getIntType(getContext()), targets[index].number);
      return builder.create<CmpOp>(location, Predicate::EQ, block->getArgument(0), number);
    };
    auto run = [&](size_t index) { return callTarget(builder, location, targets[index], operands); };
    Value value = targets.empty() ? Value() : chooseOne(builder, location, result, targets.size(), isIt, run);
    if (result && !value) // nothing that could be called
      value = builder.create<UndefOp>(location, result);
    builder.create<ReturnOp>(location, value);
    if (targets.empty())
      continue;
    if (FuncOp first = findTarget(targets[0])) {
      unsigned skipped = hasThis(targets[0].function) && !isa<clang::MemberPointerType>(type) ? 1 : 0;
      for (unsigned i = 1; i < dispatcher.getNumArguments(); ++i)
        if (DictionaryAttr attributes = first.getArgAttrDict(i - 1 + skipped))
          dispatcher.setArgAttrs(i, attributes);
    }
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Expressions
//===------------------------------------------------------------------------------------------------------------===//

namespace {

/// True if nothing but reads of `variable` stands in a statement.
class ReadsAlone {
public:
  explicit ReadsAlone(const clang::VarDecl *variable)
      : variable(variable), isInLibrary(cast<clang::Decl>(variable->getDeclContext())->isInStdNamespace()) {}
  bool visit(const clang::Stmt *statement) const {
    if (!statement)
      return true;
    if (auto *cast = dyn_cast<clang::CastExpr>(statement); cast && isUse(cast->getSubExpr()))
      return cast->getCastKind() == clang::CK_LValueToRValue || cast->getCastKind() == clang::CK_FunctionToPointerDecay;
    if (auto *call = dyn_cast<clang::CallExpr>(statement); call && isUse(call->getCallee()))
      return llvm::all_of(call->arguments(), [&](auto *argument) { return visit(argument); });
    if (auto *call = dyn_cast<clang::CallExpr>(statement); call && isInLibrary && call->getNumArgs() == 1 &&
                                                           call->getDirectCallee() && isUse(call->getArg(0)) &&
                                                           call->getDirectCallee()->getNameAsString() == "forward")
      return true; // the library calls what it forwards
    if (auto *expr = dyn_cast<clang::Expr>(statement); expr && isUse(expr))
      return expr->getType()->isFunctionType();
    return llvm::all_of(statement->children(), [&](auto *inner) { return visit(inner); });
  }

private:
  bool isUse(const clang::Expr *expr) const {
    auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParens());
    return use && use->getDecl() == variable;
  }
  const clang::VarDecl *variable;
  bool isInLibrary;
};

} // namespace

bool FunctionLowering::isNeverChanged(const clang::VarDecl *variable) {
  if (variable->getType().isConstQualified() || isFunctionReference(variable->getType()))
    return true;
  auto *owner = dyn_cast<clang::FunctionDecl>(variable->getDeclContext());
  const clang::FunctionDecl *definition = nullptr;
  const clang::Stmt *body = owner && owner->hasBody(definition) ? definition->getBody() : nullptr;
  auto *parameter = dyn_cast<clang::ParmVarDecl>(variable);
  if (parameter && definition)
    variable = definition->getParamDecl(parameter->getFunctionScopeIndex());
  ReadsAlone reads(variable);
  auto *constructor = dyn_cast_or_null<clang::CXXConstructorDecl>(definition);
  return reads.visit(body) &&
         (!constructor || llvm::all_of(constructor->inits(), [&](auto *one) { return reads.visit(one->getInit()); }));
}

/// The pointer that a lambda without captures is converted to is that to a function without a body; this is what the
/// compiler makes it call.
const clang::FunctionDecl *pullback::getInvoked(const clang::FunctionDecl *function) {
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(function);
  if (!method || !method->isLambdaStaticInvoker())
    return function;
  const clang::CXXMethodDecl *callOperator = method->getParent()->getLambdaCallOperator();
  if (!method->getParent()->isGenericLambda())
    return callOperator;
  void *position = nullptr;
  return callOperator->getDescribedFunctionTemplate()->findSpecialization(
      method->getTemplateSpecializationArgs()->asArray(), position);
}

/// The function behind the address that a constant is; null for others.
const clang::FunctionDecl *pullback::getFunctionOf(const clang::APValue &value) {
  if (!value.isLValue() || value.isNullPointer())
    return nullptr;
  auto *declaration = value.getLValueBase().dyn_cast<const clang::ValueDecl *>();
  return getInvoked(dyn_cast_or_null<clang::FunctionDecl>(declaration));
}

/// The value of a const variable whose initialiser is constant, or null.
const clang::APValue *FunctionLowering::evaluateConst(const clang::VarDecl *variable) {
  const clang::VarDecl *definition = nullptr;
  clang::QualType element = ast.getBaseElementType(variable->getType());
  const auto *record = element->getAsCXXRecordDecl();
  // What a parameter has as an initialiser is its default argument.
  bool isConst =
      element.isConstQualified() && !isa<clang::ParmVarDecl>(variable) && !(record && TypeLowering::hasMutable(record));
  const clang::Expr *initializer = isConst ? variable->getAnyInitializer(definition) : nullptr;
  if (!initializer || initializer->isValueDependent())
    return nullptr;
  return definition->evaluateValue();
}

const clang::FunctionDecl *FunctionLowering::findConstantFunction(const clang::VarDecl *variable) {
  const clang::APValue *value = evaluateConst(variable);
  return value ? getFunctionOf(*value) : nullptr;
}

Value FunctionLowering::makeFunctionNumber(const clang::Expr *at, const clang::FunctionDecl *function) {
  return builder.create<ConstantOp>(locate(at), getIntType(builder.getContext()),
                                    module.getFunctionNumber(function, at));
}

/// The number of what a function, or a pointer to one, is.
Value FunctionLowering::lowerFunction(const clang::Expr *expr) {
  if (const clang::FunctionDecl *known = findFunction(expr)) {
    const auto *member = expr->getType()->getAs<clang::MemberPointerType>();
    auto *method = dyn_cast<clang::CXXMethodDecl>(known);
    bool isOfOther =
        member && method &&
        method->getParent()->getCanonicalDecl() != member->getClass()->getAsCXXRecordDecl()->getCanonicalDecl();
    if (isOfOther)
      return report(Obstacle::FunctionPointer, expr->getSourceRange(), "this pointer to a member"), Value();
    return makeFunctionNumber(expr, known);
  }
  expr = expr->IgnoreParens();
  if (!expr->getType()->isFunctionType())
    return expr->isGLValue() ? load(locate(expr), lowerPlace(expr)) : lowerValue(expr);
  if (auto *cast = dyn_cast<clang::CastExpr>(expr))
    return lowerFunction(cast->getSubExpr());
  if (auto *unary = dyn_cast<clang::UnaryOperator>(expr); unary && unary->getOpcode() == clang::UO_Deref)
    return lowerFunction(unary->getSubExpr());
  if (auto *conditional = dyn_cast<clang::ConditionalOperator>(expr))
    return lowerConditional(conditional, getIntType(builder.getContext()),
                            [&](const clang::Expr *operand) { return lowerFunction(operand); });
  if (auto *use = dyn_cast<clang::DeclRefExpr>(expr))
    if (Value place = places.lookup(use->getDecl()))
      return load(locate(expr), place);
  auto *member = dyn_cast<clang::MemberExpr>(expr);
  auto *field = member ? dyn_cast<clang::FieldDecl>(member->getMemberDecl()) : nullptr;
  if (field) {
    const clang::Expr *base = member->getBase();
    Value object = member->isArrow() ? lowerValue(base) : base->isGLValue() ? lowerPlace(base) : lowerRecord(base, "");
    return load(locate(expr), getField(locate(expr), object, module.getTypes().getFieldName(field)));
  }
  if (!isRefused(expr))
    report(Obstacle::FunctionPointer, expr->getSourceRange(), "this function");
  return {};
}

/// A variable that is a pointer or reference to a function; true if what it stands for is known.
bool FunctionLowering::lowerFunctionPointer(const clang::VarDecl *variable) {
  const clang::Expr *initializer = variable->getInit();
  const clang::FunctionDecl *target = initializer ? findFunction(initializer) : nullptr;
  if (target && isNeverChanged(variable)) {
    functions[variable] = target;
    return true;
  }
  if (!isFunctionReference(variable->getType()))
    return false;
  Location location = locate(variable->getLocation());
  Value place = makeTemporary(location, getIntType(builder.getContext()), variable->getName());
  places[variable] = place;
  store(location, lowerFunction(initializer), place);
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Calls
//===------------------------------------------------------------------------------------------------------------===//

namespace {

/// What an expression such as `table[k].f` can be, for the values of its one subscript that is not constant.
struct ConstantPath {
  const clang::Expr *index = nullptr;
  std::vector<const clang::APValue *> values;
};

} // namespace

static const clang::APValue *getElement(const clang::APValue &array, uint64_t index) {
  if (index < array.getArrayInitializedElts())
    return &array.getArrayInitializedElt(index);
  return index < array.getArraySize() && array.hasArrayFiller() ? &array.getArrayFiller() : nullptr;
}

/// False if `expr` is no part of a const object whose value is known.
static bool follow(const clang::Expr *expr, clang::ASTContext &ast,
                   llvm::function_ref<const clang::APValue *(const clang::VarDecl *)> evaluate, ConstantPath &path) {
  expr = expr->IgnoreParenImpCasts();
  if (auto *use = dyn_cast<clang::DeclRefExpr>(expr)) {
    auto *variable = dyn_cast<clang::VarDecl>(use->getDecl());
    const clang::APValue *value = variable ? evaluate(variable) : nullptr;
    path.values.push_back(value);
    return value != nullptr;
  }
  auto replace = [&](llvm::function_ref<const clang::APValue *(const clang::APValue &)> step) {
    for (const clang::APValue *&value : path.values)
      if (!(value = step(*value)))
        return false;
    return true;
  };
  if (auto *member = dyn_cast<clang::MemberExpr>(expr)) {
    auto *field = dyn_cast<clang::FieldDecl>(member->getMemberDecl());
    if (!field || member->isArrow() || !follow(member->getBase(), ast, evaluate, path))
      return false;
    return replace([&](const clang::APValue &value) {
      return value.isStruct() ? &value.getStructField(field->getFieldIndex()) : nullptr;
    });
  }
  auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(expr);
  const clang::Expr *base = subscript ? subscript->getBase()->IgnoreParenImpCasts() : nullptr;
  const auto *array = base ? ast.getAsConstantArrayType(base->getType()) : nullptr;
  if (!array || !follow(base, ast, evaluate, path))
    return false;
  if (clang::Expr::EvalResult known; subscript->getIdx()->EvaluateAsInt(known, ast))
    return replace([&](const clang::APValue &value) {
      return value.isArray() ? getElement(value, known.Val.getInt().getLimitedValue()) : nullptr;
    });
  if (path.index || !path.values.front()->isArray())
    return false;
  const clang::APValue *whole = path.values.front();
  path.index = subscript->getIdx();
  path.values.clear();
  for (uint64_t i = 0; i < array->getSize().getZExtValue(); ++i) {
    path.values.push_back(getElement(*whole, i));
    if (!path.values.back())
      return false;
  }
  return true;
}

/// The arguments of a call through a pointer, and the place for the record that it returns.
bool FunctionLowering::lowerOperands(const clang::CallExpr *call, FuncOp callee, Value resultPlace,
                                     SmallVectorImpl<Value> &operands) {
  const clang::BinaryOperator *access = getMemberAccess(call);
  clang::QualType type;
  ArrayRef<Type> types = callee.getArgumentTypes().drop_front();
  if (!access) {
    type = getFunctionType(ast, call->getCallee()->getType());
  } else {
    bool isPlace = access->getOpcode() == clang::BO_PtrMemD && access->getLHS()->isGLValue();
    Value object = isPlace                                    ? lowerPlace(access->getLHS())
                   : access->getOpcode() == clang::BO_PtrMemD ? lowerRecord(access->getLHS(), "object")
                                                              : lowerValue(access->getLHS());
    operands.push_back(qualify(call, object, types.front()));
    types = types.drop_front();
    type = access->getRHS()->getType()->castAs<clang::MemberPointerType>()->getPointeeType();
  }
  for (auto [argument, parameter] :
       llvm::zip(call->arguments(), type->castAs<clang::FunctionProtoType>()->getParamTypes())) {
    operands.push_back(lowerArgument(argument, parameter, "", types.front()));
    checkInactiveArgument(argument, nullptr, operands.back());
    types = types.drop_front();
  }
  if (!types.empty())
    operands.push_back(resultPlace ? resultPlace
                                   : makeTemporary(locate(call), cast<PtrType>(types.front()).getPointee(), ""));
  if (!llvm::is_contained(operands, Value()))
    return true;
  expectReported();
  return false;
}

/// The function that a part of a const object is, where no subscript has to be known for that.
const clang::FunctionDecl *FunctionLowering::findConstantPart(const clang::Expr *expr) {
  ConstantPath path;
  auto evaluate = [&](const clang::VarDecl *variable) { return evaluateConst(variable); };
  bool isKnown = follow(expr, ast, evaluate, path) && !path.index && !path.values.empty();
  return isKnown ? getFunctionOf(*path.values.front()) : nullptr;
}

Value FunctionLowering::lowerCallByPointer(const clang::CallExpr *call, Value resultPlace) {
  const clang::Expr *pointer = call->getCallee()->IgnoreParenImpCasts();
  auto leadsToOne = [](clang::QualType type) { return type->isFunctionType() || type->isFunctionPointerType(); };
  for (auto *unary = dyn_cast<clang::UnaryOperator>(pointer);
       unary && unary->getOpcode() == clang::UO_Deref &&
       leadsToOne(unary->getSubExpr()->IgnoreParenImpCasts()->getType());
       unary = dyn_cast<clang::UnaryOperator>(pointer))
    pointer = unary->getSubExpr()->IgnoreParenImpCasts();
  const clang::BinaryOperator *access = getMemberAccess(call);
  if (access)
    pointer = access->getRHS();
  FuncOp dispatcher = module.getDispatcher(pointer->getType(), call);
  if (!dispatcher)
    return {};
  Location location = locate(call);
  ConstantPath path;
  auto evaluate = [&](const clang::VarDecl *variable) { return evaluateConst(variable); };
  bool isTable = !access && follow(pointer, ast, evaluate, path) && path.index &&
                 llvm::all_of(path.values, [](auto *value) { return getFunctionOf(*value) != nullptr; });
  SmallVector<Value> operands{isTable ? lowerValue(path.index) : lowerFunction(access ? pointer : call->getCallee())};
  if (!lowerOperands(call, dispatcher, resultPlace, operands))
    return {};
  if (!isTable) {
    auto made = builder.create<CallOp>(location, dispatcher, operands);
    return made.getNumResults() == 1 ? made.getResult(0) : Value();
  }
  Value index = operands.front();
  Type result = dispatcher.getResultTypes().empty() ? Type() : dispatcher.getResultTypes().front();
  auto isIt = [&](size_t i) {
    return compare(location, clang::BO_EQ, index, makeInteger(location, index.getType(), APInt(64, i)));
  };
  auto run = [&](size_t i) {
    return module.callTarget(builder, location, {getFunctionOf(*path.values[i]), call, 0},
                             ArrayRef(operands).drop_front());
  };
  return chooseOne(builder, location, result, path.values.size(), isIt, run);
}
