// Writes the tree of a function as text. Layout is left to the formatter.
#ifndef PULLBACK_EMIT_PRINTER_H
#define PULLBACK_EMIT_PRINTER_H

#include "Emit/Code.h"
#include "llvm/Support/raw_ostream.h"

namespace pullback::emit {

std::string printExpr(const Expr *expr);
/// The body of the function, without its braces.
void printBody(const Code &code, llvm::raw_ostream &out);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_PRINTER_H
