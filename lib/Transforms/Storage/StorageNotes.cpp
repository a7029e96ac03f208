#include "Transforms/Storage/StorageNotes.h"

#include "Analysis/Aliasing.h"
#include "IR/InventedNames.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

static constexpr StringLiteral kEnabled = "pb.takes_notes", kNotes = "pb.notes";

bool pullback::takesStorageNotes(Operation *op) {
  auto module = op->getParentOfType<ModuleOp>();
  return module && module->hasAttr(kEnabled);
}

void pullback::enableStorageNotes(ModuleOp module) { module->setAttr(kEnabled, UnitAttr::get(module.getContext())); }

static std::string nameOfRoot(Value root) {
  if (auto local = root.getDefiningOp<LocalOp>())
    return local.getName().str();
  if (auto alloc = root.getDefiningOp<AllocOp>())
    return alloc.getName().str();
  auto argument = dyn_cast<BlockArgument>(root);
  auto function = argument ? dyn_cast<FuncOp>(argument.getOwner()->getParentOp()) : FuncOp();
  return function ? function.getArgName(argument.getArgNumber()).str() : getVariableName(root).str();
}

// The variable, or the array that it is an element of.
std::string pullback::getNoteName(Value value) {
  std::string name = isa<BlockArgument>(value) ? nameOfRoot(value) : getVariableName(value).str();
  auto load = value.getDefiningOp<LoadOp>();
  return name.empty() && load ? nameOfRoot(getPath(load.getPointer()).root) : name;
}

void pullback::addStorageNote(Value value, StringRef text) {
  Operation *around = value.getParentBlock()->getParentOp();
  auto function = dyn_cast<FuncOp>(around);
  function = function ? function : around->getParentOfType<FuncOp>();
  auto module = function ? function->getParentOfType<ModuleOp>() : ModuleOp();
  if (!module || !module->hasAttr(kEnabled))
    return;
  std::string name = getNoteName(value);
  if (name.empty()) // what generated code calls it
    name = StringRef(inventSavedName(value)).drop_back(StringRef("_saved").size()).str();
  Builder builder(function.getContext());
  FileLineColLoc place = getSourceLocation(value.getLoc());
  SmallVector<Attribute> notes;
  if (auto known = function->getAttrOfType<ArrayAttr>(kNotes))
    notes.append(known.begin(), known.end());
  std::string whole = text.str();
  Operation *loop = around;
  while (!isa<FuncOp>(loop) && !loop->hasAttr("pb.apart"))
    loop = loop->getParentOp();
  if (loop->hasAttr("pb.apart") && text.starts_with("saved")) {
    FileLineColLoc start = getSourceLocation(loop->getLoc());
    whole += "; the loop" + (start ? " in line " + std::to_string(start.getLine()) : std::string()) +
             " does not run together with its reverse: " + loop->getAttrOfType<StringAttr>("pb.apart").getValue().str();
  }
  notes.push_back(
      builder.getDictionaryAttr({builder.getNamedAttr("line", builder.getI64IntegerAttr(place ? place.getLine() : 0)),
                                 builder.getNamedAttr("text", builder.getStringAttr(whole)),
                                 builder.getNamedAttr("variable", builder.getStringAttr(name))}));
  function->setAttr(kNotes, builder.getArrayAttr(notes));
}

std::vector<StorageNote> pullback::getStorageNotes(ModuleOp module) {
  std::vector<StorageNote> notes;
  for (auto function : module.getOps<FuncOp>()) {
    auto list = function->getAttrOfType<ArrayAttr>(kNotes);
    for (auto note : list ? list.getAsRange<DictionaryAttr>()
                          : ArrayAttr::get(module.getContext(), {}).getAsRange<DictionaryAttr>())
      notes.push_back({function.getCxxName().str(), note.getAs<StringAttr>("variable").str(),
                       note.getAs<StringAttr>("text").str(),
                       static_cast<unsigned>(note.getAs<IntegerAttr>("line").getInt())});
  }
  return notes;
}

std::vector<std::string> pullback::getVariables(ModuleOp module) {
  llvm::SetVector<StringRef> names;
  module.walk([&](Operation *op) {
    if (auto function = dyn_cast<FuncOp>(op))
      for (unsigned i = 0; i < function.getNumArguments(); ++i)
        names.insert(function.getArgName(i));
    if (auto local = dyn_cast<LocalOp>(op))
      names.insert(local.getName());
    if (auto alloc = dyn_cast<AllocOp>(op))
      names.insert(alloc.getName());
  });
  std::vector<std::string> result;
  for (StringRef name : names)
    result.push_back(name.str());
  return result;
}

unsigned pullback::getBytes(Type type) {
  auto integer = dyn_cast<pullback::IntType>(type);
  unsigned width = integer ? integer.getWidth() : isa<PtrType>(type) ? 64 : type.getIntOrFloatBitWidth();
  return width == 80 ? 16 : (width + 7) / 8;
}
