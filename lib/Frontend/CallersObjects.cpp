// Parameters and results with vectors and valarrays in them, as the caller has them. A function of the request's
// signature copies what comes in to objects of the form that everything else works on (Containers.cpp), and copies what
// goes out back:
//
//   std::vector<double> f(const std::vector<std::vector<double>>& m)
//   ->  primal.f(%m: !pb.ptr<!pb.stack<!pb.stack<f64>>, const>, %result: !pb.ptr<!pb.stack<f64>> {pb.sret})
//         %own = pb.local "m"; its rows and their elements, one by one
//         pb.call @f.callee(%own, %out)
//         pb.set_size %result[%n was 0]; its elements one by one
//
// Vectors of numbers and plain classes whose size does not change are not copied (ModuleLowering::wrapContainers). A
// span is its first element and a number. Strings in what is only read keep their place, and are not looked at. Not
// handled, refused: classes with vectors and pointers, bases or private members.
#include "Frontend/FunctionLowering.h"
#include "Frontend/Traversal.h"
#include "IR/Containers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Which those are
//===------------------------------------------------------------------------------------------------------------===//

static bool isPair(const clang::CXXRecordDecl *record) {
  return record->isInStdNamespace() && record->getIdentifier() && record->getName() == "pair";
}

static bool holdsVector(const TypeLowering &types, const clang::ASTContext &ast, clang::QualType type,
                        llvm::SmallPtrSetImpl<const clang::CXXRecordDecl *> &seen) {
  type = ast.getBaseElementType(type.getNonReferenceType().getCanonicalType());
  const clang::CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !(record = record->getDefinition()) || !seen.insert(record).second)
    return false;
  if (TypeLowering::getSequenceElement(type) || TypeLowering::getOptionalValue(type) || isPair(record) ||
      TypeLowering::isDynamicEigen(type) || TypeLowering::isString(type))
    return true;
  bool isOpen = !TypeLowering::isFromStandardLibrary(record) || TypeLowering::isStdArray(record);
  return isOpen && llvm::any_of(record->fields(), [&](auto *field) {
           return types.isLeftOut(field) || holdsVector(types, ast, field->getType(), seen);
         });
}

/// True if `T t;` is possible where the class is not made.
static bool canStartEmpty(clang::QualType type) {
  const auto *record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || TypeLowering::isFromStandardLibrary(record))
    return true;
  for (const clang::CXXConstructorDecl *constructor : record->ctors())
    if (constructor->isDefaultConstructor())
      return !constructor->isDeleted() && constructor->getAccess() == clang::AS_public;
  return record->needsImplicitDefaultConstructor() &&
         llvm::all_of(record->fields(), [](auto *field) { return canStartEmpty(field->getType()); });
}

bool ModuleLowering::canMakeResult(const clang::FunctionDecl *function) {
  return !isCallersResult(function) || canStartEmpty(function->getReturnType());
}

bool TypeLowering::isCallersObject(clang::QualType type) {
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> seen;
  return !type->isPointerType() && !isOpaqueParameter(type) && holdsVector(*this, ast, type, seen);
}

/// `std::string` and `std::string_view`: nothing that generated code reaches.
static Type lowerStringAsCaller(clang::QualType type, MLIRContext *context) {
  const auto *string = cast<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  bool isPlain = string->getTemplateArgs()[0].getAsType()->isSpecificBuiltinType(clang::BuiltinType::Char_S);
  std::string name = ("std::" + string->getName().drop_front(StringRef("basic_").size())).str();
  return isPlain ? Type(pullback::RecordType::get(context, name, {}, {})) : Type();
}

Type TypeLowering::lowerAsCaller(clang::QualType type) {
  type = type.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (leadsToItself(type))
    return refuse(Obstacle::PointerMember, type);
  if (std::optional<clang::QualType> element = getSequenceElement(type)) {
    bool isTaken = !(*element)->isBooleanType() && !(*element)->isPointerType();
    if (isValarray(type))
      isTaken = isTaken && (*element)->isArithmeticType();
    Type inner = !isTaken                  ? refuse(Obstacle::Container, type)
                 : canStartEmpty(*element) ? lowerAsCaller(*element)
                                           : refuse(Obstacle::NotPlain, type);
    return inner ? Type(StackType::get(inner, isValarray(type) ? "valarray" : "vector")) : Type();
  }
  if (std::optional<clang::QualType> value = getOptionalValue(type)) {
    Type inner = (*value)->isPointerType() ? refuse(Obstacle::PointerMember, type)
                 : canStartEmpty(*value)   ? lowerAsCaller(*value)
                                           : refuse(Obstacle::NotPlain, type);
    return inner ? Type(StackType::get(inner, "optional")) : Type();
  }
  if (isDynamicEigen(type))
    return lowerEigenAsCaller(*getEigenObject(type));
  if (isFixedEigen(type))
    return lower(type);
  if (auto *array = ast.getAsConstantArrayType(type)) {
    Type element = lowerAsCaller(array->getElementType());
    return element ? pullback::ArrayType::get(array->getSize().getZExtValue(), element) : Type();
  }
  if (type->isPointerType())
    return refuse(Obstacle::PointerMember, type);
  if (isString(type)) {
    Type text = lowerStringAsCaller(type, context);
    return text ? text : refuse(Obstacle::String, type);
  }
  const clang::CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || getComplexPart(type) || isTuple(record))
    return lower(type);
  record = record->getDefinition();
  return record ? lowerFieldsAsCaller(record, type) : refuse(Obstacle::UnsupportedType, type);
}

/// A class under its own name, whose members generated code reaches.
Type TypeLowering::lowerFieldsAsCaller(const clang::CXXRecordDecl *record, clang::QualType type) {
  bool isLibrary = isFromStandardLibrary(record);
  if (isLibrary && !isStdArray(record) && !isPair(record))
    return refuse(describeStandardClass(record), type);
  if (!isLibrary && !isInHeader(record)) {
    problem = {Obstacle::TypeNotInHeader, record->getNameAsString()};
    return {};
  }
  bool isPlain = record->getNumBases() == 0 || isPair(record);
  if (!isPlain || record->isPolymorphic() || record->isLambda() || record->isUnion() || hasMutable(record) ||
      record->getParentFunctionOrMethod() || !(record->getDeclName() || record->getTypedefNameForAnonDecl()))
    return refuse(Obstacle::NotPlain, type);
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  std::string name = printName(type);
  if (!isLibrary && !startsAsZero(record, /*withContainers=*/true))
    (hasInitializersAlone(record, /*withContainers=*/true) ? initializedRecords : filledRecords).push_back(name);
  for (const clang::FieldDecl *field : record->fields()) {
    if (isLeftOut(field)) {
      partialRecords.insert(name);
      continue;
    }
    if (field->isBitField() || !field->getDeclName())
      return refuse(Obstacle::NotPlain, type);
    if (field->getAccess() != clang::AS_public) {
      if (!canBeOpened(record)) {
        problem = {Obstacle::PrivateMembers, record->getNameAsString()};
        return {};
      }
      std::string member = name + "::" + field->getNameAsString();
      if (!llvm::is_contained(privateFields, member))
        privateFields.push_back(member);
    }
    if (field->getType()->isReferenceType())
      return refuse(Obstacle::PointerMember, type);
    Type lowered = lowerAsCaller(field->getType());
    if (!lowered)
      return {};
    names.push_back(StringAttr::get(context, field->getName()));
    types.push_back(lowered);
  }
  if (isStdArray(record)) // as lowerFields() writes it
    name = "std::array<" + printName(ast.getAsArrayType((*record->field_begin())->getType())->getElementType()) + ", " +
           std::to_string(cast<pullback::ArrayType>(types[0]).getExtent()) + ">";
  return pullback::RecordType::get(context, name, names, types);
}

/// `y = 0.0`, where y is a std::valarray: all elements are set, and it keeps its size.
static bool isFill(const clang::CXXOperatorCallExpr *assignment) {
  return TypeLowering::isValarray(assignment->getArg(0)->getType()) &&
         assignment->getArg(1)->getType()->isArithmeticType();
}

namespace {

/// Finds what gives the vector of a parameter another size.
class SizeChanges : public clang::RecursiveASTVisitor<SizeChanges> {
public:
  SizeChanges(const clang::ParmVarDecl *parameter, llvm::SmallPtrSetImpl<const clang::Decl *> &visited)
      : parameter(parameter), visited(visited) {}

  bool find(const clang::FunctionDecl *definition) {
    traverseDefinition(*this, definition);
    return found;
  }

  bool VisitCXXMemberCallExpr(clang::CXXMemberCallExpr *call) {
    static const StringRef kept[] = {"at",   "begin",  "end",  "front",   "back",
                                     "data", "rbegin", "rend", "reserve", "shrink_to_fit"};
    const clang::CXXMethodDecl *method = call->getMethodDecl();
    bool keeps =
        method && (method->isConst() || (method->getIdentifier() && llvm::is_contained(kept, method->getName())) ||
                   TypeLowering::keepsSizeOfEigen(method));
    found |= !keeps && isUse(call->getImplicitObjectArgument());
    return true;
  }
  bool VisitCallExpr(clang::CallExpr *call) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call);
    bool isMember = operation && isa_and_nonnull<clang::CXXMethodDecl>(callee);
    for (auto [index, argument] : llvm::enumerate(call->arguments())) {
      if (!isUse(argument) || !callee)
        continue;
      if (isMember && index == 0)
        found |= operation->getOperator() == clang::OO_Equal && !isFill(operation);
      else if (unsigned position = index - (isMember ? 1 : 0); position < callee->getNumParams())
        found |= changes(callee, position);
    }
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *construction) {
    for (auto [index, argument] : llvm::enumerate(construction->arguments()))
      if (isUse(argument) && index < construction->getConstructor()->getNumParams())
        found |= changes(construction->getConstructor(), index);
    return true;
  }

private:
  bool isUse(const clang::Expr *expr) {
    auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
    return use && use->getDecl() == parameter;
  }
  bool changes(const clang::FunctionDecl *callee, unsigned index) {
    clang::QualType type = callee->getParamDecl(index)->getType();
    if (!type->isReferenceType() || type->getPointeeType().isConstQualified())
      return false;
    static const StringRef changing[] = {"swap", "move", "exchange", "back_inserter", "inserter", "erase", "erase_if"};
    if (callee->isInStdNamespace())
      return callee->getIdentifier() && llvm::is_contained(changing, callee->getName());
    const clang::FunctionDecl *definition = nullptr;
    if (!callee->hasBody(definition) || definition->getNumParams() <= index)
      return false;
    const clang::ParmVarDecl *inner = definition->getParamDecl(index);
    return visited.insert(inner).second && SizeChanges(inner, visited).find(definition);
  }

  const clang::ParmVarDecl *parameter;
  llvm::SmallPtrSetImpl<const clang::Decl *> &visited;
  bool found = false;
};

} // namespace

/// True for vectors of numbers and plain classes by reference whose size nothing in sight changes: they are used where
/// they are, and that they still are the same is checked (BoundVectors).
bool ModuleLowering::isUsedInPlace(const clang::ParmVarDecl *parameter, const clang::FunctionDecl *definition) {
  clang::QualType type = parameter->getType();
  if (!type->isLValueReferenceType() || !parameter->getDeclName())
    return false;
  std::optional<clang::QualType> element = TypeLowering::getSequenceElement(type->getPointeeType());
  if (!element || types.isCallersObject(*element) || (*element)->isBooleanType() ||
      (TypeLowering::isValarray(type->getPointeeType()) && !(*element)->isArithmeticType()))
    return false;
  return type->getPointeeType().isConstQualified() || !isSetAnew(parameter, definition);
}

/// True for a vector that gets another size in sight. As a pure output it is empty at first.
bool ModuleLowering::isSetAnew(const clang::ParmVarDecl *parameter, const clang::FunctionDecl *definition) {
  clang::QualType type = parameter->getType().getNonReferenceType();
  if (!TypeLowering::getSequenceElement(type) && !TypeLowering::isDynamicEigen(type))
    return false;
  for (const clang::ParmVarDecl *own : definition->parameters()) {
    llvm::SmallPtrSet<const clang::Decl *, 4> visited;
    if (own->getName() == parameter->getName())
      return SizeChanges(own, visited).find(definition);
  }
  return false;
}

static const clang::Expr *dropCleanups(const clang::Expr *expression) {
  if (auto *full = dyn_cast<clang::FullExpr>(expression))
    expression = full->getSubExpr();
  return expression->IgnoreParenImpCasts();
}

static bool isParameter(const clang::Expr *expression, const clang::ParmVarDecl *parameter) {
  auto *reference = dyn_cast<clang::DeclRefExpr>(expression->IgnoreParenImpCasts());
  return reference && reference->getDecl() == parameter;
}

/// True if the statement replaces what the vector holds: `y.resize(n)`, `y.assign(...)`, `y.clear()`, `y = ...`.
static bool setsAnew(const clang::Expr *statement, const clang::ParmVarDecl *parameter) {
  if (auto *assignment = dyn_cast<clang::CXXOperatorCallExpr>(statement))
    return assignment->getOperator() == clang::OO_Equal && isParameter(assignment->getArg(0), parameter) &&
           !isFill(assignment);
  auto *call = dyn_cast<clang::CXXMemberCallExpr>(statement);
  static const StringRef setting[] = {"resize", "assign", "clear", "swap"};
  return call && isParameter(call->getImplicitObjectArgument(), parameter) && call->getMethodDecl()->getIdentifier() &&
         llvm::is_contained(setting, call->getMethodDecl()->getName());
}

static bool mayReturn(const clang::Stmt *statement) {
  return statement && (isa<clang::ReturnStmt>(statement) || llvm::any_of(statement->children(), mayReturn));
}

/// True if a statement of the function itself, which runs in any case, replaces what the vector holds. Otherwise its
/// size may be the caller's.
bool ModuleLowering::isAlwaysSetAnew(const clang::ParmVarDecl *parameter, const clang::FunctionDecl *definition,
                                     unsigned depth) {
  auto *body = dyn_cast_or_null<clang::CompoundStmt>(definition->getBody());
  auto *own = llvm::find_if(definition->parameters(),
                            [&](const auto *candidate) { return candidate->getName() == parameter->getName(); });
  if (!body || own == definition->param_end())
    return false;
  for (const clang::Stmt *statement : body->body()) {
    if (mayReturn(statement))
      return false;
    auto *expression = dyn_cast<clang::Expr>(statement);
    if (expression && setsAnewAtOnce(dropCleanups(expression), *own, depth))
      return true;
  }
  return false;
}

static constexpr unsigned maxCalls = 8; // functions may call each other

/// By the statement itself, or by the function that it calls.
bool ModuleLowering::setsAnewAtOnce(const clang::Expr *statement, const clang::ParmVarDecl *parameter, unsigned depth) {
  if (setsAnew(statement, parameter))
    return true;
  auto *call = dyn_cast<clang::CallExpr>(statement);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || isa<clang::CXXMemberCallExpr, clang::CXXOperatorCallExpr>(call) || !callee->hasBody(callee) ||
      depth > maxCalls)
    return false;
  return llvm::any_of(llvm::seq<unsigned>(0, std::min(call->getNumArgs(), callee->getNumParams())), [&](unsigned i) {
    return isParameter(call->getArg(i), parameter) && isAlwaysSetAnew(callee->getParamDecl(i), callee, depth + 1);
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Copies
//===------------------------------------------------------------------------------------------------------------===//

void FunctionLowering::forEachPart(Location location, clang::QualType type, Value left, Value right,
                                   llvm::function_ref<void(clang::QualType, Value, Value)> visit) {
  if (const auto *array = ast.getAsConstantArrayType(type)) {
    Value from = builder.create<DecayOp>(location, left), to = builder.create<DecayOp>(location, right);
    return makeCountedLoop(location, makeSize(location, array->getSize().getZExtValue()), [&](Value index) {
      Value source = builder.create<ElementOp>(location, from, index);
      visit(array->getElementType(), source, builder.create<ElementOp>(location, to, index));
    });
  }
  for (const clang::FieldDecl *field : type->getAsCXXRecordDecl()->getDefinition()->fields()) {
    if (module.getTypes().isLeftOut(field))
      continue;
    Value first = getField(location, left, field->getName());
    visit(field->getType(), first, getField(location, right, field->getName()));
  }
}

Value pullback::getElements(OpBuilder &builder, Location location, Value stack) {
  auto type = cast<PtrType>(stack.getType());
  auto elements = PtrType::get(cast<StackType>(type.getPointee()).getElement(), type.getIsConst());
  return builder.create<FieldOp>(location, elements, stack, kElements);
}

/// The vector that an object of the tool's own has its elements in.
static Value getVectorIn(OpBuilder &builder, Location location, clang::QualType type, Value object) {
  if (!TypeLowering::isValarray(type))
    return object;
  auto pointer = cast<PtrType>(object.getType());
  Type vector = cast<pullback::RecordType>(pointer.getPointee()).getFieldType("items");
  return builder.create<FieldOp>(location, PtrType::get(vector, pointer.getIsConst()), object, "items");
}

void FunctionLowering::copyIn(Location location, clang::QualType type, Value from, Value to) {
  type = type.getNonReferenceType().getCanonicalType();
  if (TypeLowering::isString(type))
    return copyText(location, from, to, /*isMove=*/false);
  Type held = cast<PtrType>(from.getType()).getPointee();
  if (held == cast<PtrType>(to.getType()).getPointee() && !module.getTypes().holdsOpaque(held))
    return isScalar(held) ? store(location, load(location, from), to) : copyObject(location, from, to);
  if (TypeLowering::isDynamicEigen(type))
    return copyEigenIn(location, *TypeLowering::getEigenObject(type), from, to);
  if (std::optional<clang::QualType> value = TypeLowering::getOptionalValue(type))
    return copyOptionalIn(location, *value, from, to);
  std::optional<clang::QualType> element = TypeLowering::getSequenceElement(type);
  if (!element)
    return forEachPart(location, type, from, to,
                       [&](clang::QualType part, Value left, Value right) { copyIn(location, part, left, right); });
  auto argument = dyn_cast<BlockArgument>(from);
  std::string name = argument ? (function.getArgName(argument.getArgNumber()) + "_size").str() : "count";
  Value count = builder.create<StackSizeOp>(nameLocation(name, location), getSizeType(builder.getContext()), from);
  to = getVectorIn(builder, location, type, to);
  makeElements(location, to, count);
  Value source = getElements(builder, location, from), target = getVectorData(location, to);
  makeCountedLoop(location, count, [&](Value index) {
    Value from = builder.create<ElementOp>(location, source, index);
    copyIn(location, *element, from, builder.create<ElementOp>(location, target, index));
  });
}

void FunctionLowering::makeEmpty(Location location, clang::QualType type, Value object) {
  type = type.getNonReferenceType().getCanonicalType();
  if (TypeLowering::isString(type))
    return store(location, makeTextNumber(location, ""), getTextNumber(location, object));
  if (!module.getTypes().isCallersObject(type))
    return setZero(location, object);
  if (TypeLowering::isDynamicEigen(type))
    return setEigenSizes(location, object, makeSize(location, 0), {});
  if (TypeLowering::getSequenceElement(type))
    return makeElements(location, getVectorIn(builder, location, type, object), makeSize(location, 0));
  if (std::optional<clang::QualType> value = TypeLowering::getOptionalValue(type)) {
    store(location, makeBool(location, false), getField(location, object, "engaged"));
    return makeEmpty(location, *value, getField(location, object, "value"));
  }
  forEachPart(location, type, object, object,
              [&](clang::QualType part, Value one, Value) { makeEmpty(location, part, one); });
}

/// Empties the vectors within the elements `first <= k < last`, so that it is known what they were.
void FunctionLowering::emptyRows(Location location, clang::QualType element, Value elements, Value first, Value last) {
  forEachIn(location, elements, first, last, [&](Value row) { emptyParts(location, element, row); });
}

void FunctionLowering::emptyParts(Location location, clang::QualType type, Value object) {
  type = type.getCanonicalType();
  if (!module.getTypes().isCallersObject(type) || TypeLowering::isString(type))
    return;
  if (TypeLowering::isDynamicEigen(type))
    object = getField(location, object, kContent);
  std::optional<clang::QualType> element = TypeLowering::getSequenceElement(type);
  if (!element && !TypeLowering::isDynamicEigen(type) && !TypeLowering::getOptionalValue(type))
    return forEachPart(location, type, object, object,
                       [&](clang::QualType part, Value one, Value) { emptyParts(location, part, one); });
  Value count = builder.create<StackSizeOp>(location, getSizeType(builder.getContext()), object);
  Value none = makeSize(location, 0);
  if (element && module.getTypes().isCallersObject(*element))
    emptyRows(location, *element, getElements(builder, location, object), none, count);
  if (std::optional<clang::QualType> value = TypeLowering::getOptionalValue(type);
      value && module.getTypes().isCallersObject(*value))
    branch(location, compare(location, clang::BO_NE, count, none),
           [&] { emptyParts(location, *value, getElements(builder, location, object)); });
  builder.create<SetSizeOp>(location, object, none, count);
}

void FunctionLowering::copyOut(Location location, clang::QualType type, Value from, Value to, bool isNew) {
  type = type.getNonReferenceType().getCanonicalType();
  if (TypeLowering::isString(type))
    return expectReported();
  Type held = cast<PtrType>(from.getType()).getPointee();
  if (held == cast<PtrType>(to.getType()).getPointee() && !module.getTypes().holdsOpaque(held))
    return isScalar(held) ? store(location, load(location, from), to) : copyObject(location, from, to);
  if (std::optional<clang::QualType> value = TypeLowering::getOptionalValue(type))
    return copyOptionalOut(location, *value, from, to, isNew);
  std::optional<clang::QualType> element = TypeLowering::getSequenceElement(type);
  if (element)
    from = getVectorIn(builder, location, type, from);
  if (TypeLowering::isDynamicEigen(type)) {
    if (!TypeLowering::getEigenObject(type)->isVector()) // which would need to be given both of its sizes
      return report(Obstacle::Container, declaration->getLocation(),
                    "the function '" + declaration->getNameAsString() + "'");
    from = getField(location, from, kContent);
    to = getField(location, to, kContent);
    element = TypeLowering::getEigenObject(type)->scalar;
  }
  if (!element)
    return forEachPart(location, type, from, to, [&](clang::QualType part, Value left, Value right) {
      copyOut(location, part, left, right, isNew);
    });
  Value count = getVectorSize(location, from), before = makeSize(location, 0);
  Value target = getElements(builder, location, to);
  if (!isNew) {
    before = builder.create<StackSizeOp>(location, getSizeType(builder.getContext()), to);
    if (module.getTypes().isCallersObject(*element))
      emptyRows(location, *element, target, count, before);
  }
  builder.create<SetSizeOp>(location, to, count, before);
  Value source = getVectorData(location, from);
  makeCountedLoop(location, count, [&](Value index) {
    Value from = builder.create<ElementOp>(location, source, index);
    copyOut(location, *element, from, builder.create<ElementOp>(location, target, index), isNew);
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// The function of the request
//===------------------------------------------------------------------------------------------------------------===//

/// The vector of a parameter that is used in place, or the view: its record, of the first element and the sizes.
Value FunctionLowering::openContainer(const clang::ParmVarDecl *parameter, unsigned index, ValueRange sizes,
                                      PtrType wanted, SmallVectorImpl<std::pair<Value, Value>> &kept) {
  StringRef name = function.getArgName(index);
  Location location = nameLocation(name, function.getLoc());
  Value local = builder.create<LocalOp>(location, PtrType::get(wanted.getPointee()), name);
  Value first = function.getBody().getArgument(index);
  std::optional<EigenObject> object = TypeLowering::getEigenObject(parameter->getType());
  bool isView = object ? !object->view.empty() : TypeLowering::getSpanExtent(parameter->getType()).has_value();
  auto setPart = [&](Value place, Value value) {
    Type type = cast<PtrType>(place.getType()).getPointee();
    value = isa<PtrType>(type) ? addConst(location, value, type) : value;
    if (value.getType() != type) // a pointer that others do not write through
      value = builder.create<CastOp>(location, type, value, /*implicit=*/true);
    store(location, value, place);
    if (!isView && !wanted.getIsConst())
      kept.push_back({place, value});
  };
  if (object)
    openEigen(*object, local, first, sizes, setPart);
  else
    openVector(getVectorIn(builder, location, parameter->getType().getNonReferenceType(), local), first, sizes[0],
               setPart);
  return wanted.getIsConst() ? builder.create<CastOp>(location, wanted, local, /*implicit=*/true) : local;
}

/// Of a std::vector or a span: where the elements are, and how many.
void FunctionLowering::openVector(Value object, Value first, Value size, SetPart setPart) {
  auto record = cast<pullback::RecordType>(cast<PtrType>(object.getType()).getPointee());
  for (auto [field, type] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes())) {
    Value place = getField(object.getLoc(), object, field);
    if (auto inner = dyn_cast<pullback::RecordType>(type)) { // of a span: the number, or nothing where it is fixed
      if (inner.getFieldNames().empty())
        continue;
      place = getField(object.getLoc(), place, inner.getFieldNames()[0]);
    }
    setPart(place, isa<PtrType>(type) ? first : size);
  }
}

void FunctionLowering::runAsCaller(FuncOp inner, const clang::FunctionDecl *signature, ArrayRef<StringRef> roles) {
  Block *entry = builder.createBlock(&function.getBody());
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    entry->addArgument(type, nameLocation(function.getArgName(index), function.getLoc()));
  SmallVector<Value> operands(entry->getArguments().take_front(inner.getNumArguments()));
  SmallVector<std::pair<Value, Value>> kept; // the places of a vector's parts, and what they were
  SmallVector<llvm::unique_function<void()>> endings;
  unsigned nextSize = inner.getNumArguments();
  for (auto [index, operand] : llvm::enumerate(operands)) {
    auto wanted = dyn_cast<PtrType>(inner.getArgumentTypes()[index]);
    if (function.getArgAttr(index, "pb.container")) {
      const clang::ParmVarDecl *parameter = signature->getParamDecl(index);
      size_t count = module.getHiddenSizes(parameter).size();
      operand = openContainer(parameter, index, ValueRange(entry->getArguments()).slice(nextSize, count), wanted, kept);
      nextSize += count;
      continue;
    }
    if (!wanted || cast<PtrType>(operand.getType()).getPointee() == wanted.getPointee())
      continue;
    bool isResult = index == signature->getNumParams();
    if (const clang::ParmVarDecl *parameter = isResult ? nullptr : signature->getParamDecl(index);
        parameter && module.isOpened(parameter)) {
      bool isPure = index < roles.size() && roles[index] == "of";
      Value own = openStruct(parameter, index, wanted, isPure, kept);
      if (!isPure && !wanted.getIsConst() && !function.getArgAttr(index, "pb.byval"))
        endings.push_back([=, index = index] { closeStruct(parameter, index, own); });
      operand = wanted.getIsConst() ? builder.create<CastOp>(own.getLoc(), wanted, own, /*implicit=*/true) : own;
      continue;
    }
    clang::QualType type = isResult ? signature->getReturnType() : signature->getParamDecl(index)->getType();
    StringRef role = isResult || index >= roles.size() ? "of" : roles[index];
    Location location = function.getLoc();
    std::string name = isResult ? "values" : (function.getArgName(index) + "_copy").str();
    Value given = operand, local = builder.create<LocalOp>(location, PtrType::get(wanted.getPointee()), name);
    bool isNew = role == "of";
    if (isNew && !isResult && TypeLowering::getOptionalValue(type.getNonReferenceType())) // it may be kept
      return report(Obstacle::Container, declaration->getLocation(), "the output '" + function.getArgName(index) + "'");
    if (isNew)
      makeEmpty(location, type, local);
    else
      copyIn(location, type, given, local);
    operand = wanted.getIsConst() ? builder.create<CastOp>(location, wanted, local, /*implicit=*/true) : local;
    if (!cast<PtrType>(given.getType()).getIsConst() && !function.getArgAttr(index, "pb.byval"))
      endings.push_back([=] { copyOut(location, type, local, given, isNew); });
  }
  auto call = builder.create<CallOp>(function.getLoc(), inner, operands);
  for (auto [place, before] : kept)
    builder.create<UnchangedOp>(place.getLoc(), builder.create<LoadOp>(place.getLoc(), place), before);
  for (auto &end : endings)
    end();
  builder.create<ReturnOp>(function.getLoc(), call.getNumResults() == 1 ? call.getResult(0) : Value());
}
