// std::string and std::string_view: objects without content, which are carried along and changed, but not looked at.
//
//   Contract c{100, "call"};  name += "x";   ->   an empty record
//   if (c.name == "call")                    ->   refused: what the text says would matter
//
// What a string is made from has to be literal text, numbers and other strings: a function of the user's may do more.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/ExprCXX.h"

using namespace mlir;
using namespace pullback;

/// True if computing the text does nothing that anybody sees.
static bool isPureText(const clang::Stmt *statement) {
  if (!statement)
    return true;
  auto *call = dyn_cast<clang::CallExpr>(statement);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (call && (!callee || !TypeLowering::isFromStandardLibrary(callee)))
    return false;
  if (isa<clang::CXXThrowExpr, clang::CXXNewExpr, clang::LambdaExpr>(statement))
    return false;
  if (auto *operation = dyn_cast<clang::BinaryOperator>(statement); operation && operation->isAssignmentOp())
    return false;
  if (auto *step = dyn_cast<clang::UnaryOperator>(statement); step && step->isIncrementDecrementOp())
    return false;
  return llvm::all_of(statement->children(), [](const clang::Stmt *inner) { return isPureText(inner); });
}

void FunctionLowering::lowerStringInto(const clang::Expr *expr) {
  if (!isPureText(expr))
    report(Obstacle::String, expr->getSourceRange(), "this text");
}

bool FunctionLowering::lowerStringCall(const clang::CallExpr *call, Value &result) {
  std::optional<MemberCall> member = getMemberCall(call);
  if (!member || !TypeLowering::isString(member->type))
    return false;
  static const StringRef changes[] = {"append", "assign", "push_back", "clear", "reserve", "resize", "pop_back"};
  clang::OverloadedOperatorKind kind = member->method->getOverloadedOperator();
  bool isChange = kind == clang::OO_Equal || kind == clang::OO_PlusEqual ||
                  (member->method->getIdentifier() && llvm::is_contained(changes, member->method->getName()));
  if (!isChange || !llvm::all_of(member->arguments, [](const clang::Expr *one) { return isPureText(one); })) {
    report(Obstacle::String, call->getSourceRange(), "what the text says here");
    return true;
  }
  result = lowerObject(member->object);
  return true;
}
