// Reads functions as this one, whose calls are then what the call of malloc in them is:
//
//   void *xmalloc(size_t size, const char *file, int line) {
//     void *p = malloc(size);
//     if (p == NULL) { fprintf(stderr, "%s:%d: out of memory\n", file, line); exit(1); }
//     return p;
//   }
//
// What runs without memory is left out: generated code ends the program there as well. Any statement that is none of
// these makes it a function as others are.
#include "Frontend/AllocationFunctions.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"

using namespace llvm; // casts
using namespace pullback;

namespace {

class AllocationFunction {
public:
  AllocationFunction(const clang::FunctionDecl *function, const clang::ASTContext &ast, unsigned depth)
      : function(function), ast(ast), depth(depth) {}

  /// In terms of the parameters.
  std::optional<Allocation> read() {
    auto *body = dyn_cast_or_null<clang::CompoundStmt>(function->getBody());
    if (!body || !function->getReturnType()->isVoidPointerType() || isa<clang::CXXMethodDecl>(function))
      return std::nullopt;
    for (const clang::Stmt *statement : body->body())
      if (isReturned || !readStatement(statement))
        return std::nullopt;
    return isReturned ? made : std::nullopt;
  }

private:
  bool readStatement(const clang::Stmt *statement) {
    if (isa<clang::NullStmt>(statement))
      return true;
    if (auto *declaration = dyn_cast<clang::DeclStmt>(statement))
      return readVariable(declaration);
    if (auto *branch = dyn_cast<clang::IfStmt>(statement))
      return !branch->getInit() && !branch->getConditionVariable() && !branch->getElse() &&
             isWithoutMemory(branch->getCond());
    if (auto *returned = dyn_cast<clang::ReturnStmt>(statement)) {
      const clang::Expr *value = returned->getRetValue();
      isReturned = value && ((made && isMemory(value)) || (!made && take(value)));
      return isReturned;
    }
    auto *expression = dyn_cast<clang::Expr>(statement);
    return expression && (takeAssigned(expression) || isClearing(expression) || !expression->HasSideEffects(ast));
  }

  bool readVariable(const clang::DeclStmt *declaration) {
    auto *variable = declaration->isSingleDecl() ? dyn_cast<clang::VarDecl>(declaration->getSingleDecl()) : nullptr;
    if (!variable || memory || !variable->isLocalVarDecl() || !variable->hasLocalStorage() ||
        !variable->getType()->isVoidPointerType() || variable->getType().isVolatileQualified())
      return false;
    memory = variable;
    const clang::Expr *initial = variable->getInit();
    return !initial || isNull(initial) || take(initial);
  }

  static const clang::Expr *strip(const clang::Expr *expression) { return expression->IgnoreParenCasts(); }

  bool isMemory(const clang::Expr *expression) const {
    auto *reference = dyn_cast<clang::DeclRefExpr>(strip(expression));
    return memory && reference && reference->getDecl() == memory;
  }
  bool isNull(const clang::Expr *expression) const {
    return expression->isNullPointerConstant(const_cast<clang::ASTContext &>(ast),
                                             clang::Expr::NPC_ValueDependentIsNotNull) != clang::Expr::NPCK_NotNull;
  }
  const clang::ParmVarDecl *getParameter(const clang::Expr *expression) const {
    auto *reference = dyn_cast<clang::DeclRefExpr>(strip(expression));
    return reference ? dyn_cast<clang::ParmVarDecl>(reference->getDecl()) : nullptr;
  }

  /// `malloc(size)`, `calloc(n, size)`, `malloc(n * size)`.
  bool take(const clang::Expr *expression) {
    auto *call = dyn_cast<clang::CallExpr>(strip(expression));
    std::optional<Allocation> found = call && !made ? findAllocation(call, ast, depth) : std::nullopt;
    if (!found)
      return false;
    if (auto *product = dyn_cast<clang::BinaryOperator>(strip(found->size));
        product && !found->count && product->getOpcode() == clang::BO_Mul) {
      found->count = product->getLHS();
      found->size = product->getRHS();
    }
    if (!getParameter(found->size) || (found->count && !getParameter(found->count)))
      return false;
    made = found;
    return true;
  }

  bool takeAssigned(const clang::Expr *expression) {
    auto *assignment = dyn_cast<clang::BinaryOperator>(expression->IgnoreParens());
    return assignment && assignment->getOpcode() == clang::BO_Assign && isMemory(assignment->getLHS()) &&
           take(assignment->getRHS());
  }

  /// `!p`, `p == NULL`, `(p = malloc(size)) == NULL`.
  bool isWithoutMemory(const clang::Expr *condition) {
    auto isTested = [&](const clang::Expr *tested) {
      return (made && isMemory(tested)) || takeAssigned(strip(tested));
    };
    condition = strip(condition);
    if (auto *negation = dyn_cast<clang::UnaryOperator>(condition))
      return negation->getOpcode() == clang::UO_LNot && isTested(negation->getSubExpr());
    auto *comparison = dyn_cast<clang::BinaryOperator>(condition);
    if (!comparison || comparison->getOpcode() != clang::BO_EQ)
      return false;
    return isNull(comparison->getRHS())   ? isTested(comparison->getLHS())
           : isNull(comparison->getLHS()) ? isTested(comparison->getRHS())
                                          : false;
  }

  /// `memset(p, 0, size)`.
  bool isClearing(const clang::Expr *expression) {
    auto *call = dyn_cast<clang::CallExpr>(strip(expression));
    const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
    if (!callee || !callee->getIdentifier() || callee->getName() != "memset" || call->getNumArgs() != 3 || !made ||
        made->count || !isMemory(call->getArg(0)) || getParameter(call->getArg(2)) != getParameter(made->size))
      return false;
    clang::Expr::EvalResult filled;
    made->isCleared = call->getArg(1)->EvaluateAsInt(filled, ast) && filled.Val.getInt().isZero();
    return made->isCleared;
  }

  const clang::FunctionDecl *function;
  const clang::ASTContext &ast;
  unsigned depth;
  const clang::VarDecl *memory = nullptr;
  std::optional<Allocation> made;
  bool isReturned = false;
};

} // namespace

static constexpr unsigned maxCalls = 8; // functions may call each other

std::optional<Allocation> pullback::findAllocation(const clang::CallExpr *call, const clang::ASTContext &ast,
                                                   unsigned depth) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  if (!callee || !callee->getIdentifier())
    return std::nullopt;
  if (callee->isExternC() || callee->isInStdNamespace()) {
    if (callee->getName() == "malloc" && call->getNumArgs() == 1)
      return Allocation{nullptr, call->getArg(0), false};
    if (callee->getName() == "calloc" && call->getNumArgs() == 2)
      return Allocation{call->getArg(0), call->getArg(1), true};
  }
  const clang::FunctionDecl *definition = nullptr;
  if (depth > maxCalls || !callee->hasBody(definition) || callee->isVariadic())
    return std::nullopt;
  for (const clang::Expr *argument : call->arguments())
    if (argument->HasSideEffects(ast))
      return std::nullopt;
  std::optional<Allocation> found = AllocationFunction(definition, ast, depth + 1).read();
  if (!found)
    return std::nullopt;
  auto pass = [&](const clang::Expr *&part) {
    if (auto *used = part ? dyn_cast<clang::DeclRefExpr>(part->IgnoreParenCasts()) : nullptr)
      part = call->getArg(cast<clang::ParmVarDecl>(used->getDecl())->getFunctionScopeIndex());
  };
  pass(found->count);
  pass(found->size);
  return found;
}
