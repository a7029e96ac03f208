#include "Transforms/Differentiate/Signature.h"

#include "Analysis/Objects.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace pullback;

bool pullback::isIndependent(FuncOp function, unsigned argument) {
  StringRef role = function.getArgRole(argument);
  return role == "wrt" || role == "inout";
}

bool pullback::isPureOutput(FuncOp function, unsigned argument) { return function.getArgRole(argument) == "of"; }

bool pullback::isReturnedRecord(FuncOp function, unsigned argument) {
  return static_cast<bool>(function.getArgAttr(argument, "pb.sret"));
}

static std::string makeFreeName(FuncOp function, const Twine &wanted) {
  llvm::StringSet<> taken;
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    taken.insert(function.getArgName(i));
  std::string name = wanted.str();
  while (taken.contains(name))
    name += "_";
  return name;
}

Value pullback::appendParameter(FuncOp function, Type type, const Twine &name, bool reference) {
  Builder builder(function.getContext());
  std::string free = makeFreeName(function, name);
  NamedAttrList attributes;
  attributes.append("pb.name", builder.getStringAttr(free));
  if (reference)
    attributes.append("pb.ref", builder.getUnitAttr());
  unsigned index = function.getNumArguments();
  Location location = nameLocation(free, function.getLoc());
  function.insertArgument(index, type, attributes.getDictionary(function.getContext()), location);
  return function.getBody().getArgument(index);
}

static Type pointerTo(Type type, bool isConst) {
  if (auto pointer = dyn_cast<PtrType>(type))
    type = pointer.getPointee();
  return PtrType::get(type, isConst);
}

static std::string derivedName(FuncOp function, unsigned argument, StringRef suffix) {
  StringRef name = function.getArgName(argument);
  return (name.empty() ? "argument_" + Twine(argument) : Twine(name)).str() + suffix.str();
}

/// The name of the argument that holds the adjoint of the argument `name`.
static StringRef findAdjointOf(FuncOp function, StringRef name) {
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    if (auto of = function.getArgAttrOfType<IntegerAttr>(i, "pb.adjoint_of");
        of && of.getInt() >= 0 && function.getArgName(of.getInt()) == name)
      return function.getArgName(i);
  return "";
}

static Value appendFor(FuncOp function, unsigned argument, Type type, StringRef suffix, bool reference) {
  Value added = appendParameter(function, type, derivedName(function, argument, suffix), reference);
  unsigned index = cast<BlockArgument>(added).getArgNumber();
  Builder builder(function.getContext());
  function.setArgAttr(index, "pb.adjoint_of", builder.getI64IntegerAttr(argument));
  for (StringRef kept : {"pb.extent", "pb.length", "pb.container"})
    if (Attribute known = function.getArgAttr(argument, kept))
      function.setArgAttr(index, kept, known);
  if (auto owner = function.getArgAttrOfType<StringAttr>(argument, "pb.member_of")) {
    function.setArgAttr(index, "pb.member", function.getArgAttr(argument, "pb.member"));
    function.setArgAttr(index, "pb.member_of", builder.getStringAttr(findAdjointOf(function, owner.getValue())));
  }
  if (!isa<PtrType>(function.getArgumentTypes()[argument]) || function.getArgAttr(argument, "pb.byval"))
    function.setArgAttr(index, "pb.extent", builder.getI64IntegerAttr(1));
  return added;
}

static int findReturnedRecord(FuncOp function, unsigned count) {
  for (unsigned i = 0; i < count; ++i)
    if (isReturnedRecord(function, i))
      return i;
  return -1;
}

DerivativeParameters pullback::appendAdjoints(FuncOp function, bool withoutSeed) {
  DerivativeParameters added;
  unsigned count = function.getNumArguments();
  added.ofArgument.resize(count);
  int record = findReturnedRecord(function, count);
  if (record >= 0 && holdsFloat(cast<PtrType>(function.getArgumentTypes()[record]).getPointee()))
    added.result = appendParameter(function, pointerTo(function.getArgumentTypes()[record], true), "result_bar", true);
  else if (!withoutSeed && !function.getResultTypes().empty() && isa<FloatType>(function.getResultTypes()[0]))
    added.result = appendParameter(function, function.getResultTypes()[0], "result_bar", false);
  for (unsigned i = 0; i < count; ++i)
    if (!isReturnedRecord(function, i) && (isIndependent(function, i) || isPureOutput(function, i)))
      added.ofArgument[i] = appendFor(function, i, pointerTo(function.getArgumentTypes()[i], isPureOutput(function, i)),
                                      "_bar", static_cast<bool>(function.getArgAttr(i, "pb.ref")));
  return added;
}

void pullback::appendTangents(FuncOp function) {
  unsigned count = function.getNumArguments();
  for (unsigned i = 0; i < count; ++i) {
    Type type = function.getArgumentTypes()[i];
    bool onlyInput = function.getArgRole(i) == "wrt";
    bool reference = function.getArgAttr(i, "pb.ref") || function.getArgAttr(i, "pb.byval");
    if (isReturnedRecord(function, i))
      continue;
    if (isa<FloatType>(type) && onlyInput)
      appendFor(function, i, type, "_dot", false);
    else if (isIndependent(function, i) || isPureOutput(function, i))
      appendFor(function, i, pointerTo(type, onlyInput), "_dot", reference);
  }
  int record = findReturnedRecord(function, count);
  Type returned;
  if (record >= 0)
    returned = cast<PtrType>(function.getArgumentTypes()[record]).getPointee();
  else if (!function.getResultTypes().empty())
    returned = function.getResultTypes()[0];
  if (!returned || !holdsFloat(returned))
    return;
  Value added = appendParameter(function, PtrType::get(returned), "result_dot", false);
  function.setArgAttr(cast<BlockArgument>(added).getArgNumber(), "pb.adjoint_of",
                      Builder(function.getContext()).getI64IntegerAttr(-1));
}

DerivativeParameters pullback::findTangents(FuncOp function) {
  DerivativeParameters found;
  found.ofArgument.resize(function.getNumArguments());
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    if (auto of = function.getArgAttrOfType<IntegerAttr>(i, "pb.adjoint_of")) {
      Value tangent = function.getBody().getArgument(i);
      (of.getInt() < 0 ? found.result : found.ofArgument[of.getInt()]) = tangent;
    }
  return found;
}

// A record passed by value is the function's own copy; where it is written to, make that copy visible.
void pullback::copyWrittenRecords(FuncOp function) {
  ObjectWrites writes(function.getBody());
  for (unsigned i = 0; i < function.getNumArguments(); ++i) {
    Value argument = function.getBody().getArgument(i);
    if (!function.getArgAttr(i, "pb.byval") || writes.getWrites(argument).empty())
      continue;
    OpBuilder builder(function.getBody());
    Value local =
        builder.create<LocalOp>(argument.getLoc(), PtrType::get(cast<PtrType>(argument.getType()).getPointee()),
                                builder.getStringAttr(function.getArgName(i)));
    argument.replaceAllUsesWith(local);
    builder.create<CopyOp>(argument.getLoc(), argument, local);
  }
}

void pullback::moveReturnedRecordLast(FuncOp function) {
  int record = findReturnedRecord(function, function.getNumArguments());
  unsigned last = function.getNumArguments() - 1;
  if (record < 0 || static_cast<unsigned>(record) == last)
    return;
  DictionaryAttr attributes = function.getArgAttrDict(record);
  BlockArgument old = function.getBody().getArgument(record);
  function.insertArgument(last + 1, old.getType(), attributes, old.getLoc());
  old.replaceAllUsesWith(function.getBody().getArgument(last + 1));
  function.eraseArgument(record);
}
