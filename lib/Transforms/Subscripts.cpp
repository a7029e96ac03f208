#include "Transforms/Subscripts.h"

using namespace mlir;
using namespace pullback;

void pullback::mergeOffsets(FuncOp function) {
  function.walk([](ElementOp outer) {
    auto inner = outer.getPointer().getDefiningOp<ElementOp>();
    std::optional<int64_t> last = getConstantInt(outer.getIndex());
    std::optional<int64_t> first = inner ? getConstantInt(inner.getIndex()) : std::nullopt;
    if (!first || !last || inner.getIndex().getType() != outer.getIndex().getType() || std::abs(*first) > INT16_MAX ||
        std::abs(*last) > INT16_MAX)
      return;
    OpBuilder builder(outer);
    outer.getIndexMutable().assign(
        builder.create<ConstantOp>(outer.getIndex().getLoc(), outer.getIndex().getType(), *first + *last));
    outer.getPointerMutable().assign(inner.getPointer());
  });
}

LogicalResult pullback::checkMemberSubscripts(FuncOp function) {
  WalkResult result = function.walk([](ElementOp element) {
    Value base = element.getPointer();
    while (isa_and_nonnull<ElementOp, CastOp>(base.getDefiningOp()))
      base = base.getDefiningOp()->getOperand(0);
    auto field = base.getDefiningOp<FieldOp>();
    auto record = field ? dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee()) : RecordType();
    Type member = record ? record.getFieldType(field.getName()) : Type();
    if (!member || !isScalar(member) || getConstantInt(element.getIndex()) == 0)
      return WalkResult::advance();
    InFlightDiagnostic error = element.emitError()
                               << "cannot differentiate a subscript behind the member '" << field.getName()
                               << "': which member it reaches is not known [pointer-value]";
    error.attachNote() << "name the members, or keep the numbers in an array";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}
