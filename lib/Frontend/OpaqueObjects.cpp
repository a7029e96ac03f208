// Objects of the caller's whose insides generated code does not look at: random engines, streams, files, handles, and
// what a request names in inactive(...). They keep their place, are handed on, and their members are called.
//
//   double f(std::mt19937 &rng, double s)   ->   primal.f(%rng: !pb.ptr<!pb.record<"std::mt19937", [], ()>>, ...)
//   rng()                                   ->   pb.call of the external inactive member `()` of %rng
//   log.line("s", s)                        ->   the same of `line("s", $)`
//
// No member has a derivative: without inactive(...), one that takes or yields floating-point numbers is refused. Not
// handled, refused: objects of such classes that are made or copied, other operators, references that members yield.
#include "Frontend/FunctionLowering.h"
#include "Frontend/Signatures.h"
#include "IR/Text.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Which those are
//===------------------------------------------------------------------------------------------------------------===//

/// Classes of the standard library that hold no number which anybody differentiates.
static bool isPassiveLibraryClass(const clang::RecordDecl *record) {
  static const StringRef known[] = {"mersenne_twister_engine",
                                    "linear_congruential_engine",
                                    "subtract_with_carry_engine",
                                    "discard_block_engine",
                                    "independent_bits_engine",
                                    "shuffle_order_engine",
                                    "random_device",
                                    "basic_ostream",
                                    "basic_ofstream",
                                    "basic_ostringstream",
                                    "basic_istream",
                                    "basic_ifstream",
                                    "basic_iostream",
                                    "mutex",
                                    "_IO_FILE"};
  return record->getIdentifier() && llvm::is_contained(known, record->getName());
}

/// True for `map<int, double>`, whose arguments mean the same everywhere.
static bool hasPlainArguments(clang::QualType type) {
  auto *written = type->getAs<clang::TemplateSpecializationType>();
  return written && !written->isTypeAlias() &&
         llvm::all_of(written->template_arguments(), [](const clang::TemplateArgument &argument) {
           return argument.getKind() == clang::TemplateArgument::Type && argument.getAsType()->isBuiltinType() &&
                  !argument.getAsType().hasQualifiers();
         });
}

/// The name as the parameter has it, where that is a typedef of a header: std::mt19937; or without the arguments that
/// are there by default.
std::string TypeLowering::nameOpaque(clang::QualType type) {
  type = type.getNonReferenceType();
  if (type->isPointerType())
    type = type->getPointeeType();
  auto *alias = type->getAs<clang::TypedefType>();
  if (alias && isInHeader(alias->getDecl()) && !alias->getDecl()->getParentFunctionOrMethod()) {
    std::string name = alias->getDecl()->getQualifiedNameAsString();
    return ast.getLangOpts().CPlusPlus ? qualify(name) : name;
  }
  if (!hasPlainArguments(type))
    return printName(type);
  auto *written = type->getAs<clang::TemplateSpecializationType>();
  auto printArgument = [&](const clang::TemplateArgument &one) { return printName(one.getAsType()); };
  return qualify(written->getTemplateName().getAsTemplateDecl()->getQualifiedNameAsString()) + "<" +
         llvm::join(llvm::map_range(written->template_arguments(), printArgument), ", ") + ">";
}

/// True if generated code would have to know members that it cannot reach.
bool TypeLowering::isClosed(const clang::RecordDecl *record) {
  clang::QualType type = ast.getRecordType(record);
  record = record->getDefinition();
  if (!record || !lower(type))
    return true;
  bool hasPrivate = llvm::any_of(record->fields(), [](auto *field) { return field->getAccess() != clang::AS_public; });
  if (hasPrivate && leavesOut(record)) // what its members do is not to be read
    return true;
  return isCallersObject(type) ? !lowerAsCaller(type) : findHiddenRecord(type) && !hasOpenPointers(type);
}

static bool isStdPair(const clang::CXXRecordDecl *record) {
  return record->isInStdNamespace() && record->getIdentifier() && record->getName() == "pair";
}

static bool canBeCopied(const clang::CXXRecordDecl *record) {
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    return true; // of C
  for (const clang::CXXConstructorDecl *constructor : record->ctors())
    if (constructor->isCopyConstructor())
      return !constructor->isDeleted() && constructor->getAccess() == clang::AS_public;
  return !record->defaultedCopyConstructorIsDeleted();
}

void TypeLowering::addOpaque(clang::QualType type, bool isInactive, OpaqueClasses &found) {
  clang::QualType object = type.getNonReferenceType();
  if (object->isPointerType())
    object = object->getPointeeType();
  const clang::RecordDecl *record = object->getAsRecordDecl();
  bool isNamed = record && !record->isLambda() && !record->getParentFunctionOrMethod() &&
                 (record->getDeclName() || record->getTypedefNameForAnonDecl());
  const auto *ofCxx = dyn_cast_or_null<clang::CXXRecordDecl>(record);
  bool isContainer = getSequenceElement(object) || getSpanExtent(object) || getComplexPart(object) ||
                     isString(object) || (ofCxx && (isTuple(ofCxx) || isStdArray(ofCxx) || isStdPair(ofCxx)));
  bool isCopied = type->isRecordType(); // where it is used
  if (isContainer || (isCopied && !canBeCopied(ofCxx)))
    return;
  bool isLibrary = record && (isFromStandardLibrary(record) || isPassiveLibraryClass(record));
  if (!isNamed || !(isLibrary || isInHeader(record)) || !isClosed(record))
    return;
  bool isKnown = isPassiveLibraryClass(record) || !record->getDefinition();
  if (isInactive || isKnown)
    found.try_emplace(record->getCanonicalDecl(), OpaqueClass{nameOpaque(type), isInactive});
}

bool TypeLowering::isOpaqueParameter(clang::QualType type) const {
  type = type.getNonReferenceType();
  const clang::RecordDecl *record = (type->isPointerType() ? type->getPointeeType() : type)->getAsRecordDecl();
  return record && getOpaque(record);
}

bool TypeLowering::holdsOpaque(Type type) const {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return holdsOpaque(array.getElement());
  auto record = dyn_cast<pullback::RecordType>(type);
  return record && (isPartial(type) ||
                    llvm::any_of(opaqueClasses, [&](auto &one) { return one.second.name == record.getName(); }) ||
                    llvm::any_of(record.getFieldTypes(), [&](Type field) { return holdsOpaque(field); }));
}

bool TypeLowering::isPartial(Type type) const {
  auto record = dyn_cast<pullback::RecordType>(type);
  return record && partialRecords.contains(record.getName());
}

bool TypeLowering::isNamedAsWritten(clang::QualType type) {
  Type lowered = lower(type);
  if (auto array = dyn_cast_or_null<pullback::ArrayType>(lowered))
    return isNamedAsWritten(ast.getAsConstantArrayType(type)->getElementType());
  auto record = dyn_cast_or_null<pullback::RecordType>(lowered);
  if (!record)
    return lowered && !isa<PtrType>(lowered);
  return record.getName() == printName(type) && !getSequenceElement(type) && !holdsOpaque(record) &&
         llvm::none_of(record.getFieldTypes(), llvm::IsaPred<PtrType>);
}

bool TypeLowering::holdsPartialElements(clang::QualType type) {
  type = ast.getBaseElementType(type.getNonReferenceType().getCanonicalType());
  if (leadsToItself(type)) // no vectors of the caller's
    return false;
  if (std::optional<clang::QualType> element = getVectorElement(type)) {
    Type lowered = lower(*element);
    return (lowered && holdsOpaque(lowered)) || holdsPartialElements(*element);
  }
  const auto *record = type->getAsCXXRecordDecl();
  return record && record->hasDefinition() && (!isFromStandardLibrary(record) || isStdPair(record)) &&
         llvm::any_of(record->fields(),
                      [&](auto *field) { return !isLeftOut(field) && holdsPartialElements(field->getType()); });
}

bool TypeLowering::isLeftOut(const clang::FieldDecl *field) const {
  const auto *owner = dyn_cast<clang::CXXRecordDecl>(field->getParent());
  const auto *record = ast.getBaseElementType(field->getType())->getAsCXXRecordDecl();
  if (!owner || !record || !record->getIdentifier() || isFromStandardLibrary(owner) || !isFromStandardLibrary(record) ||
      !signatureRecords.contains(owner->getDefinition()))
    return false;
  if (isValarray(ast.getRecordType(record))) {
    clang::QualType element = *getSequenceElement(ast.getRecordType(record));
    return !element->isArithmeticType() || element->isBooleanType();
  }
  static const StringRef reached[] = {
      "vector",           "array", "pair", "tuple", "complex", "optional", "basic_string", "span", "initializer_list",
      "basic_string_view"};
  return !llvm::is_contained(reached, record->getName());
}

bool TypeLowering::leavesOut(const clang::RecordDecl *record) const {
  return llvm::any_of(record->fields(), [&](auto *field) { return isLeftOut(field); });
}

void TypeLowering::takeActive(clang::QualType type, OpaqueClasses &opaque) {
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> reached;
  collectRecords(type, reached);
  for (const clang::CXXRecordDecl *record : reached) {
    auto one = opaque.find(record->getCanonicalDecl());
    if (one == opaque.end())
      continue;
    if (isPassiveLibraryClass(record))
      one->second.isInactive = false;
    else
      opaque.erase(one);
  }
}

OpaqueClasses ModuleLowering::findOpaqueClasses(const clang::FunctionDecl *function, ArrayRef<StringRef> roles) {
  OpaqueClasses found;
  for (auto [parameter, role] : llvm::zip(function->parameters(), roles))
    if (role == "passive" || role == "inactive")
      types.addOpaque(parameter->getType(), role == "inactive", found);
  types.takeActive(function->getReturnType(), found);
  for (auto [parameter, role] : llvm::zip(function->parameters(), roles))
    if (role != "inactive")
      types.takeActive(parameter->getType(), found);
  return found;
}

bool FunctionLowering::refuseOpaque(Type type, const Twine &subject) {
  if (!module.getTypes().holdsOpaque(type))
    return false;
  report(Obstacle::OpaqueObject, current ? current->getSourceRange() : declaration->getSourceRange(), subject);
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Calls of their members
//===------------------------------------------------------------------------------------------------------------===//

const clang::Expr *pullback::skipUpcasts(const clang::Expr *expr) {
  expr = expr->IgnoreParens();
  auto *cast = dyn_cast<clang::ImplicitCastExpr>(expr);
  bool isSkipped = cast && (cast->getCastKind() == clang::CK_DerivedToBase || cast->getCastKind() == clang::CK_NoOp ||
                            cast->getCastKind() == clang::CK_UncheckedDerivedToBase);
  return isSkipped ? skipUpcasts(cast->getSubExpr()) : expr;
}

const OpaqueClass *FunctionLowering::findOpaque(clang::QualType type) {
  type = type.getNonReferenceType();
  if (type->isPointerType())
    type = type->getPointeeType();
  const clang::RecordDecl *record = type->getAsRecordDecl();
  return record ? module.getTypes().getOpaque(record) : nullptr;
}

/// How the call is written: "draw", "()", "[]", "*" or "static_cast<bool>"; "" for other operators.
static std::string getWrittenName(const clang::CXXMethodDecl *method, TypeLowering &types) {
  if (isa<clang::CXXConversionDecl>(method))
    return "static_cast<" + types.printName(method->getReturnType()) + ">";
  switch (method->getOverloadedOperator()) {
  case clang::OO_None: return method->getNameAsString();
  case clang::OO_Call: return "()";
  case clang::OO_Subscript: return "[]";
  case clang::OO_Star: return method->getNumParams() == 0 ? "*" : "";
  default: return "";
  }
}

/// The type of the number that a parameter is or refers to without changing it; null for other parameters.
static clang::QualType getNumber(clang::QualType parameter) {
  bool isConstant = !parameter->isReferenceType() || parameter->getPointeeType().isConstQualified();
  clang::QualType type = parameter.getNonReferenceType();
  return isConstant && (type->isArithmeticType() || type->isEnumeralType()) ? type.getUnqualifiedType()
                                                                            : clang::QualType();
}

/// One argument of a call of a member of an opaque object. False if it is none that can be handed on.
bool FunctionLowering::lowerOpaqueArgument(const clang::Expr *argument, clang::QualType parameter, bool isInactive,
                                           OpaqueCall &call) {
  auto add = [&](Value operand, bool isReference) {
    call.items.push_back(kNumberItem.str());
    call.operands.push_back(operand);
    call.areReferences.push_back(isReference);
    return true;
  };
  if (!call.items.empty())
    call.items.push_back(kNextItem.str());
  if (clang::QualType number = getNumber(parameter); !number.isNull()) {
    Type type = lowerType(number, argument->getSourceRange(), "an argument");
    if (!isInactive && isa_and_nonnull<FloatType>(type))
      return false;
    if (auto *temporary = dyn_cast<clang::MaterializeTemporaryExpr>(argument))
      argument = temporary->getSubExpr();
    if (argument->isGLValue())
      return add(load(locate(argument), lowerPlace(argument)), false);
    return add(type ? lowerValueAs(argument, type) : Value(), false);
  }
  if (isTextPointer(parameter) || TypeLowering::isString(parameter)) {
    bool isPointer = isTextPointer(parameter) || isa<clang::StringLiteral>(argument->IgnoreUnlessSpelledInSource());
    bool isWhole = isPointer ? collectText(argument, call.items, call.operands)
                             : collectThrown(argument, call.items, call.operands);
    call.areReferences.resize(call.operands.size(), false);
    return isWhole;
  }
  bool isHandedOn =
      findOpaque(parameter) || (isInactive && (parameter->isReferenceType() || parameter->isPointerType()));
  PtrType type = isHandedOn ? module.getTypes().lowerPointerTo(parameter->getPointeeType()) : PtrType();
  if (type && !findOpaque(parameter) && !module.getTypes().isNamedAsWritten(parameter->getPointeeType()))
    return false;
  return type && add(lowerArgument(argument, parameter, "", type), parameter->isReferenceType());
}

/// True if the class has a function of that name that may change objects.
static bool hasChangingOverload(const clang::CXXMethodDecl *method) {
  return llvm::any_of(method->getParent()->lookup(method->getDeclName()), [](const clang::NamedDecl *one) {
    auto *other = dyn_cast_or_null<clang::CXXMethodDecl>(one->getAsFunction());
    return other && !other->isConst() && !other->isStatic();
  });
}

/// True for a parameter of the function that is differentiated, which is as const in generated code.
bool FunctionLowering::isRequestedParameter(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *parameter = use ? dyn_cast<clang::ParmVarDecl>(use->getDecl()) : nullptr;
  bool isRequested = function.getSymName().starts_with("primal.") || function->hasAttr("pb.requested");
  return parameter && isRequested && parameter->getDeclContext() == declaration;
}

/// True where the number behind the reference that a call yields is read at once.
static bool isReadAtOnce(const clang::CallExpr *call, clang::ASTContext &ast) {
  const clang::Expr *expr = call;
  while (true) {
    clang::DynTypedNodeList parents = ast.getParents(*expr);
    auto *outer = parents.size() == 1 ? parents[0].get<clang::Expr>() : nullptr;
    auto *cast = dyn_cast_or_null<clang::ImplicitCastExpr>(outer);
    if (cast && cast->getCastKind() == clang::CK_LValueToRValue)
      return true;
    if (!isa_and_nonnull<clang::ParenExpr>(outer) && !(cast && cast->getCastKind() == clang::CK_NoOp))
      return false;
    expr = outer;
  }
}

/// False for globals, and what functions yield: that an object of a parameter's class is inactive says nothing of them.
static bool comesFromParameter(const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  if (auto *unary = dyn_cast<clang::UnaryOperator>(expr))
    return comesFromParameter(unary->getSubExpr());
  if (auto *member = dyn_cast<clang::MemberExpr>(expr))
    return comesFromParameter(member->getBase());
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return isa<clang::CXXThisExpr>(expr) || (variable && variable->hasLocalStorage());
}

bool FunctionLowering::lowerOpaqueCall(const clang::CallExpr *call, Value &result) {
  std::optional<MemberCall> written = getMemberCall(call);
  const clang::CXXMethodDecl *method = written && !written->method->isStatic() ? written->method : nullptr;
  const clang::Expr *object = method ? skipUpcasts(written->object) : nullptr;
  const OpaqueClass *opaque = object ? findOpaque(object->getType()) : nullptr;
  if (!opaque || method->getOverloadedOperator() == clang::OO_LessLess) // which may be that of a stream
    return false;
  auto refuse = [&] {
    report(Obstacle::OpaqueObject, call->getSourceRange(), "the call to '" + method->getNameAsString() + "'");
    return true;
  };
  auto *member = dyn_cast<clang::MemberExpr>(call->getCallee()->IgnoreParens());
  if (!comesFromParameter(object))
    return refuse();
  bool isQualified = member && member->hasQualifier();
  if (member && (member->hasExplicitTemplateArgs() || (isQualified && !method->getIdentifier())))
    return refuse();
  OpaqueCall made;
  bool isInactive = opaque->isInactive || module.isInactive(method);
  std::string name = getWrittenName(method, module.getTypes());
  clang::QualType returned = method->getReturnType(), number = returned.getNonReferenceType();
  bool isNumber = number->isArithmeticType() || number->isEnumeralType();
  bool yieldsPlace = returned->isReferenceType() && !isReadAtOnce(call, ast);
  if (name.empty() || method->getAccess() != clang::AS_public || method->isVariadic() || yieldsPlace ||
      !(returned->isVoidType() || isNumber) || (number->isRealFloatingType() && !isInactive))
    return refuse();
  Value place = object->getType()->isPointerType() ? lowerValue(object) : lowerPlace(object);
  made.operands.push_back(place);
  made.areReferences.push_back(true);
  for (auto [argument, parameter] : llvm::zip(written->arguments, method->parameters())) {
    if (isa<clang::CXXDefaultArgExpr>(argument))
      break;
    if (!lowerOpaqueArgument(argument, parameter->getType(), isInactive, made))
      return refuse();
  }
  Type type =
      isNumber ? lowerType(number, call->getSourceRange(), "the call to '" + method->getNameAsString() + "'") : Type();
  if (llvm::is_contained(made.operands, Value()) || (isNumber && !type)) {
    expectReported();
    return true;
  }
  made.asConst = method->isConst() && object->getType().isConstQualified() && !isRequestedParameter(object) &&
                 hasChangingOverload(method);
  if (isQualified)
    name = module.getTypes().printName(ast.getRecordType(method->getParent())) + "::" + name;
  made.isNoDiscard = method->hasAttr<clang::WarnUnusedResultAttr>();
  FuncOp target = module.getOpaqueMember(name, made, type);
  auto emitted = builder.create<CallOp>(locate(call), target, made.operands);
  if (isNumber)
    result = emitted.getResult(0);
  if (isNumber && returned->isReferenceType()) { // to what does not change
    Value copy = makeTemporary(locate(call), type, method->getName());
    store(locate(call), result, copy);
    result = copy;
  }
  return true;
}

FuncOp ModuleLowering::getOpaqueMember(StringRef name, const OpaqueCall &call, Type result) {
  SmallVector<Type> types(ValueRange(call.operands).getTypes());
  std::string symbol = ("member " + name).str();
  llvm::raw_string_ostream stream(symbol);
  for (const std::string &item : call.items)
    stream << " " << (item.empty() ? "$" : item);
  for (auto [type, isReference] : llvm::zip_equal(types, call.areReferences))
    stream << " " << type << (isReference ? "&" : "");
  if (result)
    stream << " " << result;
  if (call.isNoDiscard)
    stream << " nodiscard";
  if (call.asConst)
    stream << " const";
  if (auto known = module.lookupSymbol<FuncOp>(symbol))
    return known;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto type = builder.getFunctionType(types, result ? TypeRange(result) : TypeRange());
  auto member = builder.create<FuncOp>(builder.getUnknownLoc(), symbol, type, name, "", "external");
  member.setPrivate();
  member.setInactive(true);
  member->setAttr("pb.member", builder.getUnitAttr());
  member->setAttr("pb.items", builder.getStrArrayAttr(SmallVector<StringRef>(call.items.begin(), call.items.end())));
  if (call.asConst)
    member->setAttr("pb.as_const", builder.getUnitAttr());
  if (call.isNoDiscard)
    member->setAttr("pb.nodiscard", builder.getUnitAttr());
  for (auto [index, isReference] : llvm::enumerate(call.areReferences))
    if (isReference)
      member.setArgAttr(index, "pb.ref", builder.getUnitAttr());
  return member;
}
