// Constants whose initial values are computed when the program starts, and come out the same whenever they are
// computed:
//
//   const double dx = 1.0 / n, inv_dx = 1.0 / dx;         ->   1.0 / (1.0 / n), where inv_dx is used
//   const Vec3 up = normalized(Vec3(1, 2, 3));            ->   a local of that value in each function that uses it
//   static const std::vector<double> w{1, 2};             ->   the same
//
// That takes an initializer that nothing can change: made of literals, such constants and functions whose bodies are
// visible and read nothing else. What depends on parameters, as a static local may, is not computed again.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace pullback;

namespace {

/// Looks for what makes an expression more than its text.
class StateUses : public clang::RecursiveASTVisitor<StateUses> {
public:
  explicit StateUses(const clang::VarDecl *variable) : ast(variable->getASTContext()), current(variable) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitDeclRefExpr(clang::DeclRefExpr *use) {
    auto *variable = dyn_cast<clang::VarDecl>(use->getDecl());
    if (variable && variable->hasGlobalStorage())
      isFound |= !isConstant(variable);
    else if (variable)
      isFound |= !entered.contains(dyn_cast_or_null<clang::Decl>(variable->getParentFunctionOrMethod()));
    else
      isFound |= !isa<clang::FunctionDecl, clang::EnumConstantDecl>(use->getDecl());
    return !isFound;
  }
  bool VisitMemberExpr(clang::MemberExpr *member) {
    if (auto *variable = dyn_cast<clang::VarDecl>(member->getMemberDecl()))
      isFound |= !isConstant(variable);
    return !isFound;
  }
  bool VisitCXXThisExpr(clang::CXXThisExpr *) {
    isFound |= entered.empty();
    return !isFound;
  }
  bool VisitCallExpr(clang::CallExpr *call) {
    clang::FunctionDecl *callee = call->getDirectCallee();
    auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(callee);
    if (method && TypeLowering::getVectorElement(ast.getRecordType(method->getParent())))
      return true; // what it does with its arguments is known
    isFound |= !callee || (method && method->isVirtual()) || !enter(callee);
    return !isFound;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *construction) {
    if (TypeLowering::getVectorElement(construction->getType()))
      return true; // of a list of values, or their number
    isFound |= !enter(construction->getConstructor());
    return !isFound;
  }
  bool VisitCXXInheritedCtorInitExpr(clang::CXXInheritedCtorInitExpr *) { return reject(); }
  // Memory, exceptions, closures and jumps have more to them.
  bool VisitCXXNewExpr(clang::CXXNewExpr *) { return reject(); }
  bool VisitCXXThrowExpr(clang::CXXThrowExpr *) { return reject(); }
  bool VisitLambdaExpr(clang::LambdaExpr *) { return reject(); }
  bool VisitAsmStmt(clang::AsmStmt *) { return reject(); }

  bool isFound = false;

private:
  bool reject() {
    isFound = true;
    return false;
  }
  bool isConstant(const clang::VarDecl *variable) {
    bool isConst = variable->getType().isConstQualified() && !variable->getTLSKind();
    const clang::VarDecl *definition = nullptr;
    const clang::Expr *initializer = isConst ? variable->getAnyInitializer(definition) : nullptr;
    if (!initializer || initializer->isValueDependent())
      return false;
    if (definition->hasConstantInitialization() || !read.insert(definition).second)
      return true;
    clang::SourceManager &sources = ast.getSourceManager();
    if (!sources.isBeforeInTranslationUnit(definition->getLocation(), current->getLocation()))
      return false; // it is 0 as yet
    llvm::SmallPtrSet<const clang::Decl *, 8> outer;
    const clang::VarDecl *reader = std::exchange(current, definition);
    std::swap(outer, entered);
    TraverseStmt(const_cast<clang::Expr *>(initializer));
    std::swap(outer, entered);
    current = reader;
    return !isFound;
  }
  /// A function of the library of C that takes and returns numbers, or one that is looked through.
  bool enter(clang::FunctionDecl *callee) {
    const clang::FunctionDecl *body = nullptr;
    if (callee->hasBody(body)) {
      if (entered.insert(body).second)
        TraverseDecl(const_cast<clang::FunctionDecl *>(body));
      return !isFound;
    }
    auto isNumber = [](clang::QualType type) { return type->isArithmeticType(); };
    bool takesNumbers =
        llvm::all_of(callee->parameters(), [&](auto *parameter) { return isNumber(parameter->getType()); });
    bool isTrivial = callee->isTrivial() || callee->isDefaulted();
    return isTrivial || (callee->getBuiltinID() != 0 && takesNumbers && isNumber(callee->getReturnType()));
  }

  clang::ASTContext &ast;
  const clang::VarDecl *current;
  llvm::SmallPtrSet<const clang::Decl *, 8> entered;
  llvm::SmallPtrSet<const clang::VarDecl *, 8> read;
};

} // namespace

/// True if all that happens where the object ends is that the memory of its vectors is given back.
static bool endsUnseen(clang::QualType type) {
  if (!type.isDestructedType())
    return true;
  if (std::optional<clang::QualType> element = TypeLowering::getVectorElement(type))
    return endsUnseen(*element);
  const auto *record = type->getAsCXXRecordDecl();
  const clang::CXXDestructorDecl *destructor = record ? record->getDestructor() : nullptr;
  return destructor && destructor->isDefaulted() && !TypeLowering::isFromStandardLibrary(record) &&
         llvm::all_of(record->bases(), [](auto &base) { return endsUnseen(base.getType()); }) &&
         llvm::all_of(record->fields(), [](auto *field) { return endsUnseen(field->getType()); });
}

bool FunctionLowering::isComputedConstant(const clang::VarDecl *variable) {
  bool isConst = ast.getBaseElementType(variable->getType()).isConstQualified() || isConstantStatic(variable);
  if (!variable->hasGlobalStorage() || !isConst || variable->getType()->isReferenceType() ||
      !endsUnseen(variable->getType()) || ast.getBaseElementType(variable->getType())->isPointerType())
    return false;
  StateUses uses(variable);
  uses.TraverseStmt(const_cast<clang::Expr *>(variable->getInit()));
  return !uses.isFound;
}

/// True if the text of an initializer names a variable or parameter of the function around it, or `this`.
static bool namesLocals(const clang::Stmt *statement) {
  auto *use = dyn_cast_or_null<clang::DeclRefExpr>(statement);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  if ((variable && variable->hasLocalStorage()) || isa_and_nonnull<clang::CXXThisExpr, clang::LambdaExpr>(statement))
    return true;
  return statement && llvm::any_of(statement->children(), namesLocals);
}

bool FunctionLowering::canBeMadeHere(const clang::VarDecl *variable) {
  const auto *record = ast.getBaseElementType(variable->getType())->getAsCXXRecordDecl();
  return variable->hasConstantInitialization() && !variable->getType().isDestructedType() &&
         !(record && TypeLowering::hasMutable(record)) && !namesLocals(variable->getInit());
}

Value FunctionLowering::makeComputedConstant(const clang::VarDecl *variable, Type type) {
  // Behind those that are there already; those that its initializer uses come in front of it.
  OpBuilder::InsertionGuard guard(builder);
  if (lastComputedConstant)
    builder.setInsertionPointAfter(lastComputedConstant);
  else
    builder.setInsertionPointToStart(&function.getBody().front());
  Value place =
      makeTemporary(nameLocation(variable->getName(), locate(variable->getLocation())), type, variable->getName());
  lowerInto(variable->getInit(), place);
  lastComputedConstant =
      builder.create<CastOp>(locate(variable->getLocation()), PtrType::get(type, true), place, /*implicit=*/true);
  return lastComputedConstant->getResult(0);
}
