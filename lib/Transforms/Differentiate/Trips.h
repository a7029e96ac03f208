// Trip counts of loops, and the loops that run through the same iterations backwards.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_TRIPS_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_TRIPS_H

#include "IR/Pullback.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace pullback {

/// The branch that is the body of `while (c) { ... }`: the last operation of a pb.loop whose other side changes
/// nothing, after a condition part that writes no memory. Null for loops of another shape.
mlir::scf::IfOp getWhileBody(LoopOp loop);

/// Makes the branch that is a loop's body yield whether to go on, where the loop repeats the branch's condition
/// instead: the shape in which loops are printed.
void restoreWhileLoops(FuncOp function);

/// Gives every loop whose trip count is not known before it runs one more carried value, its last: the number of
/// iterations (for a while loop, of those in which the condition was true), a std::size_t.
void addTripCounters(FuncOp function);

/// The comparison that holds as long as the loop runs, wherever that is asked: `i != n` with a start beyond n, where
/// the loop is never reached, is none.
Predicate getOrderPredicate(ForOp loop);

/// A constant, or what constants are computed with, as the type has it: SIZE_MAX is no -1, and `-INT_MAX - 1` is the
/// least int. As a signed number of more bits than differences and products of any such need.
std::optional<llvm::APInt> getKnownNumber(mlir::Value value, unsigned depth = 0);

/// True if the counter grows.
bool isUpward(ForOp loop);
/// True if the counter may have the value of the bound in the body.
bool isInclusive(ForOp loop);

/// The number of trips that the bounds of `loop` give, as std::size_t, from its bounds at the place of `builder`.
mlir::Value buildTripCount(mlir::OpBuilder &builder, ForOp loop, mlir::Value lower, mlir::Value upper);

/// number - origin, as std::size_t.
mlir::Value buildDistance(mlir::OpBuilder &builder, mlir::Value number, int64_t origin);

/// The zero-based trip in which the induction variable has the value `counter`, as std::size_t.
mlir::Value buildTripIndex(mlir::OpBuilder &builder, ForOp loop, mlir::Value lower, mlir::Value counter);

/// A loop over the iterations of `loop`, last first.
ForOp buildMirrorLoop(mlir::OpBuilder &builder, ForOp loop, mlir::Value lower, mlir::Value upper,
                      mlir::ValueRange inits);

/// In the body of that mirror: the value that the induction variable of `loop` has.
mlir::Value buildMirroredCounter(mlir::OpBuilder &builder, ForOp loop, ForOp mirror, mlir::Value lower);

/// The value that the induction variable of `loop` has in the zero-based trip.
mlir::Value buildCounter(mlir::OpBuilder &builder, ForOp loop, mlir::Value lower, mlir::Value trip);

/// The mirrored counter where the mirror counts trips down to 1 (`for (k = trips; k > 0; --k)`).
mlir::Value buildCounterFromTrip(mlir::OpBuilder &builder, ForOp loop, ForOp mirror, mlir::Value lower);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_TRIPS_H
