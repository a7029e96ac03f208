// Literal text: a global whose name is the text in quotation marks, and which is the address of its first character.
#ifndef PULLBACK_IR_TEXT_H
#define PULLBACK_IR_TEXT_H

#include "IR/Pullback.h"

#include "llvm/ADT/StringExtras.h"

namespace pullback {

/// Whether anything in `op` depends on what a text says.
bool asksTexts(mlir::Operation *op);

/// The attribute with the characters themselves, without what makes a literal of them.
inline constexpr llvm::StringLiteral kCharacters = "pb.characters";

inline bool isText(GlobalOp global) { return global.getName().starts_with("\""); }

// Strings are records with a number in them, which stands for what they say. Those of the caller have no members that
// generated code sees; a pb.field of one in front of pb-number-texts is the number as well, behind it one of these
// names:
//
//   kind["number"]        ->   kind["== \"call\""], a bool      printed   kind == "call"
//   "no " + kind["..."]   ->   kind["itself"]                             "no " + kind

/// The record of the program's own strings.
inline constexpr llvm::StringLiteral kTextRecord = "text";
/// The field of a text that tells it from others.
inline constexpr llvm::StringLiteral kTextNumber = "number";
/// The caller's text itself, and a pointer to its first character.
inline constexpr llvm::StringLiteral kTextItself = "itself", kTextPointer = "c_str";

/// Whether objects of the type are strings: of the program's own, or of the caller's.
inline bool isStringRecord(mlir::Type type) {
  auto record = llvm::dyn_cast<RecordType>(type);
  return record && (record.getName() == kTextRecord || record.getName() == "std::string" ||
                    record.getName() == "std::string_view");
}

/// Whether the field is asked of a text of the caller's, as `== "call"`.
inline bool isTextComparison(llvm::StringRef field) {
  return !field.empty() && llvm::is_contained("=!<>", field.front());
}

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
/// The name of what prints to a stream of the caller's, the first argument.
inline constexpr llvm::StringLiteral kOwnStream = "stream";

} // namespace pullback

#endif // PULLBACK_IR_TEXT_H
