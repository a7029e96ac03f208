// Takes the numbers out of strings where nobody asks what a string says: they are carried along alone.
//
//   %t = pb.text "O";  pb.store %t, %atom["name"]["number"]     ->   nothing
//   !pb.record<"text", number: int>                             ->   !pb.record<"text">
#include "IR/Text.h"
#include "Transforms/Passes.h"

#include "mlir/IR/AttrTypeSubElements.h"

namespace pullback {
#define GEN_PASS_DEF_DROPTEXTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

static bool isTextNumber(Value pointer) {
  auto field = pointer.getDefiningOp<FieldOp>();
  return field && isStringRecord(cast<PtrType>(field.getPointer().getType()).getPointee());
}

namespace {

struct DropTexts : pullback::impl::DropTextsBase<DropTexts> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (asksTexts(module))
      return;
    SmallVector<Operation *> fields;
    module.walk([&](Operation *op) {
      if (auto store = dyn_cast<StoreOp>(op); store && isTextNumber(store.getPointer()))
        store.erase();
      else if (auto field = dyn_cast<FieldOp>(op); field && isTextNumber(field))
        fields.push_back(field);
    });
    for (Operation *field : fields) {
      for (Operation *user : llvm::make_early_inc_range(field->getUsers())) {
        OpBuilder builder(user);
        Value text = builder.create<UnknownTextOp>(user->getLoc(), getIntType(&getContext()));
        user->getResult(0).replaceAllUsesWith(text); // only stores and loads go there
        user->erase();
      }
      field->erase();
    }
    AttrTypeReplacer replacer;
    replacer.addReplacement([](RecordType record) -> std::optional<Type> {
      if (record.getName() != kTextRecord)
        return std::nullopt;
      return RecordType::get(record.getContext(), kTextRecord, {}, {});
    });
    replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true, /*replaceLocs=*/false, /*replaceTypes=*/true);
  }
};

} // namespace
