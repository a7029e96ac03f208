// Literal text: a global whose name is the text in quotation marks, and which is the address of its first character.
#ifndef PULLBACK_IR_TEXT_H
#define PULLBACK_IR_TEXT_H

#include "IR/Pullback.h"

namespace pullback {

inline bool isText(GlobalOp global) { return global.getName().starts_with("\""); }

} // namespace pullback

#endif // PULLBACK_IR_TEXT_H
