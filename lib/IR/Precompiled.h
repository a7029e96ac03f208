// Headers that nearly every file of the compiler includes; compiled once.
#ifndef PULLBACK_IR_PRECOMPILED_H
#define PULLBACK_IR_PRECOMPILED_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"

#endif // PULLBACK_IR_PRECOMPILED_H
