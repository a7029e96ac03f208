// For
//
//   PULLBACK(vjp, wrt(x[n])) double energy(const double* x, int n);
//
// the text is
//
//   static Function describeEnergy() {
//     Function f;
//     f.name = "energy";
//     f.add<double>("x", Role::Independent, 0, "energy.cpp:5", [](Objects x) { return toLength(at<int>(x[1])); });
//     f.add<int>("n", Role::Passive, 1, "energy.cpp:5");
//     f.result = getLayout<double>("result");
//     f.primal = [](Objects x, void* result) { at<double>(result) = ::energy(&at<double>(x[0]), at<int>(x[1])); };
//     f.reverse.push_back({"energy_vjp", false, false, [](Objects x, void*, const void* seed, Objects bar) {
//       ::energy_vjp(&at<double>(x[0]), at<int>(x[1]), at<double>(seed), &at<double>(bar[0]));
//     }});
//     return f;
//   }
#include "Gradcheck/Glue.h"

#include "Frontend/EigenNames.h"
#include "Gradcheck/Primals.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/QualTypeNames.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Types
//===------------------------------------------------------------------------------------------------------------===//

/// The type of the object that a parameter is or leads to.
static QualType getObjectType(const ASTContext &ast, QualType type) {
  type = type.getCanonicalType().getNonReferenceType();
  if (std::optional<EigenObject> eigen = TypeLowering::getEigenObject(type))
    type = eigen->plain;
  if (type->isPointerType())
    type = type->getPointeeType();
  Qualifiers qualifiers;
  return ast.getUnqualifiedArrayType(type, qualifiers).getUnqualifiedType();
}

static std::string printType(const ASTContext &ast, QualType type) {
  if (std::optional<EigenObject> eigen = TypeLowering::getEigenObject(type))
    return spellEigen(*eigen, printType(ast, eigen->scalar));
  QualType object = getObjectType(ast, type);
  if (std::optional<QualType> element = TypeLowering::getSequenceElement(object))
    return (TypeLowering::isValarray(object) ? "std::valarray<" : "std::vector<") + printType(ast, *element) + ">";
  PrintingPolicy policy = ast.getPrintingPolicy();
  policy.SuppressTagKeyword = true;
  policy.SuppressUnwrittenScope = true;
  // From the global scope: the program has a namespace of its own.
  return TypeName::getFullyQualifiedName(getObjectType(ast, type), ast, policy, /*WithGlobalNsPrefix=*/true);
}

/// The members under whose names numbers are found, each number once.
static SmallVector<const FieldDecl *> getMembers(const RecordDecl *record) {
  auto own = TypeLowering::getOwnFields(record);
  return own ? *own : SmallVector<const FieldDecl *>(record->fields());
}

static void collectStructs(const ASTContext &ast, QualType type, llvm::SetVector<const RecordDecl *> &structs) {
  const RecordDecl *record = ast.getBaseElementType(getObjectType(ast, type))->getAsRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || structs.contains(record))
    return;
  if (TypeLowering::isOfEigen(record)) {
    structs.insert(record);
    return;
  }
  if (auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(record);
      instance && instance->isInStdNamespace() && instance->getName() != "pair")
    return collectStructs(ast, instance->getTemplateArgs()[0].getAsType(), structs); // known to the program
  if (auto *derived = dyn_cast<CXXRecordDecl>(record); derived && !derived->isInStdNamespace())
    for (const CXXBaseSpecifier &base : derived->bases())
      collectStructs(ast, base.getType(), structs);
  for (const FieldDecl *field : getMembers(record))
    collectStructs(ast, field->getType(), structs);
  structs.insert(record);
}

/// The classes of what the signatures hold, members before their owners.
static llvm::SetVector<const RecordDecl *> collectStructs(llvm::ArrayRef<Request> requests) {
  llvm::SetVector<const RecordDecl *> structs;
  for (const Request &request : requests) {
    const ASTContext &ast = request.primal->getASTContext();
    collectStructs(ast, request.primal->getReturnType(), structs);
    for (const ParmVarDecl *parameter : request.primal->parameters())
      collectStructs(ast, parameter->getType(), structs);
  }
  return structs;
}

bool pullback::holdMatrices(llvm::ArrayRef<Request> requests) {
  return llvm::any_of(collectStructs(requests), TypeLowering::isOfEigen);
}

std::string pullback::printStructs(llvm::ArrayRef<Request> requests) {
  std::string text;
  for (const RecordDecl *record : collectStructs(requests)) {
    if (TypeLowering::isOfEigen(record))
      continue; // known to the program
    const ASTContext &ast = record->getASTContext();
    std::string fields;
    if (auto *derived = dyn_cast<CXXRecordDecl>(record); derived && !derived->isInStdNamespace())
      for (const CXXBaseSpecifier &base : derived->bases())
        fields += "collect(static_cast<const " + printType(ast, base.getType()) + "&>(object), path, to);\n";
    for (const FieldDecl *field : getMembers(record))
      fields += ("collect(object." + field->getName() + ", path + \"." + field->getName() + "\", to);\n").str();
    text += "inline void collect(const " + printType(ast, ast.getTypeDeclType(record)) + "&" +
            (fields.empty() ? "" : " object") + ", const std::string&" + (fields.empty() ? "" : " path") +
            ", LeafCollector&" + (fields.empty() ? "" : " to") + ") {\n" + fields + "}\n\n";
  }
  return text;
}

//===------------------------------------------------------------------------------------------------------------===//
// Arguments
//===------------------------------------------------------------------------------------------------------------===//

/// A lambda with these parameters; those that `body` does not mention have no name.
static std::string printLambda(llvm::ArrayRef<std::pair<llvm::StringRef, llvm::StringRef>> parameters,
                               const std::string &body) {
  auto isMentioned = [&](llvm::StringRef name) {
    for (size_t at = body.find(name); at != std::string::npos; at = body.find(name, at + 1)) {
      bool startsInside = at > 0 && (llvm::isAlnum(body[at - 1]) || llvm::StringRef("_:.").contains(body[at - 1]));
      size_t end = at + name.size();
      if (!startsInside && (end == body.size() || !(llvm::isAlnum(body[end]) || body[end] == '_')))
        return true;
    }
    return false;
  };
  std::string text = "[](";
  for (auto [type, name] : parameters)
    text += (text.back() == '(' ? "" : ", ") + type.str() + (isMentioned(name) ? " " + name.str() : "");
  return text + ") { " + body + " }";
}

namespace {
class GluePrinter {
public:
  GluePrinter(const Request &request, const LocalDerivatives &local, const GradcheckOptions &options)
      : request(request), local(local), options(options), ast(request.primal->getASTContext()) {}
  std::string print(const std::string &name, const InactiveDeclarations &inactive);

private:
  std::string printParameter(unsigned index) const;
  std::string printLength(unsigned index) const;
  std::string printMode(llvm::StringRef mode, bool isLocal) const;
  std::string printWorkspace(const GeneratedSignature &signature, const std::string &scope) const;
  std::string printCall(const GeneratedSignature &signature, const std::string &scope, bool returnsValue,
                        llvm::StringRef derivatives, llvm::StringRef result) const;
  std::string access(QualType type, const std::string &place) const {
    std::string object = "at<" + printType(ast, type) + ">(" + place + ")";
    if (std::optional<EigenObject> eigen = TypeLowering::getEigenObject(type); eigen && eigen->view == "Map")
      return "mapOf(" + object + ")";
    return type->isPointerType() ? "&" + object : object;
  }
  /// The argument that the struct of saved values is.
  std::string printSaved(const std::string &name) const {
    bool isOwner = llvm::is_contained(options.owners, name);
    return options.language == OutputLanguage::Cxx ? "saved" : isOwner ? "&saved.value" : "&saved";
  }
  std::string assignResult(const std::string &call) const {
    QualType result = request.primal->getReturnType();
    return result->isVoidType() ? call + ";" : "at<" + printType(ast, result) + ">(result) = " + call + ";";
  }

  const Request &request;
  const LocalDerivatives &local;
  const GradcheckOptions &options;
  const ASTContext &ast;
};
} // namespace

static std::string quote(const std::string &text) {
  std::string result;
  llvm::raw_string_ostream stream(result);
  stream << '"';
  stream.write_escaped(text);
  stream << '"';
  return result;
}

/// The request's text, with the parameters' names replaced: `n * (n + 1)` is `at<int>(x[1]) * (at<int>(x[1]) + 1)`.
std::string GluePrinter::printLength(unsigned index) const {
  llvm::StringRef rest = request.parameters[index].length;
  std::string text;
  auto isName = [](char c) { return llvm::isAlnum(c) || c == '_'; };
  while (!rest.empty()) {
    llvm::StringRef word = rest.take_while(isName);
    bool isField = llvm::StringRef(text).rtrim().ends_with(".") || llvm::StringRef(text).rtrim().ends_with("->");
    auto found = llvm::find_if(request.primal->parameters(), [&](const ParmVarDecl *parameter) {
      return !word.empty() && !isField && parameter->getName() == word;
    });
    if (found == request.primal->param_end())
      text += word.empty() ? rest.take_front() : word;
    else
      text += "(" + access((*found)->getType(), "x[" + std::to_string((*found)->getFunctionScopeIndex()) + "]") + ")";
    rest = rest.drop_front(std::max<size_t>(word.size(), 1));
  }
  return printLambda({{"Objects", "x"}}, "return static_cast<long long>(" + text + ");");
}

static llvm::StringRef getRole(Role role) {
  switch (role) {
  case Role::Wrt: return "Independent";
  case Role::InOut: return "InOut";
  case Role::Of: return "Output";
  case Role::Scratch: return "Scratch";
  case Role::Passive:
  case Role::Inactive: return "Passive";
  }
  llvm_unreachable("unknown role");
}

std::string GluePrinter::printParameter(unsigned index) const {
  const ParmVarDecl *parameter = request.primal->getParamDecl(index);
  const std::string &length = request.parameters[index].length;
  std::string name = parameter->getName().empty() ? "argument_" + std::to_string(index) : parameter->getNameAsString();
  QualType object = getObjectType(ast, parameter->getType());
  bool isArray = parameter->getType()->isPointerType() || TypeLowering::getSequenceElement(object) ||
                 TypeLowering::isDynamicEigen(object);
  if (isOpaqueParameter(parameter, request.parameters[index].role))
    return "f.addObject<" + printType(ast, parameter->getType()) + ">(" + quote(name) + ", " +
           quote(printUsingLines(request.primal, parameter)) + ");\n";
  uint64_t count = isArray ? 0 : 1;
  bool isKnown = !isArray || !llvm::StringRef(length).getAsInteger(10, count);
  std::string text = "f.add<" + printType(ast, parameter->getType()) + ">(" + quote(name) +
                     ", Role::" + getRole(request.parameters[index].role).str() + ", " + std::to_string(count) + ", " +
                     quote(printUsingLines(request.primal, parameter));
  if (!isKnown && !length.empty())
    text += ", " + printLength(index);
  return text + ");\n";
}

//===------------------------------------------------------------------------------------------------------------===//
// Calls
//===------------------------------------------------------------------------------------------------------------===//

/// Memory for the call of a function that needs it, for as long as that runs.
std::string GluePrinter::printWorkspace(const GeneratedSignature &signature, const std::string &scope) const {
  if (signature.parameters.empty() || signature.parameters.back().purpose != GeneratedParameter::Workspace)
    return "";
  std::string inputs;
  for (const GeneratedParameter &parameter : signature.parameters)
    if (parameter.purpose == GeneratedParameter::Primal && request.parameters[parameter.index].role != Role::Of)
      inputs += (inputs.empty() ? "" : ", ") + access(parameter.type, "x[" + std::to_string(parameter.index) + "]");
  return "std::vector<std::max_align_t>(" + scope + signature.name + "_workspace(" + inputs +
         ") / sizeof(std::max_align_t) + 1).data()";
}

/// The call of a generated function; `derivatives` and `result` name what holds adjoints or tangents.
std::string GluePrinter::printCall(const GeneratedSignature &signature, const std::string &scope, bool returnsValue,
                                   llvm::StringRef derivatives, llvm::StringRef result) const {
  std::string text = scope + signature.name + "(", workspace = printWorkspace(signature, scope);
  for (auto [index, parameter] : llvm::enumerate(signature.parameters)) {
    text += index == 0 ? "" : ", ";
    std::string place = "[" + std::to_string(parameter.index) + "]";
    if (parameter.purpose == GeneratedParameter::Saved)
      text += printSaved(request.derived + "_saved");
    else if (parameter.purpose == GeneratedParameter::Workspace)
      text += workspace;
    else if (parameter.purpose == GeneratedParameter::Primal)
      text += access(parameter.type, "x" + place);
    else
      text += access(parameter.type, parameter.index < 0 ? result.str() : derivatives.str() + place);
  }
  text += ")";
  return returnsValue ? assignResult(text) : text + ";";
}

std::string GluePrinter::printMode(llvm::StringRef mode, bool isLocal) const {
  std::string scope = isLocal ? "::" + local.scope + "::" : getScopePrefix(request.primal);
  auto signatures = getSignatures(request.primal, mode, request.parameters, request.derived,
                                  !isLocal && request.workspace, isLocal ? OutputLanguage::Cxx : options.language);
  if (mode == "split") {
    std::string saved = scope + request.derived + "_saved";
    if (llvm::is_contained(options.owners, request.derived + "_saved"))
      saved = "Owner<" + saved + ", " + saved + "_copy, " + saved + "_free>";
    std::string forward = printCall(signatures[0], scope, true, "", "");
    std::string reverse = printCall(signatures[1], scope, false, "bar", "seed");
    return "f.addSplit<" + saved + ">(" + quote(request.derived) + ", " +
           printLambda({{"Objects", "x"}, {"void*", "result"}, {(saved + "&"), "saved"}}, forward) + ", " +
           printLambda(
               {{"Objects", "x"}, {("const " + saved + "&"), "saved"}, {"const void*", "seed"}, {"Objects", "bar"}},
               reverse) +
           ");\n";
  }
  std::string name = quote(signatures[0].name);
  if (mode == "jvp")
    return "f.forward.push_back({" + name + ", " +
           printLambda({{"Objects", "x"}, {"void*", "result"}, {"Objects", "dot"}, {"void*", "resultDot"}},
                       printCall(signatures[0], scope, true, "dot", "resultDot")) +
           "});\n";
  bool givesValue = mode != "vjp";
  return "f.reverse.push_back({" + name + (givesValue ? ", true" : ", false") +
         (mode == "gradient" ? ", true, " : ", false, ") +
         printLambda({{"Objects", "x"}, {"void*", "result"}, {"const void*", "seed"}, {"Objects", "bar"}},
                     printCall(signatures[0], scope, givesValue, "bar", "seed")) +
         "});\n";
}

std::string GluePrinter::print(const std::string &name, const InactiveDeclarations &inactive) {
  const FunctionDecl *primal = request.primal;
  std::string called = getCalledName(primal), text = "static Function " + name + "() {\nFunction f;\n";
  text += "f.name = " + quote(called.substr(2)) + ";\nf.place = " + quote(printPlace(primal)) + ";\n";
  for (unsigned index = 0; index < primal->getNumParams(); ++index)
    text += printParameter(index);
  if (!primal->getReturnType()->isVoidType())
    text += "f.result = getLayout<" + printType(ast, primal->getReturnType()) + ">(\"result\");\n";
  GeneratedSignature itself{called, primal->getReturnType(), {}};
  for (auto [index, parameter] : llvm::enumerate(primal->parameters()))
    itself.parameters.push_back({parameter->getType(), "", GeneratedParameter::Primal, static_cast<int>(index)});
  text +=
      "f.primal = " + printLambda({{"Objects", "x"}, {"void*", "result"}}, printCall(itself, "", true, "", "")) + ";\n";
  for (const std::string &mode : request.modes)
    text += printMode(mode, /*isLocal=*/false);
  for (const std::string &mode : local.modes)
    text += printMode(mode, /*isLocal=*/true);
  if (!local.problem.empty())
    text += "f.withoutTangents = " + quote(local.problem) + ";\n";
  if (reachesEigen(primal))
    text += "f.roundsOtherwise = true;\n";
  if (local.computesInFloat)
    text += "f.computesInFloat = true;\n";
  if (std::string used = findInactiveUse(primal, inactive); !used.empty())
    text += "f.withoutDifferences = " + quote("the derivative of '" + used + "' is zero by decision") + ";\n";
  return text + "return f;\n}\n";
}

std::string pullback::printGlue(const Request &request, const LocalDerivatives &local,
                                const InactiveDeclarations &inactive, const GradcheckOptions &options,
                                const std::string &name) {
  return GluePrinter(request, local, options).print(name, inactive);
}

std::string pullback::printOwner(const GradcheckOptions &options) {
  if (options.owners.empty())
    return "";
  return R"(/// A struct of saved values of C, with the copies and the end that objects of C++ have.
template <typename Saved, void (*copy)(Saved*, const Saved*), void (*release)(Saved*)> struct Owner {
  Owner() = default;
  Owner(const Owner& other) { copy(&value, &other.value); }
  Owner& operator=(const Owner&) = delete;
  ~Owner() { release(&value); }
  Saved value = {};
};

)";
}
