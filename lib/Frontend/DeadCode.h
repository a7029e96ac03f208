// Statements that no run of the program reaches, which need no derivative and no bodies of what they call.
#ifndef PULLBACK_FRONTEND_DEADCODE_H
#define PULLBACK_FRONTEND_DEADCODE_H

#include "clang/AST/Expr.h"

#include <optional>

namespace pullback {

/// The value of a condition that is a constant and does nothing else.
std::optional<bool> getConstantCondition(const clang::Expr *condition, const clang::ASTContext &ast);

/// Whether `statement` cannot run where nothing runs into its beginning: no jump leads into it. None is null.
bool isOnlyEnteredInFront(const clang::Stmt *statement);

} // namespace pullback

#endif // PULLBACK_FRONTEND_DEADCODE_H
