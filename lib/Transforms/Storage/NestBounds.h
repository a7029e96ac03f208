// Bounds of the loops around a saved value: how many iterations there are, and the number of one.
#ifndef PULLBACK_TRANSFORMS_STORAGE_NESTBOUNDS_H
#define PULLBACK_TRANSFORMS_STORAGE_NESTBOUNDS_H

#include "Transforms/Storage/Triangles.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

namespace pullback {

/// True if the value dominates `place`, of which it is defined outside.
bool isKnownBefore(mlir::Value value, mlir::Operation *place);
/// True for integers that follow from what is known before `place`.
bool isComputable(mlir::Value value, mlir::Operation *place);
/// Such an integer, where the builder stands.
mlir::Value compute(mlir::Value value, mlir::OpBuilder &builder);
/// As isComputable, for what the condition compares.
bool isConditionKnown(mlir::scf::IfOp branch, mlir::Operation *place);

/// True if the number may be a negative one in disguise, where the program does not come to its use: n - 1 without
/// sign.
bool mayBeDisguised(mlir::Value value);
/// True if a subtraction is in the expression.
bool isDifference(mlir::Value value);

/// A bound as a value known before `place`, or its least or greatest value there: that of `i + c` for the counter i of
/// a loop around. Without a builder: whether there is one.
std::optional<mlir::Value> getExtreme(mlir::Value bound, bool greatest, mlir::Operation *place,
                                      mlir::OpBuilder *builder);
/// True if the bound is computed from the counters of the loops around and from what is known before all of them.
bool isBoundOfNest(mlir::Value bound, llvm::ArrayRef<mlir::Operation *> around, mlir::Operation *place);
/// What `build` makes of the bounds of `loop` in front of `place`, a number of iterations; zero where a branch around
/// the loop is not taken, and what is computed with sign is not computed then. The branches are all that stand in the
/// block of `place`, but the conditions of some may not be known there: it is not sure then that the number makes
/// sense.
mlir::Value buildGuarded(ForOp loop, mlir::Operation *place, mlir::OpBuilder &builder, bool &isSure,
                         llvm::function_ref<mlir::Value(mlir::OpBuilder &)> build);

/// How often the innermost of the loops runs: a product of trips, and a loop over those whose counters others depend
/// on.
mlir::Value buildCount(mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Operation *> loops, mlir::Operation *place,
                       mlir::IRMapping &counters, bool &isSure);

/// The counter of a loop, where an index is built.
using GetCounter = llvm::function_ref<mlir::Value(ForOp)>;
/// The number ((k1 * n2) + k2) * n3 + k3 of an iteration, for the trips k of the loops and their counts n.
mlir::Value buildIndex(mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Operation *> loops,
                       llvm::ArrayRef<mlir::Value> counts, GetCounter getCounter);
/// The same in a triangle, from where its row begins: that is computed in front of `row`, the inner loop.
mlir::Value buildIndexInTriangle(mlir::OpBuilder &builder, mlir::Operation *row, const Triangle &triangle,
                                 llvm::ArrayRef<mlir::Operation *> loops, llvm::ArrayRef<mlir::Value> counts,
                                 GetCounter getCounter);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_NESTBOUNDS_H
