#include "Frontend/StorageHints.h"

#include "Frontend/Report.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace pullback;

namespace {

/// The variables of functions by the place of their names, and those that are used other than by reading them.
class VariableCollector : public RecursiveASTVisitor<VariableCollector> {
public:
  bool VisitVarDecl(VarDecl *variable) {
    variables[variable->getLocation()].push_back(variable);
    return true;
  }
  bool TraverseImplicitCastExpr(ImplicitCastExpr *cast) {
    return cast->getCastKind() == CK_LValueToRValue ? traverseRead(cast->getSubExpr()->IgnoreParens())
                                                    : RecursiveASTVisitor::TraverseImplicitCastExpr(cast);
  }
  bool VisitDeclRefExpr(DeclRefExpr *reference) {
    changed.insert(reference->getDecl());
    return true;
  }

  llvm::DenseMap<SourceLocation, llvm::SmallVector<const VarDecl *, 1>> variables;
  llvm::DenseSet<const ValueDecl *> changed;

private:
  /// What is only read: `x`, `(c ? x : y)`.
  bool traverseRead(Expr *place) {
    if (isa<DeclRefExpr>(place))
      return true;
    auto *choice = dyn_cast<ConditionalOperator>(place);
    return choice ? TraverseStmt(choice->getCond()) && traverseRead(choice->getTrueExpr()->IgnoreParens()) &&
                        traverseRead(choice->getFalseExpr()->IgnoreParens())
                  : TraverseStmt(place);
  }
};

} // namespace

StorageHints::StorageHints(const Annotations &annotations, llvm::ArrayRef<const FunctionDecl *> functions,
                           DiagnosticsEngine &diagnostics) {
  VariableCollector collector;
  for (const FunctionDecl *function : functions)
    collector.TraverseStmt(function->getBody());
  for (const Annotation &annotation : annotations) {
    bool isStore = annotation.kind == AnnotationKind::Store;
    bool isReached = llvm::any_of(functions, [&](auto *function) { return isWithin(annotation, function); });
    if ((!isStore && annotation.kind != AnnotationKind::Recompute) || !isReached)
      continue;
    auto isFine = [&](const NamedDecl *declaration) {
      auto found = declaration ? collector.variables.find(declaration->getLocation()) : collector.variables.end();
      return found != collector.variables.end() && llvm::all_of(found->second, [&](const VarDecl *variable) {
               return variable->isLocalVarDecl() && !variable->isStaticLocal() && variable->getInit() &&
                      variable->getType()->isRealFloatingType() &&
                      (variable->getType().isConstQualified() || !collector.changed.contains(variable));
             });
    };
    if (isFine(annotation.declaration) && llvm::all_of(annotation.others, isFine)) {
      hints[annotation.declaration->getLocation()] = isStore ? "store" : "recompute";
      for (const NamedDecl *other : annotation.others)
        hints[other->getLocation()] = isStore ? "store" : "recompute";
      continue;
    }
    failed = true;
    reportError(diagnostics, annotation.range,
                llvm::Twine(isStore ? "PULLBACK_STORE" : "PULLBACK_RECOMPUTE") +
                    " stands before no local floating-point variable that keeps its first value [storage-hint]");
    reportNote(diagnostics, annotation.range,
               "give the value that is meant a variable of its own, and declare it const");
  }
}

std::optional<std::string> StorageHints::find(const VarDecl *variable) const {
  auto found = hints.find(variable->getLocation());
  return found == hints.end() ? std::nullopt : std::optional(found->second);
}
