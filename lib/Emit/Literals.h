// Literals that give back every bit.
#ifndef PULLBACK_EMIT_LITERALS_H
#define PULLBACK_EMIT_LITERALS_H

#include "Emit/Code.h"
#include "IR/Pullback.h"

namespace pullback::emit {

/// The constant's text in its own type: `0.5`, `1e-3F`, `2.0L`, `-1`, `4UL`; bareText is what may stand beside an
/// operand of its type or where it is converted to its type: `2` for 2.0 and 4UL. The user's spelling is kept where its
/// type is the value's.
Expr *makeLiteral(Code &code, ConstantOp constant);
Expr *makeFloatLiteral(Code &code, const llvm::APFloat &value, mlir::Type type);
Expr *makeIntLiteral(Code &code, const llvm::APInt &value, IntType type);
/// Prints the shorter text of a literal, with or without a sign in front; leaves other expressions alone.
void makeBare(Expr *literal);
/// The zero of any scalar type: `0.0`, `nullptr`, `false`.
Expr *makeZero(Code &code, mlir::Type type);

/// The shortest decimal digits that read back as the same value, in the form of a C++ literal without suffix.
std::string shortestDigits(const llvm::APFloat &value);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_LITERALS_H
