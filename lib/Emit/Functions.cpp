// Signatures and definitions. A definition goes through the stages of this folder in order: Prepare, Lowering, Reshape,
// Declarations, for C Owners, Names, Printer.
#include "Emit/Functions.h"

#include "Emit/Declarations.h"
#include "Emit/HelpersInC.h"
#include "Emit/Lowering.h"
#include "Emit/Names.h"
#include "Emit/Owners.h"
#include "Emit/Prepare.h"
#include "Emit/Printer.h"
#include "Emit/Reshape.h"
#include "Emit/Trace.h"
#include "Emit/Types.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

// The objects that a derivative writes to overlap no others, by the contract with its callers; those of helpers may. A
// derivative that checks the contract must not rest on it.
static bool isRestricted(FuncOp function, unsigned index) {
  auto pointer = dyn_cast<PtrType>(function.getArgumentTypes()[index]);
  bool isPlain = llvm::none_of(ArrayRef<StringRef>{"pb.ref", "pb.byval", "pb.container"},
                               [&](StringRef attribute) { return function.getArgAttr(index, attribute); });
  bool checks = !function.isDeclaration() && !function.getBody().front().getOps<CheckContractOp>().empty();
  auto record = pointer ? dyn_cast<RecordType>(pointer.getPointee()) : RecordType();
  bool isOpaque = record && record.getFieldNames().empty(); // which is handed on alone, and may be there twice
  return function.getRole() == "derivative" && pointer && !pointer.getIsConst() && isPlain && !isOpaque && !checks;
}

static OutputLanguage languageOf(FuncOp function) { return getLanguage(function->getParentOfType<ModuleOp>()); }

static std::string printParameter(FuncOp function, unsigned index, StringRef name) {
  OutputLanguage language = languageOf(function);
  auto spelling = function.getArgAttrOfType<StringAttr>(index, "pb.spelling");
  StringRef scalar = spelling ? spelling.getValue() : "";
  Type type = function.getArgumentTypes()[index];
  if (auto text = function.getArgAttrOfType<StringAttr>(index, "pb.text"))
    return (text.getValue() + " " + name).str();
  if (auto container = function.getArgAttrOfType<StringAttr>(index, "pb.container")) {
    auto pointer = cast<PtrType>(type);
    if (container.getValue().starts_with("eigen")) {
      auto [constant, mutated] = container.getValue().drop_front(StringRef("eigen vector ").size()).split('|');
      return ((pointer.getIsConst() ? constant : mutated) + " " + name).str();
    }
    if (StringRef span = container.getValue(); span.consume_front("span"))
      return ("std::span<" + declare(pointer.getPointee(), "", language, pointer.getIsConst(), scalar) + span + "> " +
              name)
          .str();
    return (pointer.getIsConst() ? "const " : "") + ("std::" + container.getValue() + "<").str() +
           declare(pointer.getPointee(), "", language, false, scalar) + ">& " + name.str();
  }
  if (function.getArgAttr(index, "pb.ref") && language == OutputLanguage::Cxx) {
    auto pointer = cast<PtrType>(type);
    return declareReference(pointer.getPointee(), name, pointer.getIsConst(), scalar);
  }
  if (function.getArgAttr(index, "pb.byval"))
    type = cast<PtrType>(type).getPointee();
  return declare(type, name, language, /*isConst=*/false, scalar);
}

static std::string printResult(FuncOp function) {
  OutputLanguage language = languageOf(function);
  for (unsigned index = 0; index < function.getNumArguments(); ++index)
    if (function.getArgAttr(index, "pb.sret"))
      return spellType(cast<PtrType>(function.getArgumentTypes()[index]).getPointee(), language);
  return function.getResultTypes().empty() ? "void" : spellType(function.getResultTypes()[0], language);
}

static std::string printSignature(FuncOp function, llvm::function_ref<std::string(unsigned)> nameOf) {
  std::string text = printResult(function) + " " + function.getCxxName().str() + "(";
  bool first = true;
  for (unsigned index = 0; index < function.getNumArguments(); ++index) {
    if (function.getArgAttr(index, "pb.sret") || function.getArgAttr(index, "pb.size_of") ||
        function.getArgAttr(index, "pb.member"))
      continue;
    text += (first ? "" : ", ") + printParameter(function, index, nameOf(index));
    first = false;
  }
  if (first && languageOf(function) == OutputLanguage::C)
    text += "void";
  return text + ")";
}

std::string pullback::emit::printDeclaration(FuncOp function, bool isStatic, const llvm::StringSet<> &taken) {
  llvm::StringSet<> used;
  auto nameOf = [&](unsigned index) {
    std::string name = function.getArgName(index).str();
    while (!name.empty() && (isReservedName(name) || taken.contains(name) || !used.insert(name).second))
      name += "_";
    return name;
  };
  return (isStatic ? "static " : "") + printSignature(function, nameOf) +
         (function->hasAttr("pb.noexcept") && languageOf(function) == OutputLanguage::Cxx ? " noexcept;\n" : ";\n");
}

//===------------------------------------------------------------------------------------------------------------===//
// Comments
//===------------------------------------------------------------------------------------------------------------===//

/// The arguments that hold gradients (for `adjoint_of`) or tangents, by their names.
static std::string listArguments(FuncOp function, StringRef attribute, bool written) {
  SmallVector<std::string> names;
  for (unsigned index = 0; index < function.getNumArguments(); ++index) {
    auto pointer = dyn_cast<PtrType>(function.getArgumentTypes()[index]);
    if (function.getArgAttr(index, attribute) && !function.getArgAttr(index, "pb.member") &&
        (pointer && !pointer.getIsConst()) == written)
      names.push_back(function.getArgName(index).str());
  }
  if (names.size() > 1)
    names.back() = "and " + names.back();
  return llvm::join(names, names.size() > 2 ? ", " : " ");
}

std::string pullback::emit::describe(FuncOp function) {
  if (auto text = function->getAttrOfType<StringAttr>("pb.doc"))
    return "/// " + text.str() + "\n";
  std::string gradients = listArguments(function, "pb.adjoint_of", true);
  std::string seeds = listArguments(function, "pb.adjoint_of", false);
  std::string tangents = listArguments(function, "pb.tangent_of", true);
  StringRef name = function.getCxxName();
  std::string primal;
  for (StringRef suffix : {"_value_and_vjp", "_gradient", "_vjp", "_jvp", "_fwd", "_rev"})
    if (name.ends_with(suffix) && primal.empty())
      primal = name.drop_back(suffix.size()).str();
  if (primal.empty())
    return "";
  if (name.ends_with("_fwd"))
    return "/// Computes " + primal + " and saves what its reverse sweeps need.\n";
  if (name.ends_with("_jvp"))
    return "/// Computes " + primal + " and its derivative along the given tangents" +
           (tangents.empty() ? "" : ", in " + tangents) + ".\n";
  bool alsoValue = name.ends_with("_value_and_vjp") || name.ends_with("_gradient");
  std::string seeded =
      seeds.empty() ? "" : " for the " + std::string(StringRef(seeds).contains(' ') ? "seeds " : "seed ") + seeds;
  std::string where = gradients.empty() ? "" : " to " + gradients;
  return alsoValue ? "/// Computes " + primal + " and adds its gradient" + seeded + where + ".\n"
                   : "/// Adds the gradient of " + primal + seeded + where + ".\n";
}

//===------------------------------------------------------------------------------------------------------------===//
// Definitions
//===------------------------------------------------------------------------------------------------------------===//

/// Unqualified names that the text of the function's body means as functions or types.
static void addUsedNames(FuncOp function, llvm::StringSet<> &taken) {
  auto addType = [&](Type type) {
    while (auto pointer = dyn_cast<PtrType>(type))
      type = pointer.getPointee();
    while (auto array = dyn_cast<pullback::ArrayType>(type))
      type = array.getElement();
    StringRef name = isa<RecordType>(type)          ? cast<RecordType>(type).getName()
                     : isa<SavedType>(type)         ? cast<SavedType>(type).getName()
                     : isa<pullback::IntType>(type) ? cast<pullback::IntType>(type).getSpelling()
                                                    : "";
    taken.insert(name.split("::").first);
    taken.insert(name);
  };
  for (Type type : function.getArgumentTypes())
    addType(type);
  function.walk([&](Operation *op) {
    for (Value result : op->getResults())
      addType(result.getType());
    if (auto call = dyn_cast<CallOp>(op))
      if (auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(op, call.getCalleeAttr()))
        taken.insert(callee.getCxxName().split('<').first);
    if (auto global = dyn_cast<GlobalOp>(op))
      taken.insert(global.getName().split("::").first);
    if (auto check = dyn_cast<CheckContractOp>(op)) {
      taken.insert("checkContract");
      for (StringRef role : check.getRoles().getAsValueRange<StringAttr>())
        taken.insert((role + "Object").str());
    }
    if (isa<RoomOp>(op))
      taken.insert("roomFor");
    if (auto alloc = dyn_cast<AllocOp>(op);
        alloc && alloc.getMemory() && isa_and_nonnull<LocalOp>(alloc.getMemory().getDefiningOp()))
      taken.insert("takeArray");
    if (auto math = dyn_cast<MathOp>(op))
      taken.insert(languageOf(function) == OutputLanguage::C ? getFunctionOfC(math) : math.getName().str());
  });
  if (languageOf(function) == OutputLanguage::C)
    addLibraryNamesOfC(taken);
  taken.erase("");
}

/// `(void)x;`: in C, all parameters have names, and compilers warn of unused ones.
static void useAllParameters(Code &code, ArrayRef<Variable *> parameters) {
  emit::Block uses;
  for (Variable *parameter : parameters)
    if (parameter->mentions == 0) {
      Stmt *use = code.make(Stmt::Evaluate);
      use->value = code.cast("void", code.makeName(parameter));
      uses.push_back(use);
    }
  code.body.insert(code.body.begin(), uses.begin(), uses.end());
}

FailureOr<std::string> pullback::emit::printDefinition(FuncOp function, bool isStatic, bool traceNonfinite,
                                                       llvm::StringSet<> taken) {
  if (function.isDeclaration() || !llvm::hasSingleElement(function.getBody()))
    return function.emitError() << "cannot print '" << function.getCxxName()
                                << "': it has no body in structured form [unprintable]";
  prepare(function);
  Code code(languageOf(function));
  Lowering lowering(function, code);
  if (failed(lowering.run()))
    return failure();
  reshape(code);
  placeDeclarations(code);
  if (code.isC())
    freeOwned(code, function.getResultTypes().empty() ? Type() : function.getResultTypes()[0],
              function->getParentOfType<ModuleOp>());
  addUsedNames(function, taken);
  assignNames(code, lowering.getParameters(), taken);
  if (traceNonfinite)
    traceAdjoints(code, function.getCxxName(), !isStatic);

  if (code.isC())
    useAllParameters(code, lowering.getParameters());
  SmallVector<Variable *> parameters(lowering.getParameters());
  unsigned next = 0;
  auto nameOf = [&](unsigned index) {
    Variable *parameter = parameters[next++];
    if (parameter->mentions == 0 && !code.isC())
      return std::string();
    std::string restrict = code.isC() ? "restrict " : "__restrict ";
    return (isRestricted(function, index) ? restrict : "") + parameter->name;
  };
  std::string text;
  llvm::raw_string_ostream out(text);
  out << (isStatic ? "static " : "") << printSignature(function, nameOf) << " {\n";
  printBody(code, out);
  out << "}\n";
  return text;
}
