// Messages that are written to a std::ostringstream, and thrown.
//
//   std::ostringstream message;              ->   nothing
//   message << name << " is " << x;          ->   nothing; the items and the values that they have are kept
//   throw std::domain_error(message.str());  ->   a call of the external function "throw std::domain_error" with them
//
// All of it has to be written in the block that declares the stream, so that it is known what the message is wherever
// it is thrown. Streams that are used for anything else are refused as classes of the library that are not supported.
#include "Frontend/FunctionLowering.h"

#include "IR/Text.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

namespace {

/// Whether a stream is used other than by writing to it and by throwing what was written.
class StreamUses : public clang::RecursiveASTVisitor<StreamUses> {
public:
  explicit StreamUses(const clang::VarDecl *variable) : variable(variable) {}

  bool TraverseCXXOperatorCallExpr(clang::CXXOperatorCallExpr *call) {
    bool isWritten = call->getOperator() == clang::OO_LessLess && isStream(call->getArg(0));
    return isWritten ? TraverseStmt(call->getArg(1)) : RecursiveASTVisitor::TraverseCXXOperatorCallExpr(call);
  }
  bool TraverseCXXMemberCallExpr(clang::CXXMemberCallExpr *call) {
    const clang::CXXMethodDecl *method = call->getMethodDecl();
    bool isThrown = isInThrow && method && method->getIdentifier() && method->getName() == "str" &&
                    call->getNumArgs() == 0 && isStream(call->getImplicitObjectArgument());
    return isThrown || RecursiveASTVisitor::TraverseCXXMemberCallExpr(call);
  }
  bool TraverseCXXThrowExpr(clang::CXXThrowExpr *expr) {
    bool outer = std::exchange(isInThrow, true);
    bool goesOn = RecursiveASTVisitor::TraverseCXXThrowExpr(expr);
    isInThrow = outer;
    return goesOn;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr *use) {
    hasOthers |= use->getDecl() == variable;
    return true;
  }

  bool hasOthers = false;

private:
  bool isStream(const clang::Expr *expr) const {
    auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
    return use && use->getDecl() == variable;
  }

  const clang::VarDecl *variable;
  bool isInThrow = false;
};

} // namespace

/// True for a stream that holds a message: what is written to it is noted from here on.
bool FunctionLowering::lowerMessageStream(const clang::VarDecl *variable) {
  const auto *record = variable->getType()->getAsCXXRecordDecl();
  bool isStream = record && record->isInStdNamespace() && record->getIdentifier() &&
                  (record->getName() == "basic_ostringstream" || record->getName() == "basic_stringstream");
  if (!isStream || !variable->hasLocalStorage() || !declaration->getBody())
    return false;
  auto *made = dyn_cast_or_null<clang::CXXConstructExpr>(variable->getInit());
  bool isEmpty = made && llvm::all_of(made->arguments(),
                                      [](const clang::Expr *one) { return isa<clang::CXXDefaultArgExpr>(one); });
  StreamUses uses(variable);
  uses.TraverseStmt(declaration->getBody());
  if (!isEmpty || uses.hasOthers)
    return false;
  messages[variable] = {builder.getInsertionBlock(), {}, {}};
  return true;
}

FunctionLowering::MessageStream *FunctionLowering::findMessage(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto found = use ? messages.find(use->getDecl()) : messages.end();
  return found == messages.end() ? nullptr : &found->second;
}

/// The items of `message.str()`, behind kStreamItem; false for any other text.
bool FunctionLowering::collectMessage(const clang::Expr *expr, SmallVectorImpl<std::string> &items,
                                      SmallVectorImpl<Value> &operands) {
  auto *call = dyn_cast<clang::CXXMemberCallExpr>(expr->IgnoreParenImpCasts()->IgnoreImplicit());
  MessageStream *message = call ? findMessage(call->getImplicitObjectArgument()) : nullptr;
  if (!message)
    return false;
  items.push_back(kStreamItem.str());
  llvm::append_range(items, message->items);
  operands.append(message->operands);
  return true;
}
