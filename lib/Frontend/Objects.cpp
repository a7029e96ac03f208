// Copying, moving and constructing objects whose class is known, where no expression says so.
//
//   v.push_back(p)          ->   a copy of p: pb.copy of a plain class, a call of its copy constructor, or part by part
//   v.emplace_back(1, x)    ->   what the library's `new (place) T(1, x)` resolves to
//
// Not handled, refused: classes without a constructor for it, and constructors that are only declared.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

static const clang::CXXConstructorDecl *findConstructor(const clang::CXXRecordDecl *record, bool isMove) {
  const clang::CXXConstructorDecl *found = nullptr;
  for (const clang::CXXConstructorDecl *one : record->ctors())
    if (isMove ? one->isCopyOrMoveConstructor() : one->isCopyConstructor())
      if (!found || one->isMoveConstructor())
        found = one;
  return found;
}

void FunctionLowering::copyInto(const clang::Expr *at, clang::QualType type, Value source, Value target, bool isMove) {
  Location location = locate(at);
  if (!source || !target)
    return expectReported();
  if (isScalar(cast<PtrType>(target.getType()).getPointee()))
    return store(location, load(location, source), target);
  if (TypeLowering::isString(type))
    return copyText(location, source, target, isMove);
  if (TypeLowering::getSmartPointee(type)) {
    copyObject(location, source, target);
    return isMove ? setZero(location, source) : void();
  }
  if (TypeLowering::getOptionalValue(type))
    return copyOptional(at, type, source, target, isMove);
  if (isStdFunction(type))
    return copyFunction(at, type, source, target, isMove);
  if (isVector(type))
    return isMove ? moveVector(location, source, target, /*isReused=*/true) : copyVector(at, type, source, target);
  if (const auto *array = ast.getAsConstantArrayType(type)) {
    Value from = builder.create<DecayOp>(location, source), to = builder.create<DecayOp>(location, target);
    return copyElements(at, array->getElementType(), from, to, makeSize(location, array->getSize().getZExtValue()),
                        isMove);
  }
  const clang::CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const clang::CXXConstructorDecl *constructor = record ? findConstructor(record, isMove) : nullptr;
  bool isPlain = record && (constructor ? constructor->isTrivial()
                            : isMove    ? record->hasTrivialMoveConstructor() || record->hasTrivialCopyConstructor()
                                        : record->hasTrivialCopyConstructor());
  if (isPlain && record->isEmpty())
    return;
  bool isPart = record && TypeLowering::isTuple(record) && record->getName() != "tuple"; // or a private base of one
  if (isPlain && !isPart)
    return copyObject(location, source, target);
  if (constructor && constructor->isUserProvided() && !isPart)
    return callConstructor(at, constructor, target, source);
  if (!record || (constructor && constructor->isDeleted()))
    return report(Obstacle::Constructor, at->getSourceRange(), "a copy of '" + type.getAsString() + "'");
  if (llvm::is_contained(copiedRecords, record)) { // the elements of a tree: the constructor calls itself
    if (constructor && constructor->isDefined())
      return callConstructor(at, constructor, target, source);
    return report(Obstacle::Constructor, at->getSourceRange(), "a copy of '" + type.getAsString() + "'");
  }
  copiedRecords.push_back(record);
  copyParts(at, record, source, target, isMove);
  copiedRecords.pop_back();
}

/// What a copy constructor does that is implicit or defaulted.
void FunctionLowering::copyParts(const clang::Expr *at, const clang::CXXRecordDecl *record, Value source, Value target,
                                 bool isMove) {
  Location location = locate(at);
  auto copyPart = [&](clang::QualType type, StringRef name) {
    Value from = getField(location, source, name);
    copyInto(at, type, from, getField(location, target, name), isMove);
  };
  for (const clang::CXXBaseSpecifier &base : record->bases())
    copyPart(base.getType(), module.getTypes().getBaseName(base.getType()->getAsCXXRecordDecl()));
  auto own = TypeLowering::getOwnFields(record);
  if (!own)
    return report(Obstacle::Union, at->getSourceRange(), "a copy of '" + record->getName() + "'");
  for (const clang::FieldDecl *field : *own)
    copyPart(field->getType(), module.getTypes().getFieldName(field));
  setKind(location, record, target);
}

void FunctionLowering::callConstructor(const clang::Expr *at, const clang::CXXConstructorDecl *constructor,
                                       Value target, Value source) {
  FuncOp callee = module.getCallee(constructor, at);
  if (!callee || callee.getNumArguments() != 2)
    return callee ? report(Obstacle::Constructor, at->getSourceRange(), "this copy") : expectReported();
  Location location = locate(at);
  Value operands[] = {target, source};
  for (auto [operand, type] : llvm::zip_equal(MutableArrayRef(operands), callee.getArgumentTypes()))
    if (operand.getType() != type)
      operand = builder.create<CastOp>(location, type, operand, /*implicit=*/true);
  builder.create<CallOp>(location, callee, operands);
}

void FunctionLowering::copyElements(const clang::Expr *at, clang::QualType element, Value source, Value target,
                                    Value count, bool isMove, bool isNew) {
  Location location = locate(at);
  const auto *record = element->getAsCXXRecordDecl();
  bool isPlain = !record || (record->hasTrivialCopyConstructor() && !isVector(element));
  if (isPlain && !element->isConstantArrayType())
    return copyPlain(location, source, target, count);
  makeCountedLoop(location, count, [&](Value index) {
    Value from = builder.create<ElementOp>(location, source, index);
    Value to = builder.create<ElementOp>(location, target, index);
    if (isVector(element) && !isMove && !isNew) // an element that is there already keeps its memory
      assignVector(at, element, from, to, /*isMove=*/false);
    else
      copyInto(at, element, from, to, isMove);
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// emplace_back
//===------------------------------------------------------------------------------------------------------------===//

namespace {

/// `new (place) T(arguments)` in a function of the library, or in what that calls.
struct PlacementNew {
  const clang::CXXNewExpr *expr = nullptr;
  const clang::FunctionDecl *function = nullptr;
};

class PlacementNewFinder {
public:
  explicit PlacementNewFinder(clang::QualType type) : type(type) {}
  PlacementNew find(const clang::FunctionDecl *function);

private:
  PlacementNew find(const clang::Stmt *statement, const clang::FunctionDecl *function);

  clang::QualType type;
  llvm::SmallPtrSet<const clang::FunctionDecl *, 16> visited;
};

} // namespace

PlacementNew PlacementNewFinder::find(const clang::Stmt *statement, const clang::FunctionDecl *function) {
  if (!statement)
    return {};
  if (auto *made = dyn_cast<clang::CXXNewExpr>(statement);
      made && made->getNumPlacementArgs() == 1 &&
      made->getAllocatedType().getCanonicalType().getUnqualifiedType() == type.getCanonicalType().getUnqualifiedType())
    return {made, function};
  const clang::FunctionDecl *called = nullptr;
  if (auto *call = dyn_cast<clang::CallExpr>(statement))
    called = call->getDirectCallee();
  else if (auto *construction = dyn_cast<clang::CXXConstructExpr>(statement))
    called = construction->getConstructor();
  if (called)
    if (PlacementNew found = find(called); found.expr)
      return found;
  for (const clang::Stmt *inner : statement->children())
    if (PlacementNew found = find(inner, function); found.expr)
      return found;
  return {};
}

/// Looks through the functions of the library that `function` is, or calls.
PlacementNew PlacementNewFinder::find(const clang::FunctionDecl *function) {
  const clang::FunctionDecl *definition = nullptr;
  clang::SourceManager &sources = function->getASTContext().getSourceManager();
  bool isLibrary = sources.isInSystemHeader(sources.getFileLoc(function->getLocation()));
  if (!isLibrary || !function->hasBody(definition) || !visited.insert(definition).second || visited.size() > 2000)
    return {};
  if (auto *constructor = dyn_cast<clang::CXXConstructorDecl>(definition))
    for (const clang::CXXCtorInitializer *initializer : constructor->inits())
      if (PlacementNew found = find(initializer->getInit(), definition); found.expr)
        return found;
  return find(definition->getBody(), definition);
}

/// The object that the library would construct from the arguments of this call, as a temporary.
Value FunctionLowering::constructInPlace(const clang::CallExpr *call, clang::QualType type,
                                         ArrayRef<const clang::Expr *> arguments) {
  PlacementNew made = PlacementNewFinder(type).find(call->getDirectCallee());
  unsigned first = made.function ? made.function->getNumParams() - arguments.size() : 0;
  if (!made.expr || !made.expr->getInitializer() || made.function->getNumParams() < arguments.size()) {
    report(Obstacle::Constructor, call->getSourceRange(), "what this call constructs");
    return {};
  }
  for (auto [index, argument] : llvm::enumerate(arguments)) {
    const clang::ParmVarDecl *parameter = made.function->getParamDecl(first + index);
    if (const clang::FunctionDecl *known = refersToFunction(parameter->getType()) ? findFunction(argument) : nullptr) {
      functions[parameter] = known; // handed on by its name
      continue;
    }
    places[parameter] = lowerReferred(argument, "argument");
  }
  Value object = makeTemporary(locate(call), module.getTypes().lower(type), "item");
  if (isVector(type))
    setZero(locate(call), object);
  lowerInto(made.expr->getInitializer(), object);
  return object;
}
