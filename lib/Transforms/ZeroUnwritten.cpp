// Gives variables of records their zero where a member is read that nothing ever writes.
//
//   %form = pb.local "form"                    %form = pb.local "form"
//   ...                                  ->    pb.zero %form
//   %x = pb.load %form["other"]["first"]       ...
//
// Such a read is on a way that no run takes, as that of an alternative that a std::variant never has; compilers do not
// know that, and warn.

#include "IR/Pullback.h"
#include "Transforms/Passes.h"

#include "llvm/ADT/SmallVector.h"

namespace pullback {
#define GEN_PASS_DEF_ZEROUNWRITTEN
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

using Path = SmallVector<StringRef, 4>;

/// Which members of a variable are read and written.
struct Members {
  SmallVector<Path> read, written;
  bool areAllKnown = true;

  void collect(Value place, Path path);
  bool isWritten(const Path &member) const;
};

} // namespace

void Members::collect(Value place, Path path) {
  for (OpOperand &use : place.getUses()) {
    Operation *user = use.getOwner();
    if (auto field = dyn_cast<FieldOp>(user)) {
      Path inner = path;
      inner.push_back(field.getName());
      collect(field, inner);
    } else if (isa<LoadOp>(user)) {
      read.push_back(path);
    } else if (isa<StoreOp, AccumulateOp>(user) && use.getOperandNumber() == 1) {
      written.push_back(path);
    } else {
      areAllKnown = false;
    }
  }
}

/// True if it, a part of it, or what it is a part of is written.
bool Members::isWritten(const Path &member) const {
  return llvm::any_of(written, [&](const Path &one) {
    size_t common = std::min(one.size(), member.size());
    return ArrayRef(one).take_front(common) == ArrayRef(member).take_front(common);
  });
}

namespace {

struct ZeroUnwritten : pullback::impl::ZeroUnwrittenBase<ZeroUnwritten> {
  void runOnOperation() override {
    auto own = getOperation()->getParentOfType<ModuleOp>()->getAttrOfType<ArrayAttr>("pb.source_records");
    getOperation().walk([&](LocalOp local) {
      auto record = dyn_cast<pullback::RecordType>(cast<PtrType>(local.getType()).getPointee());
      if (!record || !own || !llvm::is_contained(own, StringAttr::get(&getContext(), record.getName())))
        return;
      Members members;
      members.collect(local, {});
      if (!members.areAllKnown ||
          llvm::all_of(members.read, [&](const Path &member) { return members.isWritten(member); }))
        return;
      OpBuilder builder(local->getContext());
      builder.setInsertionPointAfter(local);
      builder.create<ZeroOp>(local.getLoc(), local, Value());
    });
  }
};

} // namespace
