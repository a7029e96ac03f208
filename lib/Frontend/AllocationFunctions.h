// Functions of the user's that give memory from malloc or calloc and end the program where there is none.
#ifndef PULLBACK_FRONTEND_ALLOCATIONFUNCTIONS_H
#define PULLBACK_FRONTEND_ALLOCATIONFUNCTIONS_H

#include "clang/AST/Expr.h"

#include <optional>

namespace pullback {

/// A call that gives memory of `count` times `size` bytes, or of `size` bytes where there is no `count`.
struct Allocation {
  const clang::Expr *count = nullptr, *size = nullptr;
  bool isCleared = false;
};

/// Of malloc, calloc, or a function that does nothing else.
std::optional<Allocation> findAllocation(const clang::CallExpr *call, const clang::ASTContext &ast, unsigned depth = 0);

} // namespace pullback

#endif // PULLBACK_FRONTEND_ALLOCATIONFUNCTIONS_H
