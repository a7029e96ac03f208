#include "IR/Text.h"

#include "IR/Comparisons.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace pullback;

bool pullback::asksTexts(Operation *op) {
  auto asks = [](Operation *inner) {
    return isa<CompareTextOp, TextDataOp>(inner) ? WalkResult::interrupt() : WalkResult::advance();
  };
  return op->walk(asks).wasInterrupted();
}

LogicalResult CompareTextOp::canonicalize(CompareTextOp op, PatternRewriter &rewriter) {
  auto left = op.getLhs().getDefiningOp<TextOp>(), right = op.getRhs().getDefiningOp<TextOp>();
  bool isSame = op.getLhs() == op.getRhs();
  if (!isSame && !(left && right))
    return failure();
  int order = isSame ? 0 : left.getText().compare(right.getText());
  bool outcome = holds(op.getPredicate(), /*isLess=*/order < 0, /*isEqual=*/order == 0);
  rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, rewriter.getBoolAttr(outcome));
  return success();
}

LogicalResult TextAtOp::canonicalize(TextAtOp op, PatternRewriter &rewriter) {
  Value pointer = op.getPointer();
  while (isa_and_nonnull<DecayOp, CastOp>(pointer.getDefiningOp()))
    pointer = pointer.getDefiningOp()->getOperand(0);
  auto global = pointer.getDefiningOp<GlobalOp>();
  auto text = global ? global->getAttrOfType<StringAttr>(kCharacters) : StringAttr();
  if (!text)
    return failure();
  rewriter.replaceOpWithNewOp<TextOp>(op, op.getType(), text);
  return success();
}
