// What is printed and thrown, and calls of members of the caller's objects: text and numbers put together as the items
// of the function say (IR/Text.h).
#include "Emit/Lowering.h"

#include "IR/Text.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

/// `std::ostringstream() << "s " << s`, as text. What is written to a temporary object is known as one of its base
/// class.
static Expr *printStreamed(Code &code, ArrayRef<Expr *> parts) {
  SmallVector<Expr *> items{code.call(kStreamItem, {})};
  llvm::append_range(items, parts);
  Expr *stream = code.make(Expr::Stream, "", items);
  Expr *whole = code.call(("static_cast<const " + kStreamItem + "&>").str(), {stream});
  return code.make(Expr::Method, "str", {whole});
}

/// One argument of what is thrown: a number, a literal, or text that is put together.
static Expr *printThrown(Code &code, ArrayRef<StringRef> items, ArrayRef<Expr *> parts) {
  if (items.front() == kStreamItem)
    return printStreamed(code, parts.drop_front());
  if (items.front() != kStringItem)
    return parts.front();
  Expr *text = nullptr;
  for (auto [item, part] : llvm::zip_equal(items.drop_front(), parts.drop_front())) {
    Expr *own = part;
    if (item.empty())
      own = code.call("std::to_string", {part});
    else if (!text)
      own = code.call("std::string", {part});
    text = text ? code.binary("+", text, own) : own;
  }
  return text;
}

/// What stands for each of the items: an argument, or the text itself.
SmallVector<Expr *> Lowering::partsOf(ArrayRef<StringRef> items, ArrayRef<Expr *> arguments) {
  SmallVector<Expr *> parts;
  for (StringRef item : items) {
    bool isArgument = item.empty() || item == kTextItem || item == kNumberItem;
    parts.push_back(isArgument ? arguments.front() : code.makeText(item));
    arguments = arguments.drop_front(isArgument ? 1 : 0);
  }
  return parts;
}

/// The arguments that the items are put together to, between which kNextItem stands.
SmallVector<Expr *> Lowering::composed(ArrayRef<StringRef> items, ArrayRef<Expr *> arguments) {
  SmallVector<Expr *> parts = partsOf(items, arguments), whole;
  for (size_t begin = 0; begin < items.size();) {
    size_t end = llvm::find(items.drop_front(begin), kNextItem) - items.begin();
    whole.push_back(printThrown(code, items.slice(begin, end - begin), ArrayRef(parts).slice(begin, end - begin)));
    begin = end + 1;
  }
  return whole;
}

/// `rng()`, `table[k]`, `*given`, `static_cast<bool>(given)` or `log.line("s", s)`: a member of an object of the
/// caller's.
Expr *Lowering::memberCall(FuncOp member, ArrayAttr items, ArrayRef<Expr *> arguments) {
  StringRef name = member.getCxxName();
  bool asConst = member->hasAttr("pb.as_const");
  SmallVector<Expr *> all{asConst ? code.call("std::as_const", {arguments.front()}) : arguments.front()};
  all.append(composed(SmallVector<StringRef>(items.getAsValueRange<StringAttr>()), arguments.drop_front()));
  return name == "()"                       ? code.make(Expr::Apply, "", all)
         : name == "[]"                     ? code.make(Expr::Index, "", all)
         : name == "*"                      ? code.make(Expr::Deref, "", all)
         : name.starts_with("static_cast<") ? code.call(name, all)
                                            : code.make(Expr::Method, name, all);
}

/// `std::cerr << "s " << s`, `throw E(std::string("s ") + std::to_string(s))` or `std::printf("s %g", s)`.
Expr *Lowering::printing(StringRef name, ArrayAttr items, ArrayRef<Expr *> arguments) {
  SmallVector<StringRef> texts(items.getAsValueRange<StringAttr>());
  if (name.starts_with("throw "))
    return code.call(name, composed(texts, arguments));
  bool isComposed = llvm::is_contained(texts, kNextItem) || llvm::is_contained(texts, kStreamItem) ||
                    llvm::is_contained(texts, kStringItem);
  SmallVector<Expr *> parts = isComposed ? composed(texts, arguments) : partsOf(texts, arguments);
  if (code.isC())
    name.consume_front("std::");
  if (name == "errno")
    return code.binary("=", code.makeText(name), parts.front());
  if (!llvm::is_contained({"std::cout", "std::cerr", "std::clog", kOwnStream.data()}, name))
    return code.call(name, parts);
  if (name != kOwnStream) // which is an object of the caller's, in front of the others
    parts.insert(parts.begin(), code.makeText(name));
  return code.make(Expr::Stream, "", parts);
}
