// Literal text: a global whose name is the text in quotation marks, and which is the address of its first character.
#ifndef PULLBACK_IR_TEXT_H
#define PULLBACK_IR_TEXT_H

#include "IR/Pullback.h"

namespace pullback {

inline bool isText(GlobalOp global) { return global.getName().starts_with("\""); }

// Of the items that are printed or thrown, "" stands for the next argument, a number, and others are what is printed.

/// Stands for the next argument, which points to text.
inline constexpr llvm::StringLiteral kTextItem = "$text";
/// Stands for the next argument, an argument of what constructs the object that is thrown.
inline constexpr llvm::StringLiteral kNumberItem = "$number";
/// Behind the items of one such argument, in front of those of the next.
inline constexpr llvm::StringLiteral kNextItem = "$next";
/// In front of the items of one that is a std::string.
inline constexpr llvm::StringLiteral kStringItem = "std::string";
/// In front of what is written to a stream, whose content is thrown.
inline constexpr llvm::StringLiteral kStreamItem = "std::ostringstream";

} // namespace pullback

#endif // PULLBACK_IR_TEXT_H
