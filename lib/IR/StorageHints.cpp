#include "IR/StorageHints.h"

using namespace mlir;
using namespace pullback;

Value pullback::hintStorage(OpBuilder &builder, Value value, StringRef hint) {
  auto hinted = builder.create<CastOp>(value.getLoc(), value.getType(), value, UnitAttr());
  hinted->setAttr(kStorageHint, builder.getStringAttr(hint));
  return hinted;
}

StringRef pullback::getStorageHint(Value value) {
  auto cast = value.getDefiningOp<CastOp>();
  auto hint = cast ? cast->getAttrOfType<StringAttr>(kStorageHint) : StringAttr();
  return hint ? hint.getValue() : StringRef();
}

Value pullback::getHinted(Value value) {
  if (!isa<FloatType>(value.getType())) // an array that all of a function uses
    return value;
  for (Operation *user : value.getUsers())
    if (isa<CastOp>(user) && user->hasAttr(kStorageHint) && user->getBlock() == value.getParentBlock())
      return user->getResult(0);
  return value;
}
