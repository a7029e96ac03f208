// Names the elements of vectors after the objects that hold them.
//
//   %y = pb.local "y"                              %y = pb.local "y"
//   %m = pb.alloc vector "data_"[%n]        ->     %m = pb.alloc vector "y_data"[%n]
//   pb.store %m, %y["data_"]["data"]               pb.store %m, %y["data_"]["data"]
//
// A constructor that has been inlined knows its members alone. The elements of a class that has one member are called
// as the object is.
#include "Analysis/Aliasing.h"
#include "IR/Containers.h"
#include "Transforms/Passes.h"

namespace pullback {
#define GEN_PASS_DEF_NAMEMEMORY
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// The object that holds the memory, and the members that lead there; empty for a variable of the function's own.
static std::string nameHolder(Value place) {
  auto data = place.getDefiningOp<FieldOp>(); // of the vector
  auto member = data ? data.getPointer().getDefiningOp<FieldOp>() : FieldOp();
  auto local = member ? member.getPointer().getDefiningOp<LocalOp>() : LocalOp();
  if (!local || local.getName().empty())
    return "";
  auto record = dyn_cast<pullback::RecordType>(cast<PtrType>(local.getType()).getPointee());
  bool isOnly = record && record.getFieldTypes().size() == 1;
  return isOnly ? local.getName().str() : (local.getName() + "_" + member.getName().rtrim('_')).str();
}

namespace {

struct NameMemory : pullback::impl::NameMemoryBase<NameMemory> {
  void runOnOperation() override {
    getOperation().walk([](StoreOp store) {
      auto memory = store.getValue().getDefiningOp<AllocOp>();
      std::string name = memory && memory.getKind() == AllocKind::Vector ? nameHolder(store.getPointer()) : "";
      if (!name.empty())
        memory.setName(name);
    });
  }
};

} // namespace
