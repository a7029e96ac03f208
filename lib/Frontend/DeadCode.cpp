// if (false) ..., while (false) ..., true ? (void)0 : ...: the forms in which macros for debugging leave checks out.
#include "Frontend/DeadCode.h"

#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace pullback;

std::optional<bool> pullback::getConstantCondition(const Expr *condition, const ASTContext &ast) {
  bool value = false;
  if (!condition || condition->isValueDependent() || condition->HasSideEffects(ast) ||
      !condition->EvaluateAsBooleanCondition(value, ast))
    return std::nullopt;
  return value;
}

bool pullback::isOnlyEnteredInFront(const Stmt *statement) {
  return !statement || (!isa<LabelStmt, SwitchCase>(statement) &&
                        llvm::all_of(statement->children(), [](auto *part) { return isOnlyEnteredInFront(part); }));
}
