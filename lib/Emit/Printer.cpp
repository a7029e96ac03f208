// The text of expressions and statements. Parentheses stand where the precedence of C++ and C needs them, to keep the
// order of evaluation of a + (b + c), and where gcc or clang would warn: around && in ||, operands of bit operators and
// shifts, comparisons in comparisons.
#include "Emit/Printer.h"

#include "Emit/Types.h"
#include "IR/Text.h"

using namespace pullback;
using namespace pullback::emit;
using llvm::StringRef;

//===------------------------------------------------------------------------------------------------------------===//
// Expressions
//===------------------------------------------------------------------------------------------------------------===//

namespace {
enum Precedence {
  Lowest = 0,
  Ternary = 3,
  Or = 4,
  And = 5,
  BitOr = 6,
  BitXor = 7,
  BitAnd = 8,
  Equality = 9,
  Order = 10,
  Shift = 11,
  Sum = 12,
  Product = 13,
  Prefix = 14,
  Postfix = 15,
  Primary = 16
};
} // namespace

static Precedence getPrecedence(StringRef op) {
  return llvm::StringSwitch<Precedence>(op)
      .Cases("*", "/", "%", Product)
      .Cases("+", "-", Sum)
      .Cases("<<", ">>", Shift)
      .Cases("<", "<=", ">", ">=", Order)
      .Cases("==", "!=", Equality)
      .Case("&", BitAnd)
      .Case("^", BitXor)
      .Case("|", BitOr)
      .Case("&&", And)
      .Case("||", Or)
      .Default(Lowest);
}

static Precedence getPrecedence(const Expr *expr) {
  switch (expr->kind) {
  case Expr::Binary: return getPrecedence(expr->text);
  case Expr::Stream: return Shift;
  case Expr::Conditional: return Ternary;
  case Expr::Unary:
  case Expr::CCast:
  case Expr::Deref:
  case Expr::AddressOf: return Prefix;
  case Expr::Postfix:
  case Expr::Call:
  case Expr::Method:
  case Expr::Index:
  case Expr::Apply:
  case Expr::Member: return Postfix;
  default: return Primary;
  }
}

static void print(const Expr *expr, int least, llvm::raw_ostream &out);

static void printList(llvm::ArrayRef<Expr *> list, llvm::raw_ostream &out) {
  out << "(";
  llvm::interleaveComma(list, out, [&](const Expr *item) { print(item, Lowest, out); });
  out << ")";
}

static bool isBitwise(Precedence precedence) {
  return precedence == BitAnd || precedence == BitOr || precedence == BitXor || precedence == Shift;
}

static void printBinary(const Expr *expr, llvm::raw_ostream &out) {
  Precedence own = getPrecedence(expr->text);
  int left = own, right = own + 1;
  if (isBitwise(own)) {
    bool chain = own != Shift && expr->operands[0]->kind == Expr::Binary && expr->operands[0]->text == expr->text;
    left = chain ? own : Prefix;
    right = Prefix;
  } else if (own == Equality || own == Order) {
    left = right = Shift + 1;
  } else if (own == Or) {
    bool chain = expr->operands[0]->kind == Expr::Binary && expr->operands[0]->text == "||";
    left = chain ? Or : And + 1;
    right = And + 1;
  }
  print(expr->operands[0], left, out);
  out << " " << expr->text << " ";
  print(expr->operands[1], right, out);
}

static void printUnary(StringRef op, const Expr *operand, llvm::raw_ostream &out) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  print(operand, Prefix, stream);
  bool collides = !text.empty() && text.front() == op.back() && (op == "-" || op == "&");
  out << op << (collides ? "(" : "") << text << (collides ? ")" : "");
}

static void printMember(const Expr *expr, llvm::raw_ostream &out) {
  const Expr *base = expr->operands[0];
  bool arrow = base->kind == Expr::Deref;
  print(arrow ? base->operands[0] : base, Postfix, out);
  out << (arrow ? "->" : ".") << expr->text;
}

static void print(const Expr *expr, int least, llvm::raw_ostream &out) {
  bool parenthesised = getPrecedence(expr) < least;
  out << (parenthesised ? "(" : "");
  switch (expr->kind) {
  case Expr::Name: out << expr->variable->name; break;
  case Expr::Text: out << (expr->bare ? expr->bareText : expr->text); break;
  case Expr::Unary: printUnary(expr->text, expr->operands[0], out); break;
  case Expr::Deref: printUnary("*", expr->operands[0], out); break;
  case Expr::AddressOf: printUnary("&", expr->operands[0], out); break;
  case Expr::Binary: printBinary(expr, out); break;
  case Expr::Conditional:
    print(expr->operands[0], Ternary + 1, out);
    out << " ? ";
    print(expr->operands[1], Ternary + 1, out);
    out << " : ";
    print(expr->operands[2], Ternary, out);
    break;
  case Expr::Call:
    out << expr->text;
    printList(expr->operands, out);
    break;
  case Expr::Method:
    printMember(expr, out);
    printList(llvm::ArrayRef<Expr *>(expr->operands).drop_front(), out);
    break;
  case Expr::Index:
    print(expr->operands[0], Postfix, out);
    out << "[";
    print(expr->operands[1], Lowest, out);
    out << "]";
    break;
  case Expr::Stream:
    llvm::interleave(expr->operands, out, [&](const Expr *item) { print(item, Prefix, out); }, " << ");
    break;
  case Expr::Apply:
    print(expr->operands[0], Postfix, out);
    printList(llvm::ArrayRef<Expr *>(expr->operands).drop_front(), out);
    break;
  case Expr::Member: printMember(expr, out); break;
  case Expr::Postfix:
    print(expr->operands[0], Postfix, out);
    out << expr->text;
    break;
  case Expr::CCast:
    out << "(" << expr->text << ")";
    print(expr->operands[0], Prefix, out);
    break;
  case Expr::Cast:
    out << "static_cast<" << expr->text << ">";
    printList(expr->operands, out);
    break;
  }
  out << (parenthesised ? ")" : "");
}

std::string pullback::emit::printExpr(const Expr *expr) {
  std::string text;
  llvm::raw_string_ostream out(text);
  print(expr, Lowest, out);
  return text;
}

//===------------------------------------------------------------------------------------------------------------===//
// Statements
//===------------------------------------------------------------------------------------------------------------===//

namespace {
class StmtPrinter {
public:
  StmtPrinter(OutputLanguage language, llvm::raw_ostream &out) : language(language), out(out) {}
  void print(const Block &block);

private:
  void print(const Stmt *stmt);
  void printComment(const Stmt *stmt);
  void printBranch(const Stmt *stmt);
  void printBody(const Block &block, bool braces, const Stmt *commented);
  void printDeclaration(const Stmt *stmt);
  void printAllocation(const Stmt *stmt);
  void printAllocationInC(const Stmt *stmt);

  OutputLanguage language;
  llvm::raw_ostream &out;
  llvm::ArrayRef<unsigned> lastLines;
};
} // namespace

void pullback::emit::printBody(const Code &code, llvm::raw_ostream &out) {
  StmtPrinter(code.language, out).print(code.body);
}

void StmtPrinter::print(const Block &block) {
  for (const Stmt *stmt : block)
    print(stmt);
}

/// Ends the line. A statement of the same line of the primal as the one before it has no comment of its own.
void StmtPrinter::printComment(const Stmt *stmt) {
  llvm::ArrayRef<unsigned> lines = stmt->lines;
  if (!stmt->note.empty()) {
    out << " // " << stmt->note;
  } else if (!lines.empty() && lines != lastLines) {
    out << " // ";
    llvm::interleaveComma(lines, out);
  }
  out << "\n";
  lastLines = lines;
}

/// Without braces: a single short statement, or a loop around one.
static bool isSimple(const Block &block) {
  if (block.size() != 1)
    return false;
  const Stmt *only = block[0];
  if (only->kind == Stmt::If)
    return only->orElse.empty();
  return only->kind == Stmt::Assign || only->kind == Stmt::Evaluate || only->kind == Stmt::Break ||
         only->kind == Stmt::Return || only->kind == Stmt::For;
}

void StmtPrinter::printBody(const Block &block, bool braces, const Stmt *commented) {
  out << (braces ? " {" : "");
  printComment(commented);
  print(block);
  if (braces)
    out << "}\n";
}

void StmtPrinter::printBranch(const Stmt *stmt) {
  bool braces = !isSimple(stmt->body) || (!stmt->orElse.empty() && stmt->body[0]->kind == Stmt::If);
  for (const Stmt *arm = stmt; !arm->orElse.empty(); arm = arm->orElse[0]) {
    bool chains = arm->orElse.size() == 1 && arm->orElse[0]->kind == Stmt::If;
    const Block &next = chains ? arm->orElse[0]->body : arm->orElse;
    braces |= !isSimple(next) || next[0]->kind == Stmt::If || next[0]->kind == Stmt::For;
    if (!chains)
      break;
  }
  if (!stmt->orElse.empty() && stmt->body[0]->kind == Stmt::For)
    braces = true;
  for (const Stmt *arm = stmt;; arm = arm->orElse[0]) {
    out << "if (" << printExpr(arm->value) << ")";
    printBody(arm->body, braces, arm);
    if (arm->orElse.empty())
      break;
    out << "else ";
    if (arm->orElse.size() == 1 && arm->orElse[0]->kind == Stmt::If)
      continue;
    out << (braces ? "{\n" : "\n");
    print(arm->orElse);
    out << (braces ? "}\n" : "");
    break;
  }
}

void StmtPrinter::printDeclaration(const Stmt *stmt) {
  const Variable *variable = stmt->variable;
  if (variable->kind == Variable::Reference)
    out << declareReference(variable->type, variable->name, stmt->isConst, variable->spelling);
  else
    out << declare(variable->type, variable->name, language, stmt->isConst, variable->spelling);
  bool isC = language == OutputLanguage::C;
  if (stmt->value && isC && stmt->value->kind == Expr::Text && StringRef(stmt->value->text).ends_with("){0}"))
    out << " = {0}";
  else if (stmt->value)
    out << " = " << printExpr(stmt->value);
  else if (isC && (stmt->text == "{}" || mlir::isa<StackType, SavedType>(variable->type)))
    out << " = {0}";
  else if (stmt->text == "{}")
    out << " = {}";
  out << ";";
}

/// The text of the statement is the function that gives the memory; "" for memory that the target is.
void StmtPrinter::printAllocationInC(const Stmt *stmt) {
  const Variable *variable = stmt->variable;
  std::string count = printExpr(stmt->value), name = variable->name;
  if (variable->kind == Variable::Vector) {
    out << declare(StackType::get(variable->type), name, language) << " = {0};\n"
        << name << ".data = pullback_resize(" << name << ".data, &" << name << ".size, " << count << ", &" << name
        << ".capacity, sizeof *" << name << ".data);";
    return printComment(stmt);
  }
  std::string target = stmt->target ? printExpr(stmt->target) : "";
  out << declare(variable->type, name, language, /*isConst=*/true) << " = ";
  if (stmt->text.empty())
    out << target << ";";
  else
    out << stmt->text << "(" << target << (target.empty() ? "" : ", ") << count << ", sizeof *" << name << ");";
  printComment(stmt);
}

void StmtPrinter::printAllocation(const Stmt *stmt) {
  if (language == OutputLanguage::C)
    return printAllocationInC(stmt);
  const Variable *variable = stmt->variable;
  std::string count = printExpr(stmt->value);
  if (variable->kind == Variable::Vector) {
    out << "std::vector<" << spellElement(variable->type) << "> " << variable->name
        << (count == "0" ? "" : "(" + count + ")") << ";";
    printComment(stmt);
    return;
  }
  if (stmt->target && stmt->text.empty()) {
    out << declare(variable->type, variable->name, language, /*isConst=*/true) << " = " << printExpr(stmt->target)
        << ";";
    return printComment(stmt);
  }
  if (stmt->target) {
    bool takes = stmt->text == "takeArray";
    mlir::Type type = takes ? mlir::cast<PtrType>(variable->type).getPointee() : variable->type;
    out << declare(variable->type, variable->name, language, /*isConst=*/true) << " = " << stmt->text << "<"
        << spellType(type, language) << ">(" << printExpr(stmt->target) << (takes ? ", " + count : "") << ");";
    printComment(stmt);
    return;
  }
  mlir::Type innermost = mlir::cast<PtrType>(variable->type).getPointee();
  std::string extents; // of the elements, where these are arrays
  for (; auto array = mlir::dyn_cast<pullback::ArrayType>(innermost); innermost = array.getElement())
    extents += "[" + std::to_string(array.getExtent()) + "]";
  std::string element = spellType(innermost, language);
  out << "const std::unique_ptr<" << element << "[]" << extents << "> " << variable->memoryName << "(new " << element
      << "[" << count << "]" << extents << stmt->text << ");\n";
  out << declare(variable->type, variable->name, language, /*isConst=*/true) << " = " << variable->memoryName
      << ".get();";
  printComment(stmt);
}

static void printAssignment(const Stmt *stmt, llvm::raw_ostream &out) {
  std::string target = printExpr(stmt->target), value = printExpr(stmt->value);
  if (stmt->target->kind == Expr::Conditional) // `c ? x : y = v` would assign to y alone
    target = "(" + target + ")";
  bool isStep = value == "1" && (stmt->text == "+=" || stmt->text == "-=") && stmt->target->kind == Expr::Name &&
                !mlir::isa<mlir::FloatType>(stmt->target->variable->type);
  if (isStep)
    out << (stmt->text == "+=" ? "++" : "--") << target;
  else
    out << target << " " << stmt->text << " " << value;
}

void StmtPrinter::print(const Stmt *stmt) {
  switch (stmt->kind) {
  case Stmt::Assign:
    printAssignment(stmt, out);
    out << ";";
    return printComment(stmt);
  case Stmt::Declare: printDeclaration(stmt); return printComment(stmt);
  case Stmt::Allocate: return printAllocation(stmt);
  case Stmt::Evaluate: out << printExpr(stmt->value) << ";"; return printComment(stmt);
  case Stmt::If: return printBranch(stmt);
  case Stmt::For:
    out << "for (" << declare(stmt->variable->type, stmt->variable->name, language, false, stmt->variable->spelling)
        << " = " << printExpr(stmt->target) << "; " << printExpr(stmt->value) << "; ";
    printAssignment(stmt->step, out);
    out << ")";
    printBody(stmt->body, !isSimple(stmt->body), stmt);
    return;
  case Stmt::While:
    out << "while (" << (stmt->value ? printExpr(stmt->value) : "true") << ")";
    printBody(stmt->body, !isSimple(stmt->body), stmt);
    return;
  case Stmt::DoWhile:
    out << "do";
    printBody(stmt->body, true, stmt);
    out << "while (" << printExpr(stmt->value) << ");\n";
    return;
  case Stmt::Break: out << "break;\n"; return;
  case Stmt::Return: out << "return " << printExpr(stmt->value) << ";"; return printComment(stmt);
  }
}
