// The role of every parameter in a request, by the contract's defaults and the lists:
//
//   double f(const double *x, double k, int n, double *u, double *r)   with of(r)
//            wrt              wrt       passive inout      of
#include "Frontend/Report.h"
#include "Frontend/Requests.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace pullback;

namespace {
class RoleResolver {
public:
  RoleResolver(const FunctionDecl *function, const FunctionDecl *body, const RequestSyntax &syntax,
               const InactiveDeclarations &inactive, DiagnosticsEngine &diagnostics)
      : function(function), body(body), syntax(syntax), inactive(inactive), diagnostics(diagnostics),
        entries(function->getNumParams()), parameters(function->getNumParams()) {}

  std::optional<std::vector<RequestedParameter>> resolve() {
    readList(syntax.wrt, &Entries::wrt);
    readList(syntax.of, &Entries::of);
    readList(syntax.scratch, &Entries::scratch);
    readList(syntax.inactive, &Entries::inactive);
    for (unsigned i = 0; i < parameters.size(); ++i) {
      parameters[i].role = chooseRole(i);
      setLength(i);
    }
    if (!failed)
      checkWhole();
    return failed ? std::nullopt : std::optional(std::move(parameters));
  }

private:
  /// Where the lists name one parameter.
  struct Entries {
    const ListEntry *wrt = nullptr, *of = nullptr, *scratch = nullptr, *inactive = nullptr;
  };

  void error(SourceRange range, const llvm::Twine &text) {
    reportError(diagnostics, range, text);
    failed = true;
  }

  /// How many parameters the free function made for a member has in front of those of the member.
  unsigned countSelf() const { return function->getNumParams() - body->getNumParams(); }
  bool isSelf(unsigned index) const { return index < countSelf(); }

  QualType getType(unsigned index) const { return function->getParamDecl(index)->getType(); }

  void readList(const std::optional<std::vector<ListEntry>> &list, const ListEntry *Entries::*member) {
    if (!list)
      return;
    for (const ListEntry &entry : *list) {
      std::optional<unsigned> index = findParameter(function, syntax, entry.name);
      if (!index) {
        error(entry.location,
              "'" + function->getNameAsString() + "' has no parameter '" + entry.name + "' [unknown-parameter]");
        reportNote(diagnostics, function->getLocation(), "'" + function->getNameAsString() + "' is defined here");
      } else if (entries[*index].*member) {
        error(entry.location, "'" + entry.name + "' is named twice [request-syntax]");
      } else {
        entries[*index].*member = &entry;
        checkEntry(entry, *index, member == &Entries::wrt || member == &Entries::of, member);
      }
    }
  }

  void checkEntry(const ListEntry &entry, unsigned index, bool needsFloat, const ListEntry *Entries::*member) {
    QualType type = getType(index);
    if (needsFloat && !holdsFloat(type)) {
      error(entry.location, "'" + entry.name + "' holds no floating-point data [not-floating-point]");
      return reportNote(diagnostics, function->getParamDecl(index)->getLocation(),
                        "its type is '" + type.getAsString(function->getASTContext().getPrintingPolicy()) + "'");
    }
    bool needsWritable = member == &Entries::of || member == &Entries::scratch;
    if (needsWritable && !isWritable(type)) {
      error(entry.location, "'" + entry.name + "' cannot be written by '" + function->getNameAsString() +
                                "': it is not a pointer or reference to non-const data [not-writable]");
      reportNote(diagnostics, function->getParamDecl(index)->getLocation(), "declared here");
    }
  }

  Role chooseRole(unsigned index) {
    const Entries &named = entries[index];
    const ParmVarDecl *parameter = function->getParamDecl(index);
    bool isMarked = inactive.contains(isSelf(index) ? parameter : body->getParamDecl(index - countSelf()));
    const ListEntry *first = named.wrt ? named.wrt : named.of;
    const ListEntry *other = named.scratch ? named.scratch : named.inactive;
    const char *remedy = "leave it in one of the lists";
    if (first && other) {
      error(other->location, "'" + other->name + "' cannot be both active and " +
                                 (named.scratch ? "scratch" : "inactive") + " [conflicting-roles]");
      reportNote(diagnostics, other->location, remedy);
    }
    if (named.scratch && named.inactive) {
      error(named.inactive->location, "'" + named.inactive->name + "' is in scratch(...) already [conflicting-roles]");
      reportNote(diagnostics, named.inactive->location, remedy);
    }
    if (first && isMarked) {
      error(first->location, "'" + first->name + "' is declared PULLBACK_INACTIVE [conflicting-roles]");
      reportNote(diagnostics, parameter->getLocation(), "declared here");
    }
    if (named.scratch)
      return Role::Scratch;
    if (named.inactive || isMarked)
      return Role::Inactive;
    return chooseActiveRole(index);
  }

  Role chooseActiveRole(unsigned index) {
    const Entries &named = entries[index];
    QualType type = getType(index);
    if (!holdsFloat(type))
      return Role::Passive;
    if (isWritable(type))
      return named.wrt && !named.of ? Role::Wrt : named.of && !named.wrt ? Role::Of : Role::InOut;
    return named.wrt || (!syntax.wrt && !isSelf(index)) ? Role::Wrt : Role::Passive;
  }

  void setLength(unsigned index) {
    for (const ListEntry *entry :
         {entries[index].wrt, entries[index].of, entries[index].scratch, entries[index].inactive}) {
      if (!entry || entry->length.empty())
        continue;
      QualType type = getType(index);
      if (!type->isPointerType()) {
        error(entry->location, "'" + entry->name + "' is no pointer and has no length [length-of-scalar]");
        return reportNote(diagnostics, entry->location, "leave the brackets out");
      }
      std::optional<std::string> length = resolveLength(function, syntax, *entry, diagnostics);
      failed |= !length;
      if (length)
        setLengthText(index, *entry, *length);
    }
  }

  void setLengthText(unsigned index, const ListEntry &entry, const std::string &length) {
    auto *array = dyn_cast<ConstantArrayType>(function->getParamDecl(index)->getOriginalType());
    bool isLeast = array && array->getSizeModifier() == ArraySizeModifier::Static; // x[static 2] in C
    bool isDeclared = array && !isLeast && length != llvm::utostr(array->getSize().getZExtValue());
    bool isTwice = !isDeclared && !parameters[index].length.empty() && parameters[index].length != length;
    if (isDeclared)
      error(entry.location, "'" + entry.name + "' is declared with another length [length-mismatch]");
    if (isTwice)
      error(entry.location, "'" + entry.name + "' is given two lengths [length-mismatch]");
    if (isDeclared || isTwice)
      reportNote(diagnostics, entry.location, isTwice ? "leave one of them out" : "leave this one out");
    parameters[index].length = length;
  }

  void checkWhole() {
    bool returnsFloat = holdsFloat(function->getReturnType());
    auto has = [&](Role role) { return llvm::any_of(parameters, [&](auto &p) { return p.role == role; }); };
    std::string name = function->getNameAsString();
    if (!has(Role::Wrt) && !has(Role::InOut)) {
      error(syntax.range,
            "'" + name + "' has no independent: no parameter with floating-point data is left [no-independent]");
      return reportNote(
          diagnostics, syntax.range,
          "name in wrt(...) what to differentiate with respect to; a global would have to be a parameter");
    }
    bool hasOutputs = has(Role::Of) || has(Role::InOut);
    if (!returnsFloat && !hasOutputs) {
      error(syntax.range,
            "'" + name + "' has no output: it returns no floating-point value and writes none [no-output]");
      return explainNoOutput();
    }
    for (const RequestedMode &mode : syntax.modes)
      if (mode.name == "gradient" && (!function->getReturnType()->isRealFloatingType() || hasOutputs)) {
        error(mode.location, "'gradient' is for functions whose only output is a floating-point value that they return "
                             "[gradient-outputs]");
        reportNote(diagnostics, mode.location, "use value_and_vjp, and name inputs that are pointers in wrt(...)");
      }
    checkConstMembers();
  }

  /// What is in wrt(...) alone is an input, also where the function could write it.
  void explainNoOutput() {
    for (auto [index, parameter] : llvm::enumerate(parameters))
      if (parameter.role == Role::Wrt && isWritable(getType(index)))
        return reportNote(
            diagnostics, syntax.range,
            "'" + function->getParamDecl(index)->getNameAsString() +
                "' is an input, as it is in wrt(...) alone: name what the function writes in of(...), and "
                "in both what it reads and writes");
    reportNote(diagnostics, syntax.range, "return the value, or write it through a pointer or reference");
  }

  void checkConstMembers() {
    for (auto [index, parameter] : llvm::enumerate(parameters))
      if (parameter.role == Role::Wrt || parameter.role == Role::InOut)
        if (const FieldDecl *field = findConstMember(getType(index))) {
          error(syntax.range, "the independent '" + function->getParamDecl(index)->getNameAsString() +
                                  "' has a const member '" + field->getNameAsString() + "' [const-member]");
          reportNote(diagnostics, field->getLocation(), "remove the const, or leave the parameter out of wrt(...)");
        }
  }

  static const FieldDecl *findConstMember(QualType type) {
    type = type.getNonReferenceType();
    if (type->isPointerType())
      type = type->getPointeeType();
    const RecordDecl *record = type->getBaseElementTypeUnsafe()->getAsRecordDecl();
    record = record ? record->getDefinition() : nullptr;
    if (!record)
      return nullptr;
    for (const FieldDecl *field : record->fields()) {
      QualType fieldType = field->getType();
      if (fieldType->isPointerType() || fieldType->isReferenceType())
        continue;
      bool isConst = field->getASTContext().getBaseElementType(fieldType).isConstQualified();
      if (isConst && holdsFloat(fieldType))
        return field;
      if (const FieldDecl *inner = findConstMember(fieldType))
        return inner;
    }
    return nullptr;
  }

  const FunctionDecl *function, *body;
  const RequestSyntax &syntax;
  const InactiveDeclarations &inactive;
  DiagnosticsEngine &diagnostics;
  std::vector<Entries> entries;
  std::vector<RequestedParameter> parameters;
  bool failed = false;
};
} // namespace

std::optional<std::vector<RequestedParameter>>
pullback::resolveRoles(const FunctionDecl *function, const FunctionDecl *body, const RequestSyntax &syntax,
                       const InactiveDeclarations &inactive, DiagnosticsEngine &diagnostics) {
  return RoleResolver(function, body, syntax, inactive, diagnostics).resolve();
}
