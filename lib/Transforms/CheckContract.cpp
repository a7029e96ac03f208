// For --checks: the first operation of a derivative function checks the objects that its caller passes.
//
//   void f_vjp(const double* x, int n, double result_bar, double* x_bar)         with x[n] in the request
//     %count = pb.cast %n : int to std::size_t
//     pb.check_contract %x, %x_bar[%count, %count] {names = ["x", "x_bar"], roles = ["input", "adjoint"]}
//
// An array whose length is not known counts as one element. What a pointer that is passed twice for one empty array
// means cannot be told then: it counts as an overlap. The record of saved values is not looked into.
#include "Transforms/Lengths.h"
#include "Transforms/Passes.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_CHECKCONTRACT
#include "Transforms/Passes.h.inc"
} // namespace pullback

static bool isPassedObject(FuncOp function, unsigned index) {
  auto pointer = dyn_cast<PtrType>(function.getArgumentTypes()[index]);
  return pointer && !isa<SavedType, NoneType>(pointer.getPointee()) && !function.getArgAttr(index, "pb.byval") &&
         !function.getArgAttr(index, "pb.sret");
}

static StringRef getRole(FuncOp function, unsigned index) {
  bool isConst = cast<PtrType>(function.getArgumentTypes()[index]).getIsConst();
  if (!function.getArgAttr(index, "pb.adjoint_of"))
    return isConst ? "input" : "written";
  auto mode = function->getAttrOfType<StringAttr>("pb.mode");
  return mode && mode.getValue() == "jvp" && isConst ? "tangent" : "adjoint";
}

/// True for objects that are handed on alone: any size, and maybe the same one twice.
static bool isOpaque(Type type) {
  auto record = dyn_cast<RecordType>(cast<PtrType>(type).getPointee());
  return record && record.getFieldNames().empty();
}

namespace {

struct CheckContract : pullback::impl::CheckContractBase<CheckContract> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.getRole() != "derivative")
      return;
    OpBuilder builder(function.getBody());
    SmallVector<Value> pointers, counts;
    SmallVector<StringRef> names, roles;
    for (unsigned index = 0; index < function.getNumArguments(); ++index) {
      if (!isPassedObject(function, index) || isOpaque(function.getArgumentTypes()[index]))
        continue;
      Value count = buildLength(builder, function, index);
      if (!count)
        count = builder.create<ConstantOp>(function.getLoc(), getSizeType(builder.getContext()), 1);
      pointers.push_back(function.getBody().getArgument(index));
      counts.push_back(count);
      names.push_back(function.getArgName(index));
      roles.push_back(getRole(function, index));
    }
    if (!pointers.empty())
      builder.create<CheckContractOp>(function.getLoc(), pointers, counts, builder.getStrArrayAttr(names),
                                      builder.getStrArrayAttr(roles));
  }
};

} // namespace
