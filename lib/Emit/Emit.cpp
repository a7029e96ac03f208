// The two files as a whole: banner, includes, declarations, structs of saved values, functions by namespace.
#include "Emit/Emit.h"

#include "Emit/DebugHelpers.h"
#include "Emit/Format.h"
#include "Emit/Functions.h"
#include "Emit/HelpersInC.h"
#include "Emit/Includes.h"
#include "Emit/MathHelpers.h"
#include "Emit/SavedInC.h"
#include "Emit/SavedStructs.h"
#include "Emit/SizeChecks.h"
#include "Emit/SourceRecords.h"
#include "Emit/Types.h"

#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/Pass/Pass.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

#include <set>

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

namespace {
/// Text by namespace, in the order in which the namespaces come up.
class ScopedText {
public:
  std::string &operator[](StringRef scope) {
    for (auto &[known, text] : texts)
      if (known == scope)
        return text;
    return texts.emplace_back(scope.str(), "").second;
  }
  std::string print() const {
    std::string result;
    for (auto &[scope, text] : texts) {
      if (text.empty())
        continue;
      SmallVector<std::string> spaces = splitScope(scope);
      for (const std::string &space : spaces)
        result += space + " {\n";
      result += (spaces.empty() ? "" : "\n") + text + "\n";
      for (const std::string &space : llvm::reverse(spaces))
        result += "} // " + space + "\n";
      result += spaces.empty() ? "" : "\n";
    }
    return result;
  }

  const std::vector<std::pair<std::string, std::string>> &getTexts() const { return texts; }

private:
  /// One namespace, or several where one of them is inline: C++17 has no inline one in a nested name.
  static SmallVector<std::string> splitScope(StringRef scope) {
    SmallVector<std::string> spaces;
    SmallVector<StringRef> names;
    scope.split(names, "::", -1, /*KeepEmpty=*/false);
    bool wasInline = true;
    for (StringRef name : names) {
      bool isInline = name.consume_front("inline ");
      if (isInline || wasInline)
        spaces.push_back((isInline ? "inline namespace " : "namespace ") + name.str());
      else
        spaces.back() += "::" + name.str();
      wasInline = isInline;
    }
    return spaces;
  }

  std::vector<std::pair<std::string, std::string>> texts;
};

class Emitter {
public:
  Emitter(ModuleOp module, const EmitOptions &options, const RecordDefinitions &records)
      : module(module), options(options), records(records), isC(getLanguage(module) == OutputLanguage::C) {}
  FailureOr<EmittedCode> run();
  FailureOr<LocalCode> runLocally(const std::string &scope);

private:
  bool isPrinted(FuncOp function) const { return function.getRole() == options.role || function.getRole() == "helper"; }
  LogicalResult collect();
  void printSavedStructs(StringRef role, ScopedText &to);
  void reserveGlobalNames();
  void declareUsed();
  LogicalResult defineFunctions();
  std::string printCode() const;
  std::string printCodeInC() const;
  std::string printIncludesFor(StringRef body, ArrayRef<WantedInclude> wanted) const;
  std::string printHeader() const;
  std::string printSource() const;

  ModuleOp module;
  const EmitOptions &options;
  const RecordDefinitions &records;
  const bool isC;
  ScopedText headerText, usedText, helperText, definitions;
  llvm::StringSet<> taken; // that no parameter or variable may have
};
} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// Structs of saved values
//===------------------------------------------------------------------------------------------------------------===//

void Emitter::printSavedStructs(StringRef role, ScopedText &to) {
  SmallVector<SavedDefOp> structs = getSavedStructs(module, role);
  if (structs.size() > 1)
    for (SavedDefOp saved : structs)
      to[saved.getCxxScope()] += "struct " + saved.getCxxName().str() + ";\n";
  for (SavedDefOp saved : orderSavedStructs(structs))
    to[saved.getCxxScope()] +=
        "struct " + saved.getCxxName().str() + " {\n" + printSavedFields(saved, OutputLanguage::Cxx) + "};\n\n";
}

/// !pb.saved types name a symbol; the text needs the struct's name.
static void useCxxNames(ModuleOp module) {
  llvm::StringMap<std::string> names;
  for (auto saved : module.getOps<SavedDefOp>())
    names[saved.getSymName()] = saved.getCxxName().str();
  if (names.empty())
    return;
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](SavedType type) -> Type {
    auto found = names.find(type.getName());
    return found == names.end() ? type : SavedType::get(type.getContext(), found->second);
  });
  replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true, /*replaceLocs=*/false, /*replaceTypes=*/true);
}

//===------------------------------------------------------------------------------------------------------------===//
// What functions use
//===------------------------------------------------------------------------------------------------------------===//

void Emitter::reserveGlobalNames() {
  module.walk([&](GlobalOp global) {
    taken.insert(global.getName().rsplit("::").second);
    taken.insert(global.getName().rsplit("::").first);
  });
}

/// Whether the text names the global: printing may find that what a function computes with it is not needed.
static bool hasName(StringRef text, GlobalOp global) {
  auto [scope, inner] = global.getName().split('<').first.rsplit("::");
  StringRef name = inner.empty() ? scope : inner;
  auto isPart = [&](size_t at) { return at < text.size() && (llvm::isAlnum(text[at]) || text[at] == '_'); };
  for (size_t at = text.find(name); at != StringRef::npos; at = text.find(name, at + 1))
    if ((at == 0 || !isPart(at - 1)) && !isPart(at + name.size()))
      return true;
  return false;
}

void Emitter::declareUsed() {
  llvm::SetVector<Operation *> externals;
  llvm::SetVector<std::pair<StringRef, StringRef>> globals;
  SmallVector<GlobalOp> ofOwnTypes; // whose declaration is the initial value alone
  llvm::StringSet<> printedNames;
  const std::string printed = definitions.print();
  module.walk([&](FuncOp function) {
    if (!isPrinted(function))
      return;
    function.walk([&](Operation *op) {
      if (auto call = dyn_cast<CallOp>(op)) {
        auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(op, call.getCalleeAttr());
        if (callee && callee.getRole() == "external")
          externals.insert(callee);
      } else if (auto global = dyn_cast<GlobalOp>(op)) {
        if (global.getDeclaration().empty() || !hasName(printed, global))
          return;
        if (!global.getDeclaration().starts_with("="))
          globals.insert({global.getScope(), global.getDeclaration()});
        else if (printedNames.insert(global.getName()).second)
          ofOwnTypes.push_back(global);
      }
    });
  });
  for (auto [scope, declaration] : globals)
    usedText[scope] += declaration.str() + "\n";
  for (GlobalOp global : ofOwnTypes)
    helperText[""] += (isC ? "static const " : "constexpr ") +
                      declare(cast<PtrType>(global.getType()).getPointee(), global.getName(), getLanguage(module)) +
                      " " + global.getDeclaration().str() + "\n";
  llvm::StringSet<> declared; // two operations may stand for one function
  for (Operation *op : externals) {
    auto callee = cast<FuncOp>(op);
    if (callee->hasAttr("pb.throws") || callee->hasAttr("pb.items") || callee->hasAttr("pb.in_header"))
      continue; // its call is printed as a throw, or as what prints; or a header that is included declares it
    std::string text = (callee.getExternC() && !isC ? "extern \"C\" " : "") + printDeclaration(callee, false, taken);
    if (declared.insert((callee.getCxxScope() + " " + text).str()).second)
      usedText[callee.getCxxScope()] += text;
  }
}

LogicalResult Emitter::defineFunctions() {
  for (auto function : module.getOps<FuncOp>())
    if (function.getRole() == "helper")
      helperText[function.getCxxScope()] += printDeclaration(function, true, taken);
  for (auto function : module.getOps<FuncOp>()) {
    if (!isPrinted(function))
      continue;
    bool isHelper = function.getRole() == "helper";
    FailureOr<std::string> text = printDefinition(function, isHelper, options.traceNonfinite, taken);
    if (failed(text))
      return failure();
    std::string &scope = definitions[function.getCxxScope()];
    scope += (scope.empty() ? "" : "\n") + *text;
    if (!isHelper)
      headerText[function.getCxxScope()] += describe(function) + printDeclaration(function, false, taken) + "\n";
  }
  return success();
}

//===------------------------------------------------------------------------------------------------------------===//
// Files
//===------------------------------------------------------------------------------------------------------------===//

static std::string printBanner(const EmitOptions &options) {
  return "// Generated by Pullback" + (options.version.empty() ? "" : " " + options.version) +
         (options.primalName.empty() ? "" : " from " + options.primalName) + ". Changes here will be lost.\n";
}

static std::string getGuard(StringRef headerName) {
  std::string guard;
  for (char c : headerName)
    guard += llvm::isAlnum(c) ? llvm::toUpper(c) : '_';
  return guard.empty() || !llvm::isAlpha(guard[0]) ? "PULLBACK_" + guard : guard;
}

std::string Emitter::printIncludesFor(StringRef body, ArrayRef<WantedInclude> wanted) const {
  std::vector<std::string> extra;
  for (const WantedInclude &include : wanted)
    if (include.words.empty() || hasWord(body, include.words))
      extra.push_back(include.spelling);
  return isC ? printIncludesOfC(body, extra, options.keepsIncludeOrder)
             : printIncludes(body, extra, options.isFromC, options.keepsIncludeOrder);
}

std::string Emitter::printHeader() const {
  std::string body = headerText.print(), guard = getGuard(options.headerName);
  std::string includes = printIncludesFor(body, options.headerIncludes);
  if (isC)
    body = "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n" + body + "#ifdef __cplusplus\n}\n#endif\n\n";
  return printBanner(options) + "#ifndef " + guard + "\n#define " + guard + "\n\n" + includes +
         (includes.empty() ? "" : "\n") + body + "#endif // " + guard + "\n";
}

std::string Emitter::printSource() const {
  std::string body = printCode();
  // A header of the user's may lack guards against being included twice.
  std::string header = printHeader();
  std::vector<WantedInclude> own;
  llvm::copy_if(options.sourceIncludes, std::back_inserter(own), [&](const WantedInclude &include) {
    return !StringRef(header).contains("#include " + include.spelling + "\n");
  });
  std::string includes = printIncludesFor(body, own);
  return printBanner(options) + "#include \"" + options.headerName + "\"\n\n" + includes +
         (includes.empty() ? "" : "\n") + body;
}

/// The friend of the classes with a PULLBACK_ACCESS, which hands their members out. Its argument has internal linkage:
/// another file has a friend of its own.
static std::string printAccess(StringRef body) {
  std::set<std::string> members;
  constexpr StringLiteral prefix = "private_members::";
  for (size_t at = body.find(prefix); at != StringRef::npos; at = body.find(prefix, at + 1))
    members.insert(body.substr(at + prefix.size()).split('(').first.str());
  if (members.empty())
    return "";
  std::string text = "namespace pullback {\n\ntemplate <class> struct access;\nnamespace {\nstruct this_file;\n}\n\n"
                     "template <> struct access<this_file> {\n";
  for (const std::string &member : members)
    text += "template <class T> static auto& " + member + "(T& object) { return object." + member + "; }\n";
  return text + "};\n\n} // namespace pullback\n\nusing private_members = pullback::access<pullback::this_file>;\n\n";
}

std::string Emitter::printCodeInC() const {
  std::string body = helperText.print() + definitions.print();
  return usedText.print() + printHelpersInC(body) + body;
}

std::string Emitter::printCode() const {
  if (isC)
    return printCodeInC();
  std::string body = helperText.print() + definitions.print();
  return usedText.print() + printAccess(body) + printMathHelpers(body) + printDebugHelpers(body) + body;
}

FailureOr<LocalCode> Emitter::runLocally(const std::string &scope) {
  printSavedStructs("helper", helperText);
  reserveGlobalNames();
  if (failed(defineFunctions()))
    return failure();
  declareUsed();
  std::string body = helperText[""] + helperText[scope] + definitions[scope];
  return LocalCode{usedText.getTexts(), "namespace " + scope + " {\n\n" + records.source + printMathHelpers(body) +
                                            body + "\n} // namespace " + scope + "\n"};
}

FailureOr<EmittedCode> Emitter::run() {
  for (const std::string &name : options.visibleNames)
    taken.insert(name);
  taken.insert("private_members");
  headerText[""] += records.header;
  helperText[""] += records.source;
  if (isC) {
    for (auto saved : module.getOps<SavedDefOp>())
      taken.insert(saved.getCxxName());
    headerText[""] += printSavedInC(module, "derivative") + declareSavedFunctions(module);
    helperText[""] += printSavedInC(module, "helper") + defineSavedFunctions(module);
  } else {
    printSavedStructs("derivative", headerText);
    printSavedStructs("helper", helperText);
    helperText[""] += printSizeChecks(module);
  }
  reserveGlobalNames();
  if (failed(defineFunctions()))
    return failure();
  declareUsed();
  return EmittedCode{formatCode(printHeader()), formatCode(printSource())};
}

/// An object of a class of the user is declared by running its constructor, which may be missing or set numbers.
static LogicalResult checkDeclaredObjects(ModuleOp module) {
  auto constructed = module->getAttrOfType<ArrayAttr>("pb.constructed_records");
  auto filled = module->getAttrOfType<ArrayAttr>("pb.filled_records"); // which the elements of containers may be, too
  auto isOneOf = [&](Type type, ArrayAttr records) {
    auto check = [&](RecordType record) {
      return llvm::is_contained(records.getAsValueRange<StringAttr>(), record.getName()) ? WalkResult::interrupt()
                                                                                         : WalkResult::advance();
    };
    return records && type.walk(check).wasInterrupted();
  };
  WalkResult result = module.walk([&](Operation *op) {
    bool isMade = isa<LocalOp, AllocOp>(op) && isOneOf(op->getResult(0).getType(), constructed);
    auto change = dyn_cast<SetSizeOp>(op);
    if (!isMade && !(change && isOneOf(change.getPointer().getType(), filled)))
      return WalkResult::advance();
    auto error = op->emitError() << "cannot differentiate: generated code cannot make objects of a class in its "
                                    "signature whose constructor sets numbers [not-plain]";
    error.attachNote() << "use constant subscripts in arrays of it, or take the numbers out of it";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

/// C has one function of a name.
static void renameOverloads(ModuleOp module) {
  llvm::StringSet<> taken;
  Builder builder(module.getContext());
  for (bool isHelper : {false, true})
    for (auto function : module.getOps<FuncOp>()) {
      if ((function.getRole() == "helper") != isHelper || function.getRole() == "primal")
        continue;
      std::string name = function.getCxxName().str(), base = name;
      for (unsigned number = 2; !taken.insert(name).second && isHelper; ++number)
        name = base + "_" + std::to_string(number);
      function.setCxxNameAttr(builder.getStringAttr(name));
    }
}

FailureOr<EmittedCode> pullback::emitCode(ModuleOp module, const EmitOptions &options) {
  if (failed(checkDeclaredObjects(module)))
    return failure();
  OwningOpRef<ModuleOp> copy = module.clone();
  if (getLanguage(module) == OutputLanguage::C)
    renameOverloads(*copy);
  RecordDefinitions records = defineSourceRecords(*copy, options.headerName);
  useCxxNames(*copy);
  return Emitter(*copy, options, records).run();
}

/// Puts what is printed into one namespace, with internal linkage and names of its own.
static void makeLocal(ModuleOp module, const std::string &scope) {
  llvm::StringSet<> taken;
  Builder builder(module.getContext());
  for (Operation &op : *module.getBody()) {
    auto function = dyn_cast<FuncOp>(op);
    auto saved = dyn_cast<SavedDefOp>(op);
    if (!saved && !(function && (function.getRole() == "derivative" || function.getRole() == "helper")))
      continue;
    std::string name = (function ? function.getCxxName() : saved.getCxxName()).str();
    while (!taken.insert(name).second)
      name += "_";
    op.setAttr("cxx_name", builder.getStringAttr(name));
    op.setAttr("cxx_scope", builder.getStringAttr(scope));
    op.setAttr("role", builder.getStringAttr("helper"));
  }
}

FailureOr<LocalCode> pullback::emitLocalCode(ModuleOp module, const std::string &scope) {
  OwningOpRef<ModuleOp> copy = module.clone();
  setLanguage(*copy, OutputLanguage::Cxx);
  makeLocal(*copy, scope);
  RecordDefinitions records = defineSourceRecords(*copy, "");
  useCxxNames(*copy);
  return Emitter(*copy, EmitOptions(), records).runLocally(scope);
}

//===------------------------------------------------------------------------------------------------------------===//
// The pass
//===------------------------------------------------------------------------------------------------------------===//

namespace {
struct EmitPass : PassWrapper<EmitPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(EmitPass)
  EmitPass() = default;
  EmitPass(const EmitPass &other) : PassWrapper(other) {}

  StringRef getArgument() const final { return "pb-emit"; }
  StringRef getDescription() const final { return "print functions as C++ on standard output"; }
  void runOnOperation() override {
    EmitOptions options;
    options.headerName = "generated.h";
    options.role = role;
    FailureOr<EmittedCode> code = emitCode(getOperation(), options);
    if (failed(code))
      return signalPassFailure();
    llvm::outs() << (printsHeader ? code->header : code->source);
  }

  Option<std::string> role{*this, "functions-as", llvm::cl::desc("the role of the functions to print"),
                           llvm::cl::init("derivative")};
  Option<bool> printsHeader{*this, "header", llvm::cl::desc("print the header instead of the source"),
                            llvm::cl::init(false)};
};
} // namespace

void pullback::registerEmitPasses() { PassRegistration<EmitPass>(); }
