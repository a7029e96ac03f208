// Local variables.
//
//   const double y = x[i] + 2;   ->   %p = pb.local "y" : !pb.ptr<f64>;  %y = arith.addf ...;  pb.store %y, %p
//   double &r = a[i];            ->   r is the place of a[i] from here on
//
// Not handled, refused: static and thread-local variables that can change.
#include "Frontend/FunctionLowering.h"

#include "IR/StorageHints.h"

using namespace mlir;
using namespace pullback;

void FunctionLowering::lowerDeclarations(const clang::DeclStmt *statement) {
  for (const clang::Decl *one : statement->decls())
    if (auto *variable = dyn_cast<clang::VarDecl>(one))
      lowerVariable(variable);
}

/// Numbers, pointers to them, and arrays and classes of them: what the library hides is accessed in other ways.
bool FunctionLowering::canBeInactive(clang::QualType type) {
  type = ast.getBaseElementType(type.getNonReferenceType());
  if (type->isPointerType())
    return canBeInactive(type->getPointeeType());
  const auto *record = type->getAsCXXRecordDecl();
  return !type->isAnyComplexType() && !(record && (TypeLowering::isFromStandardLibrary(record) || record->isLambda()));
}

/// `auto k = a + b;` of valarrays: the library adds where k is read, and not before.
static bool isResultOfValarrays(const clang::VarDecl *variable) {
  const auto *record = variable->getType().getNonReferenceType()->getAsCXXRecordDecl();
  bool isInLibrary = variable->getDeclContext()->getEnclosingNamespaceContext()->isStdNamespace();
  return record && record->isInStdNamespace() &&
         llvm::is_contained({"__result", "mask_array", "indirect_array"}, record->getName()) && !isInLibrary;
}

void FunctionLowering::lowerVariable(const clang::VarDecl *variable) {
  std::string subject = "the variable '" + variable->getNameAsString() + "'";
  bool isConst = ast.getBaseElementType(variable->getType()).isConstQualified();
  if (variable->isStaticLocal() && !isConst && !isConstantStatic(variable)) {
    report(Obstacle::StaticLocal, variable->getSourceRange(), subject, variable->getName());
    places[variable] = Value();
    return;
  }
  bool isKeptPointer = variable->getType()->isPointerType() && variable->hasConstantInitialization() &&
                       isConstantStatic(variable); // as well set in every call
  if ((variable->isStaticLocal() && !isKeptPointer) || variable->hasExternalStorage())
    return; // what its uses say; see Globals.cpp
  if (variable->getTLSKind() != clang::VarDecl::TLS_None)
    return report(Obstacle::ThreadLocal, variable->getSourceRange(), subject, variable->getName());
  if (module.isInactive(variable) && !canBeInactive(variable->getType()))
    return report(Obstacle::InactiveVariable, variable->getSourceRange(), subject);
  if (isResultOfValarrays(variable))
    return report(Obstacle::LazyResult, variable->getSourceRange(), subject, variable->getName());
  if (lowerMessage(variable))
    return;
  if (isStdFunction(variable->getType()) && lowerFunctionVariable(variable))
    return;
  if (refersToFunction(variable->getType()) && lowerFunctionPointer(variable))
    return;
  if (variable->getType()->isReferenceType()) {
    lowerReference(variable);
    return bindStructure(variable);
  }
  if (const clang::VariableArrayType *array = ast.getAsVariableArrayType(variable->getType()))
    return lowerVariableArray(variable, array);
  if (TypeLowering::isScopeGuard(variable->getType()))
    return lowerGuard(variable);
  Value place = places.lookup(variable); // a switch declares its variables in front
  if (!place)
    place = declareLocal(variable);
  if (place) {
    initializeVariable(variable, place);
    bindStructure(variable);
  } else if (variable->getInit()) {
    lowerNumbersIn(variable->getInit()); // for their obstacles
  }
}

/// A structured binding of a tuple refers to what get<I>() yields; others are fields and elements.
void FunctionLowering::bindStructure(const clang::VarDecl *variable) {
  if (auto *structure = dyn_cast<clang::DecompositionDecl>(variable))
    for (const clang::BindingDecl *binding : structure->bindings())
      if (const clang::VarDecl *held = binding->getHoldingVar())
        lowerVariable(held);
}

Value FunctionLowering::declareLocal(const clang::VarDecl *variable) {
  std::string subject = isa<clang::DecompositionDecl>(variable) ? "a structured binding"
                                                                : "the variable '" + variable->getNameAsString() + "'";
  Type type = lowerType(variable->getType(), variable->getSourceRange(), subject);
  if (!type)
    return {};
  Location location = nameLocation(variable->getName(), locate(variable->getLocation()));
  Value place = makeTemporary(location, type, variable->getName());
  places[variable] = place;
  if (module.isInactive(variable))
    inactivePlaces.insert(place);
  return place;
}

void FunctionLowering::initializeVariable(const clang::VarDecl *variable, Value place) {
  if (!variable->getInit() || !place)
    return;
  if (!isScalar(cast<PtrType>(place.getType()).getPointee()))
    return lowerInto(variable->getInit(), place);
  Value value = lowerValueAs(variable->getInit(), cast<PtrType>(place.getType()).getPointee());
  nameValue(value, variable->getName());
  if (std::optional<std::string> hint = module.getStorageHint(variable); hint && value)
    value = hintStorage(builder, value, *hint);
  store(nameLocation(variable->getName(), locate(variable->getLocation())), value, place);
}

void FunctionLowering::lowerReference(const clang::VarDecl *variable) {
  const clang::Expr *initializer = variable->getInit();
  if (auto *cleanups = dyn_cast<clang::ExprWithCleanups>(initializer))
    initializer = cleanups->getSubExpr();
  Value place = lowerReferred(initializer, variable->getName());
  if (PtrType type = module.getTypes().lowerPointerTo(variable->getType().getNonReferenceType()))
    places[variable] = place ? addConst(locate(initializer), place, type) : Value();
  else
    module.reportType(variable->getSourceRange(), "the reference '" + variable->getNameAsString() + "'");
}

void FunctionLowering::lowerNumbersIn(const clang::Expr *expr) {
  if (isa<clang::LambdaExpr>(expr))
    return;
  if (expr->getType()->isRealType() && module.getTypes().lower(expr->getType()))
    return lowerEffects(expr);
  for (const clang::Stmt *part : expr->children())
    if (auto *inner = dyn_cast_or_null<clang::Expr>(part))
      lowerNumbersIn(inner);
}

Value FunctionLowering::makeTemporary(Location location, Type type, StringRef name) {
  refuseOpaque(type, name.empty() ? "an object that is made here" : "the object '" + name.str() + "'");
  return builder.create<LocalOp>(location, PtrType::get(type), name);
}
