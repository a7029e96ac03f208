// Places of pointers in classes that lead back to themselves. In the class, such a pointer is one to a name of the
// class (TypeLowering::getWhole); what takes the place casts it. Here the cast follows what is done with the place,
// until it is one of the pointer that is read or written:
//
//   %place = pb.field %node["next"]                           %place = pb.field %node["next"]
//   %cast = pb.cast %place : ptr<ptr<name of Node>> to ...    %load = pb.load %place : ptr<name of Node>
//   %next = pb.load %cast                                ->   %next = pb.cast %load : ptr<name of Node> to ptr<Node>
#include "IR/Pullback.h"

#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace pullback;

/// The place under another name for what it holds, a pointer or an array; null if it has the one name.
static Value findNamedPlace(Value place) {
  auto cast = place.getDefiningOp<CastOp>();
  auto own = cast ? dyn_cast<PtrType>(cast.getOperand().getType()) : PtrType();
  auto wanted = dyn_cast<PtrType>(place.getType());
  bool isNamed = own && wanted && own.getPointee() != wanted.getPointee() &&
                 own.getPointee().getTypeID() == wanted.getPointee().getTypeID() &&
                 isa<PtrType, pullback::ArrayType>(own.getPointee());
  return isNamed ? cast.getOperand() : Value();
}

/// Does with the place under its own name what `op` does, and casts the result.
template <typename Op, typename... Operands>
static LogicalResult followPlace(Op op, PatternRewriter &rewriter, Operands... operands) {
  Value place = findNamedPlace(op.getPointer());
  if (!place)
    return failure();
  Value result = rewriter.create<Op>(op.getLoc(), place, operands...);
  rewriter.replaceOpWithNewOp<CastOp>(op, op.getType(), result, /*implicit=*/true);
  return success();
}

LogicalResult LoadOp::canonicalize(LoadOp op, PatternRewriter &rewriter) { return followPlace(op, rewriter); }

LogicalResult DecayOp::canonicalize(DecayOp op, PatternRewriter &rewriter) { return followPlace(op, rewriter); }

LogicalResult ElementOp::canonicalize(ElementOp op, PatternRewriter &rewriter) {
  return followPlace(op, rewriter, op.getIndex());
}

LogicalResult StoreOp::canonicalize(StoreOp op, PatternRewriter &rewriter) {
  Value place = findNamedPlace(op.getPointer());
  if (!place)
    return failure();
  Type type = cast<PtrType>(place.getType()).getPointee();
  Value value = rewriter.create<CastOp>(op.getLoc(), type, op.getValue(), /*implicit=*/true);
  rewriter.replaceOpWithNewOp<StoreOp>(op, value, place);
  return success();
}

LogicalResult CastOp::canonicalize(CastOp op, PatternRewriter &rewriter) {
  if (!op.getOperand().getDefiningOp<NullOp>())
    return failure();
  rewriter.replaceOpWithNewOp<NullOp>(op, op.getType());
  return success();
}
