// A small tree of C++ or C for one function: built by Lowering, rewritten by Reshape and Declarations, named by Names
// and written as text by Printer. Everything in it belongs to one Code object.
#ifndef PULLBACK_EMIT_CODE_H
#define PULLBACK_EMIT_CODE_H

#include "IR/OutputLanguage.h"

#include "mlir/IR/Types.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <deque>
#include <string>

namespace pullback::emit {

struct Variable {
  enum Kind {
    Value,     // holds an SSA value
    Object,    // storage of its own: an array, a record, a scalar whose address is taken
    Reference, // bound once to an object; `type` is what it refers to
    Induction, // declared by its for statement
    Pointer,   // raw pointer to a buffer that a smart pointer beside it owns, or that C frees; declared with its buffer
    Vector,    // std::vector<type>, in C its parts; declared with its size
  };
  Kind kind = Value;
  mlir::Type type;
  std::string hint;                  // the name that it should have
  std::string name;                  // the name that it has; set by Names
  std::string spelling;              // of the innermost scalar type, where it is not the type's own
  bool ownsSeveral = false;          // arrays that a buffer goes on behind
  std::string memoryName;            // of the smart pointer that owns a Pointer's buffer; set by Names
  bool isParameter = false;          // declared by the signature
  bool isValarray = false;           // of a Vector
  bool isConst = false;              // of a Reference: to const
  bool startsUndefined = false;      // some path may read it before any assignment; it is declared with a value
  unsigned mentions = 0, writes = 0; // set by Declarations
};

struct Expr {
  enum Kind {
    Name,        // variable
    Text,        // a literal or a name in `text`
    Unary,       // text operand0
    Postfix,     // operand0 text
    Binary,      // operand0 text operand1
    Conditional, // operand0 ? operand1 : operand2
    Call,        // text(operands...)
    Method,      // operand0.text(operands 1...)
    Index,       // operand0[operand1]
    Apply,       // operand0(operands 1...)
    Stream,      // operand0 << operand1 << ...
    Member,      // operand0.text
    Deref,       // *operand0
    AddressOf,   // &operand0
    Cast,        // static_cast<text>(operand0)
    CCast,       // (text)operand0
  };
  Kind kind = Text;
  std::string text;
  std::string bareText;    // of a literal: a shorter text that may stand where its context gives the type; "" if none
  bool bare = false;       // bareText is what is printed
  bool onIntegers = false; // a comparison of integers or pointers, which has an exact opposite
  Variable *variable = nullptr;
  llvm::SmallVector<Expr *, 3> operands;

  bool isCast() const { return kind == Cast || kind == CCast; }
  bool isLiteral() const { return kind == Text && !bareText.empty(); }
  bool isName(const Variable *wanted) const { return kind == Name && variable == wanted; }
};

struct Stmt;
using Block = llvm::SmallVector<Stmt *, 4>;

struct Stmt {
  enum Kind {
    Assign,   // target text value, where text is "=", "+=", ...
    Declare,  // variable, with an initialiser if value is set; text is "{}" for a zeroed array or record
    Allocate, // variable is a Pointer or a Vector; value is the number of elements; text is "()" if zeroed;
              // with a target, that is work space, and text says how the array comes from it
    Evaluate, // value;
    If,       // if (value) body else orElse
    For,      // for (variable = target; value; step) body
    While,    // while (value) body; without a value: while (true)
    DoWhile,  // do body while (value)
    Break,
    Return, // return value;
  };
  Kind kind;
  Expr *target = nullptr;
  Expr *value = nullptr;
  std::string text;
  Variable *variable = nullptr;
  bool isConst = false;
  bool hasEffect = false; // of an Assign: computing the value does more than that
  Stmt *step = nullptr;
  Block body, orElse;
  llvm::SmallVector<unsigned, 2> lines; // of the primal, for the trailing comment
  std::string note;                     // a trailing comment in words
  std::string place;                    // of an adjoint in floating point: "energy.cpp:7"
};

/// Owns the nodes of one function.
class Code {
public:
  explicit Code(OutputLanguage language) : language(language) {}
  bool isC() const { return language == OutputLanguage::C; }

  Variable *makeVariable(Variable::Kind kind, mlir::Type type, llvm::StringRef hint);
  Expr *makeName(Variable *variable);
  Expr *makeText(llvm::StringRef text);
  Expr *make(Expr::Kind kind, llvm::StringRef text, llvm::ArrayRef<Expr *> operands);
  Stmt *make(Stmt::Kind kind);

  Expr *binary(llvm::StringRef op, Expr *left, Expr *right) { return make(Expr::Binary, op, {left, right}); }
  Expr *call(llvm::StringRef callee, llvm::ArrayRef<Expr *> operands) { return make(Expr::Call, callee, operands); }
  Expr *cast(llvm::StringRef type, Expr *operand) { return make(isC() ? Expr::CCast : Expr::Cast, type, {operand}); }
  /// `base.name`, or `pointer->name` if base is `*pointer`.
  Expr *member(Expr *base, llvm::StringRef name) { return make(Expr::Member, name, {base}); }
  Expr *dereference(Expr *pointer);
  Expr *addressOf(Expr *place);
  /// The opposite of a condition, by another operator where that is exact (never for < of floating-point numbers).
  Expr *negate(Expr *condition);
  Expr *copy(const Expr *expr);

  std::deque<Variable> &getVariables() { return variables; }

  const OutputLanguage language;
  Block body;

private:
  std::deque<Variable> variables;
  std::deque<Expr> exprs;
  std::deque<Stmt> stmts;
};

bool sameText(const Expr *left, const Expr *right);
void forEachVariable(const Expr *expr, llvm::function_ref<void(Variable *)> visit);
bool mentions(const Expr *expr, const Variable *variable);
/// The expressions of a statement itself, without those of the statements inside of it.
void forEachExpr(Stmt *stmt, llvm::function_ref<void(Expr *&)> visit);
/// All statements inside of a block, outer ones first.
void forEachStmt(Block &block, llvm::function_ref<void(Stmt *)> visit);
/// True for a statement behind which its block is never continued.
bool endsBlock(const Block &block);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_CODE_H
