// Text that is printed on the way: calls that have no derivative, with numbers as their arguments.
//
//   std::printf("s = %g\n", s);              ->   a call of the external function `std::printf("s = %g\n", $)` of s
//   std::cerr << "s " << s << std::endl;     ->   the same of `std::cerr << "s " << $ << std::endl`
//   errno = EDOM;                            ->   the same of `errno = EDOM`
//
// The items of the text are an attribute of the function; an empty one stands for the next argument, kTextItem for one
// that is text: a pointer, an array of characters that a reference is bound to, a std::string. Not handled, refused:
// values that are neither text nor numbers, files and most string streams.
#include "Frontend/FunctionLowering.h"

#include "IR/Text.h"

#include "clang/Lex/Lexer.h"

using namespace mlir;
using namespace pullback;

static const clang::VarDecl *getGlobal(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasGlobalStorage() ? variable : nullptr;
}

/// The text of an item that is no number: a literal, std::endl, std::setprecision(6); "" if it is none.
std::string FunctionLowering::printItem(const clang::Expr *expr) {
  const clang::Expr *inner = expr->IgnoreParenImpCasts();
  if (auto *literal = dyn_cast<clang::StringLiteral>(inner))
    return quoteText(literal);
  if (auto *character = dyn_cast<clang::CharacterLiteral>(inner);
      character && character->getType()->isSpecificBuiltinType(clang::BuiltinType::Char_S)) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    clang::CharacterLiteral::print(character->getValue(), character->getKind(), stream);
    return text;
  }
  if (auto *use = dyn_cast<clang::DeclRefExpr>(inner)) {
    static const StringRef known[] = {"endl",  "flush",     "fixed",   "scientific", "defaultfloat", "left",
                                      "right", "boolalpha", "showpos", "noshowpos",  "stdout",       "stderr"};
    const auto *named = dyn_cast<clang::NamedDecl>(use->getDecl());
    bool isKnown = named->getIdentifier() && llvm::is_contained(known, named->getName());
    return !isKnown ? "" : named->isInStdNamespace() ? ("std::" + named->getName()).str() : named->getName().str();
  }
  if (auto *call = dyn_cast<clang::CallExpr>(inner->IgnoreImplicit()); call && call->getNumArgs() == 1) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    clang::Expr::EvalResult value;
    bool isKnown = callee && callee->isInStdNamespace() && callee->getIdentifier() &&
                   (callee->getName() == "setprecision" || callee->getName() == "setw");
    if (isKnown && call->getArg(0)->EvaluateAsInt(value, ast))
      return ("std::" + callee->getName() + "(" + llvm::toString(value.Val.getInt(), 10) + ")").str();
  }
  return "";
}

/// Calls the external function that prints these items. `items` are literal texts, and "" for each of the operands.
void FunctionLowering::emitPrinting(const clang::Expr *at, StringRef name, ArrayRef<std::string> items,
                                    ArrayRef<Value> operands) {
  if (llvm::is_contained(operands, Value()))
    return expectReported();
  FuncOp target = module.getPrinting(name, items, ValueRange(operands).getTypes());
  builder.create<CallOp>(locate(at), target, operands);
}

bool FunctionLowering::lowerPrintCall(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  static const StringRef known[] = {"printf", "fprintf", "puts", "fflush", "putchar"};
  if (!callee || !callee->isExternC() || !callee->getIdentifier() || !llvm::is_contained(known, callee->getName()) ||
      !ast.getSourceManager().isInSystemHeader(callee->getLocation()))
    return false;
  SmallVector<std::string> items;
  SmallVector<Value> operands;
  for (const clang::Expr *argument : call->arguments()) {
    std::string text = printItem(argument);
    bool isNumber = text.empty() && argument->getType()->isArithmeticType();
    bool isText = text.empty() && isTextPointer(argument->getType());
    bool isFile = text.empty() && argument->getType()->isPointerType() && findOpaque(argument->getType());
    if (text.empty() && !isNumber && !isText && !isFile) {
      report(Obstacle::String, argument->getSourceRange(), "what is printed here");
      return true;
    }
    items.push_back(isText ? kTextItem.str() : text);
    if (isNumber || isText || isFile)
      operands.push_back(isText ? lowerTextPointer(argument) : lowerValue(argument));
  }
  emitPrinting(call, ("std::" + callee->getName()).str(), items, operands);
  return true;
}

/// `stream << a << b`, and the stream that it begins with; null if that is none of the library's own.
bool FunctionLowering::lowerStreamCall(const clang::CallExpr *call) {
  SmallVector<const clang::Expr *> parts;
  const clang::Expr *left = call;
  while (auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(left->IgnoreParenImpCasts())) {
    if (operation->getOperator() != clang::OO_LessLess || operation->getNumArgs() != 2)
      return false;
    parts.push_back(operation->getArg(1));
    left = operation->getArg(0);
  }
  const auto *record = left->getType()->getAsCXXRecordDecl();
  bool isStream =
      record && record->isInStdNamespace() && record->getIdentifier() && record->getName() == "basic_ostream";
  const clang::VarDecl *stream = getGlobal(left);
  MessageText *message = findMessage(left);
  left = skipUpcasts(left);
  bool isOwn = !message && findOpaque(left->getType());
  if (parts.empty() || !isStream || (!message && !isOwn && !(stream && stream->isInStdNamespace())))
    return false;
  if (message && builder.getInsertionBlock() != message->block) {
    report(Obstacle::String, call->getSourceRange(), "what is printed here");
    return true;
  }
  std::string name = isOwn || !stream ? kOwnStream.str() : ("std::" + stream->getName()).str();
  SmallVector<std::string> items;
  SmallVector<Value> operands;
  if (isOwn) {
    items.emplace_back();
    operands.push_back(lowerPlace(left));
  }
  bool isComposed =
      !message && llvm::any_of(parts, [&](const clang::Expr *part) { return findWritten(part) != nullptr; });
  for (const clang::Expr *part : llvm::reverse(parts)) {
    if (isComposed && !items.empty())
      items.push_back(kNextItem.str());
    if (MessageText *whole = isComposed ? findWritten(part) : nullptr) {
      items.push_back((whole->isStream ? kStreamItem : kStringItem).str());
      llvm::append_range(items, whole->items);
      operands.append(whole->operands);
      continue;
    }
    std::string text = printItem(part);
    const clang::Expr *inner = part->IgnoreImplicit();
    bool isNumber = text.empty() && inner->getType()->isArithmeticType();
    bool isArray = inner->getType()->isConstantArrayType(); // a literal that a reference is bound to
    bool isString = text.empty() && isStdString(inner->getType()) && part->isLValue() && !findMessage(inner);
    bool isText = isString || (text.empty() && isTextPointer(isArray ? part->getType() : inner->getType()));
    if (text.empty() && !isNumber && !isText) {
      report(Obstacle::String, part->getSourceRange(), "what is printed here");
      return true;
    }
    if (!message && text.empty() && items.size() > (isOwn ? 1 : 0) &&
        part->HasSideEffects(ast)) { // after what is in front of it
      emitPrinting(call, name, ArrayRef(items).drop_back(isComposed ? 1 : 0), operands);
      items.resize(isOwn ? 1 : 0);
      operands.resize(isOwn ? 1 : 0);
      if (isComposed && isOwn)
        items.push_back(kNextItem.str());
    }
    items.push_back(isText ? kTextItem.str() : text);
    if (isString)
      operands.push_back(lowerTextPointer(inner));
    else if (isNumber || isText)
      operands.push_back(part->isGLValue() ? load(locate(part), lowerPlace(part)) : lowerValue(part));
  }
  if (message) {
    llvm::append_range(message->items, items);
    llvm::append_range(message->operands, operands);
    return true;
  }
  emitPrinting(call, name, items, operands);
  return true;
}

/// True for an assignment to errno, which others read. What mathematical functions leave in it is not known here.
bool FunctionLowering::lowerErrno(const clang::Expr *expr) {
  auto *assignment = dyn_cast<clang::BinaryOperator>(expr);
  if (!assignment || assignment->getOpcode() != clang::BO_Assign)
    return false;
  auto *target = dyn_cast<clang::UnaryOperator>(assignment->getLHS()->IgnoreParens());
  auto *call = target && target->getOpcode() == clang::UO_Deref
                   ? dyn_cast<clang::CallExpr>(target->getSubExpr()->IgnoreParenImpCasts())
                   : nullptr;
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !callee->getIdentifier() || callee->getName() != "__errno_location")
    return false;
  clang::SourceLocation begin = assignment->getRHS()->getBeginLoc();
  std::string name; // EDOM
  if (begin.isMacroID())
    name = clang::Lexer::getImmediateMacroName(begin, ast.getSourceManager(), ast.getLangOpts()).str();
  bool isNamed =
      isa<clang::IntegerLiteral>(assignment->getRHS()->IgnoreParenImpCasts()) && StringRef(name).starts_with("E");
  SmallVector<Value> operands;
  if (!isNamed) {
    name.clear();
    operands.push_back(lowerValue(assignment->getRHS()));
  }
  emitPrinting(expr, "errno", name, operands);
  return true;
}
