// The stages of the compiler as MLIR passes.
#ifndef PULLBACK_TRANSFORMS_PASSES_H
#define PULLBACK_TRANSFORMS_PASSES_H

#include "IR/Pullback.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Pass/Pass.h"

namespace pullback {

#define GEN_PASS_DECL
#include "Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "Transforms/Passes.h.inc"

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_PASSES_H
