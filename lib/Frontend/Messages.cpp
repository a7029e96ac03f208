// Messages that are put together, and thrown.
//
//   std::ostringstream message;              ->   nothing
//   message << name << " is " << x;          ->   nothing; the items and the values that they have are kept
//   throw std::domain_error(message.str());  ->   a call of the external function "throw std::domain_error" with them
//
//   std::string text = "no row " + std::to_string(i);  ->   the same, if it is thrown alone
//   std::cerr << message.str() << text;                ->   printed with them
//
// All of it has to be written in the block that declares the stream or the string, so that it is known what the message
// is wherever it is thrown or printed. Streams that are used for anything else are refused as classes of the library
// that are not supported; for other strings see Strings.cpp.
#include "Frontend/FunctionLowering.h"

#include "IR/Text.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

namespace {

/// Whether a stream or a string is used other than by writing to it and by throwing or printing what was written.
class MessageUses : public clang::RecursiveASTVisitor<MessageUses> {
public:
  explicit MessageUses(const clang::VarDecl *variable) : variable(variable) {}

  bool TraverseCXXOperatorCallExpr(clang::CXXOperatorCallExpr *call) {
    bool isWriting = call->getOperator() == clang::OO_LessLess || call->getOperator() == clang::OO_PlusEqual;
    bool isWritten = isWriting && isMessage(call->getArg(0));
    bool isPrinted = call->getOperator() == clang::OO_LessLess && isWhole(call->getArg(1));
    return isWritten   ? TraverseStmt(call->getArg(1))
           : isPrinted ? TraverseStmt(call->getArg(0))
                       : RecursiveASTVisitor::TraverseCXXOperatorCallExpr(call);
  }
  bool TraverseCXXMemberCallExpr(clang::CXXMemberCallExpr *call) {
    return (isInThrow && isText(call)) || RecursiveASTVisitor::TraverseCXXMemberCallExpr(call);
  }
  bool TraverseCXXThrowExpr(clang::CXXThrowExpr *expr) {
    bool outer = std::exchange(isInThrow, true);
    bool goesOn = RecursiveASTVisitor::TraverseCXXThrowExpr(expr);
    isInThrow = outer;
    return goesOn;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr *use) {
    hasOthers |= use->getDecl() == variable && !(isInThrow && TypeLowering::isString(variable->getType()));
    return true;
  }

  bool hasOthers = false;

private:
  bool isMessage(const clang::Expr *expr) const {
    auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
    return use && use->getDecl() == variable;
  }

  bool isText(const clang::CXXMemberCallExpr *call) const {
    const clang::CXXMethodDecl *method = call->getMethodDecl();
    return method && method->getIdentifier() && method->getName() == "str" && call->getNumArgs() == 0 &&
           isMessage(call->getImplicitObjectArgument());
  }
  /// All that was written, as it is printed.
  bool isWhole(const clang::Expr *expr) const {
    auto *call = dyn_cast<clang::CXXMemberCallExpr>(expr->IgnoreParenImpCasts()->IgnoreImplicit());
    return call ? isText(call) : TypeLowering::isString(variable->getType()) && isMessage(expr);
  }

  const clang::VarDecl *variable;
  bool isInThrow = false;
};

} // namespace

/// True for a stream or a string that holds a message: what is written to it is noted from here on.
bool FunctionLowering::lowerMessage(const clang::VarDecl *variable) {
  const auto *record = variable->getType()->getAsCXXRecordDecl();
  bool isInLibrary = record && record->isInStdNamespace() && record->getIdentifier();
  bool isStream =
      isInLibrary && (record->getName() == "basic_ostringstream" || record->getName() == "basic_stringstream");
  bool isText = isInLibrary && record->getName() == "basic_string";
  if (!(isStream || isText) || !variable->hasLocalStorage() || !declaration->getBody())
    return false;
  MessageUses uses(variable);
  uses.TraverseStmt(declaration->getBody());
  if (uses.hasOthers)
    return false;
  MessageText message{builder.getInsertionBlock(), {}, {}, isStream};
  auto *made = dyn_cast_or_null<clang::CXXConstructExpr>(variable->getInit());
  bool isEmpty = made && llvm::all_of(made->arguments(),
                                      [](const clang::Expr *one) { return isa<clang::CXXDefaultArgExpr>(one); });
  if (isText && isEmpty)
    message.items.push_back("\"\"");
  else if (!isEmpty &&
           !(isText && variable->getInit() && collectText(variable->getInit(), message.items, message.operands)))
    return false;
  messages[variable] = std::move(message);
  return true;
}

MessageText *FunctionLowering::findMessage(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto found = use ? messages.find(use->getDecl()) : messages.end();
  return found == messages.end() ? nullptr : &found->second;
}

/// `text += "x"`, of a string that is thrown.
bool FunctionLowering::lowerMessageCall(const clang::CallExpr *call) {
  auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call);
  MessageText *message = operation ? findMessage(operation->getArg(0)) : nullptr;
  if (!message || message->isStream || operation->getOperator() != clang::OO_PlusEqual)
    return false;
  if (builder.getInsertionBlock() != message->block ||
      !collectText(operation->getArg(1), message->items, message->operands))
    report(Obstacle::String, call->getSourceRange(), "what is added to the text here");
  return true;
}

/// The message that `message.str()` is, or a string that is one; null for other text.
MessageText *FunctionLowering::findWritten(const clang::Expr *expr) {
  auto *call = dyn_cast<clang::CXXMemberCallExpr>(expr->IgnoreParenImpCasts()->IgnoreImplicit());
  MessageText *message = findMessage(call ? call->getImplicitObjectArgument() : expr);
  return message && message->isStream == (call != nullptr) ? message : nullptr;
}

/// The items of `message.str()`, behind kStreamItem; false for any other text.
bool FunctionLowering::collectMessage(const clang::Expr *expr, SmallVectorImpl<std::string> &items,
                                      SmallVectorImpl<Value> &operands) {
  MessageText *message = findWritten(expr);
  if (!message || !message->isStream)
    return false;
  items.push_back(kStreamItem.str());
  llvm::append_range(items, message->items);
  operands.append(message->operands);
  return true;
}
