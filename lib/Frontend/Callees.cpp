// Functions that others call: with a body, they are lowered too; without one, or with a rule, they are declared.
#include "Frontend/FunctionLowering.h"
#include "Frontend/ModuleLowering.h"
#include "Frontend/Signatures.h"
#include "IR/Text.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace pullback;

std::string ModuleLowering::makeSymbol(const clang::FunctionDecl *function) {
  std::string scope = getPrintedScope(function);
  std::string base = scope + (scope.empty() ? "" : "::") + getPrintedName(function) + ".callee";
  unsigned &last = symbolNumbers[base]; // templates of Eigen have thousands of one name
  std::string symbol = last++ ? base + std::to_string(last) : base;
  while (module.lookupSymbol(symbol))
    symbol = base + std::to_string(++last);
  return symbol;
}

FuncOp ModuleLowering::getCallee(const clang::FunctionDecl *function, const clang::Expr *call,
                                 const FunctionArguments &functions) {
  function = function->getCanonicalDecl();
  bool isSpecialized = llvm::any_of(functions, [](auto *one) { return one != nullptr; });
  if (isSpecialized) {
    std::vector<const clang::FunctionDecl *> key(functions.begin(), functions.end());
    key.insert(key.begin(), function);
    auto [known, isNew] = specialized.try_emplace(key);
    if (isNew)
      known->second = makeCallee(function, call, functions);
    return known->second;
  }
  auto [known, isNew] = callees.try_emplace(function);
  if (!isNew)
    return known->second;
  FuncOp callee = makeCallee(function, call, functions);
  return callees[function] = callee;
}

/// True for what generated code cannot declare again, and sees if it includes the header.
static bool isInHeaderAlone(const clang::FunctionDecl *function) {
  return function->isInlined() || function->isTemplateInstantiation() || isa<clang::CXXMethodDecl>(function);
}

/// True if generated code can call `function` itself. Objects of a class that it would define anew are none of the
/// user's class.
bool ModuleLowering::canBeCalled(const clang::FunctionDecl *function) {
  if (!function->isExternallyVisible())
    return false;
  if (!isInHeaderAlone(function))
    return true;
  const auto *method = dyn_cast<clang::CXXMethodDecl>(function);
  if (!types.isInHeader(function) || (method && method->getAccess() != clang::AS_public))
    return false;
  if (!method || method->isStatic())
    return true;
  auto record = dyn_cast_or_null<pullback::RecordType>(types.lower(ast.getRecordType(method->getParent())));
  return record && !method->isOverloadedOperator() && !isa<clang::CXXConversionDecl>(method) &&
         record.getName() == types.printName(ast.getRecordType(method->getParent()));
}

/// setjmp, longjmp and their relatives.
static bool isJump(const clang::FunctionDecl *function) {
  StringRef name = function->getIdentifier() ? function->getName() : "";
  name = name.ltrim('_');
  name.consume_front("sig");
  return function->isExternC() && (name == "setjmp" || name == "longjmp");
}

/// What C's library has errno in.
static bool isErrnoPlace(const clang::FunctionDecl *function) {
  return function->isExternC() && function->getIdentifier() && function->getName() == "__errno_location";
}

/// The name by which a rule would call the function.
static std::string getCalledName(const clang::FunctionDecl *function) {
  auto *method = dyn_cast<clang::CXXMethodDecl>(function);
  return (method ? method->getParent()->getNameAsString() + "::" : "") + function->getNameAsString();
}

/// What a rule for the function declares, with the roles that it would have without lists, and if it is a member that
/// changes no object, with that object as an input; "" where that is nothing.
std::string ModuleLowering::describeRule(const clang::FunctionDecl *function) {
  auto *method = dyn_cast<clang::CXXMethodDecl>(function);
  if (method && !canBeCalled(function)) {
    bool isOperator = method->isOverloadedOperator() || isa<clang::CXXConversionDecl>(method);
    return "a rule is for what generated code can call: " +
           (isOperator ? "call this operator in an ordinary function, which then has the rule"
                       : "'" + getCalledName(function) + "' has to be a public member of a class in a header");
  }
  const clang::FunctionDecl *free = method ? freeFunctions.get(method) : function;
  std::vector<RequestedParameter> parameters(free->getNumParams());
  bool hasInput = false, isOfConstant = false;
  std::string inputs, outputs;
  for (auto [parameter, role] : llvm::zip(free->parameters(), parameters)) {
    if (!holdsFloat(parameter->getType()))
      continue;
    inputs += (inputs.empty() ? "" : ", ") + parameter->getNameAsString();
    bool isSelf = method && !method->isStatic() && &role == &parameters.front();
    if (isSelf && !isWritable(parameter->getType())) {
      isOfConstant = true;
      continue;
    }
    role.role = isWritable(parameter->getType()) ? Role::InOut : Role::Wrt;
    if (role.role == Role::InOut)
      outputs += (outputs.empty() ? "" : ", ") + parameter->getNameAsString();
    hasInput = true;
  }
  std::string name = function->isOverloadedOperator() ? "operator" : function->getNameAsString();
  auto print = [&] { return "'" + getSignatures(free, "vjp", parameters, name).front().print(ast) + "'"; };
  bool hasOutput = holdsFloat(free->getReturnType()) || !outputs.empty();
  std::string text = hasInput && hasOutput ? "such a rule declares " + print() : "";
  if (isOfConstant && hasOutput) {
    if (!outputs.empty()) // what of(...) leaves out is no output
      inputs += "), of(" + outputs;
    parameters.front().role = Role::Wrt;
    text += (text.empty() ? "" : "; ") + ("PULLBACK_RULE(vjp, " + getCalledName(function) + ", wrt(" + inputs) +
            ")), for an object that is active, " + print();
  }
  return text;
}

/// True for functions of C's library that nothing active can reach, as rand, toupper, strcmp and atof.
static bool takesNoNumbers(const clang::FunctionDecl *function) {
  const clang::ASTContext &ast = function->getASTContext();
  bool isOfC = function->isExternC() && function->getIdentifier() &&
               ast.getSourceManager().isInSystemHeader(function->getLocation());
  if (!isOfC || function->getName().starts_with("fe")) // fesetround and others change what arithmetic does
    return false;
  auto isInteger = [](clang::QualType type) { return type->isIntegralOrEnumerationType() || type->isVoidType(); };
  auto isText = [&](clang::QualType type) {
    return type->isPointerType() && type->getPointeeType().isConstQualified() && type->getPointeeType()->isCharType();
  };
  clang::QualType result = function->getReturnType();
  return (isInteger(result) || result->isRealFloatingType()) &&
         llvm::all_of(function->parameters(),
                      [&](auto *parameter) { return isInteger(parameter->getType()) || isText(parameter->getType()); });
}

FuncOp ModuleLowering::makeCallee(const clang::FunctionDecl *function, const clang::Expr *call,
                                  const FunctionArguments &functions) {
  std::string subject = "the call to '" + function->getNameAsString() + "'";
  if (function->isVariadic()) {
    obstacles.report(Obstacle::Varargs, call->getSourceRange(), subject);
    return {};
  }
  const clang::FunctionDecl *definition = nullptr;
  bool hasBody = function->hasBody(definition);
  bool hasRules = hooks.rulesFor && !hooks.rulesFor(function).empty();
  bool canBeDeclared = canBeCalled(function);
  FuncOp callee;
  if (hasRules && !canBeDeclared) {
    obstacles.report(Obstacle::InternalLinkage, call->getSourceRange(), subject, getCalledName(function));
  } else if (hasRules || (isInactive(function) && canBeDeclared && !(hasBody && isInHeaderAlone(function)))) {
    callee = declareExternal(function, call->getSourceRange());
  } else if (hasBody) {
    callee = declare(definition, makeSymbol(function), "primal", call->getSourceRange(), /*opensContainers=*/false,
                     functions);
    if (callee && isInactive(function))
      callee.setInactive(true);
    if (callee) {
      callee.setCxxScope(""); // functions of all namespaces may call what is made of it
      pending.push_back({callee, definition, obstacles.callFrom(definition, call->getExprLoc()), functions});
    }
  } else if (function->isNoReturn() && canBeDeclared && (function->isExternC() || !function->isInStdNamespace())) {
    callee = declareExternal(function, call->getSourceRange()); // ends the program, or throws
    if (callee)
      callee.setInactive(true);
  } else if (takesNoNumbers(function) && canBeDeclared) {
    callee = declareExternal(function, call->getSourceRange());
    if (callee)
      callee.setInactive(true);
  } else {
    bool neverReturns = function->isNoReturn(), isErrno = isErrnoPlace(function);
    bool leaves = neverReturns || isJump(function);
    obstacles.report(isErrno            ? Obstacle::Errno
                     : isJump(function) ? Obstacle::SetJmp
                     : neverReturns     ? Obstacle::NoReturnCall
                                        : Obstacle::NoBody,
                     call->getSourceRange(), isErrno ? "the use of errno" : subject, getCalledName(function),
                     leaves || isErrno ? "" : describeRule(function));
  }
  return callee;
}

/// True for strings and what holds them: the content that an external function would see is not there.
bool ModuleLowering::holdsText(clang::QualType type) {
  Type lowered = type->isVoidType() ? Type() : types.lower(type.getNonReferenceType());
  return lowered && lowered
                        .walk([](pullback::RecordType record) {
                          return record.getName() == "text" ? WalkResult::interrupt() : WalkResult::advance();
                        })
                        .wasInterrupted();
}

FuncOp ModuleLowering::declareExternal(const clang::FunctionDecl *function, clang::SourceRange place) {
  if (types.holdsFunction(function->getReturnType()) || llvm::any_of(function->parameters(), [&](auto *parameter) {
        return types.holdsFunction(parameter->getType());
      })) {
    obstacles.report(Obstacle::FunctionPointer, place, "the call to '" + function->getNameAsString() + "'");
    return {};
  }
  if (holdsText(function->getReturnType()) || llvm::any_of(function->parameters(), [&](auto *parameter) {
        return holdsText(parameter->getType()) && !isTextInput(parameter->getType());
      })) {
    obstacles.report(Obstacle::String, place, "the call to '" + function->getNameAsString() + "'");
    return {};
  }
  for (const clang::ParmVarDecl *parameter : function->parameters()) {
    clang::QualType type = parameter->getType().getNonReferenceType();
    Type object = types.lower(type->isPointerType() ? type->getPointeeType() : type);
    bool isHandedOn = types.isOpaqueParameter(type) && !(hooks.rulesFor && !hooks.rulesFor(function).empty());
    if (object && !isHandedOn && types.holdsOpaque(object)) {
      obstacles.report(Obstacle::OpaqueObject, place, "the call to '" + function->getNameAsString() + "'");
      return {};
    }
  }
  auto isHidden = [&](clang::QualType type) { // generated code declares the function
    type = type.getNonReferenceType();
    type = type->isPointerType() ? type->getPointeeType() : type;
    const bool hasHeaders = ast.getLangOpts().CPlusPlus && type->isRecordType();
    const clang::TagDecl *hidden = hasHeaders ? types.findTypeNotInHeader(type) : nullptr;
    if (hidden)
      obstacles.report(Obstacle::TypeNotInHeader, place, "the call to '" + function->getNameAsString() + "'",
                       TypeLowering::getTagName(hidden));
    return hidden != nullptr;
  };
  if (!hasThis(function) && (isHidden(function->getReturnType()) ||
                             llvm::any_of(function->parameters(), [&](auto *one) { return isHidden(one->getType()); })))
    return {};
  FuncOp external = declare(function, makeSymbol(function), "external", place);
  if (!external)
    return {};
  external.setPrivate();
  callees[function->getCanonicalDecl()] = external;
  external.setInactive(isInactive(function));
  external.setExternC(function->isExternC());
  const clang::FunctionDecl *last = function->getMostRecentDecl(); // which has the attributes of all
  if (last->hasAttr<clang::PureAttr>() || last->hasAttr<clang::ConstAttr>())
    external->setAttr("pb.pure", UnitAttr::get(getContext()));
  if (auto *type = function->getType()->getAs<clang::FunctionProtoType>(); type && type->isNothrow())
    external->setAttr("pb.noexcept", mlir::UnitAttr::get(getContext()));
  bool isInLibrary = ast.getSourceManager().isInSystemHeader(function->getLocation()) && function->isExternC();
  if (isInLibrary && !function->isNoReturn())
    external->setAttr("pb.comes_back", mlir::UnitAttr::get(getContext()));
  if (isInHeaderAlone(function)) {
    external->setAttr("pb.in_header", UnitAttr::get(getContext()));
    if (hooks.needsHeader)
      hooks.needsHeader(function);
  }
  if (hasThis(function))
    external->setAttr("pb.member", UnitAttr::get(getContext()));
  else if (auto *method = dyn_cast<clang::CXXMethodDecl>(function))
    external.setCxxName((method->getParent()->getName() + "::" + external.getCxxName()).str());
  lowerRules(function, external, place);
  return external;
}

FuncOp ModuleLowering::getAssertFail(const clang::FunctionDecl *function, const clang::Expr *call) {
  FuncOp known = callees.lookup(function->getCanonicalDecl());
  if (!known && (known = declareExternal(function->getCanonicalDecl(), call->getSourceRange())))
    known.setInactive(true);
  return known;
}

FuncOp ModuleLowering::getThrow(StringRef type, ValueRange operands) {
  std::string symbol = ("throw " + type).str();
  for (Type operand : operands.getTypes())
    llvm::raw_string_ostream(symbol) << " " << operand;
  if (auto known = module.lookupSymbol<FuncOp>(symbol))
    return known;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto thrown =
      builder.create<FuncOp>(builder.getUnknownLoc(), symbol, builder.getFunctionType(operands.getTypes(), {}),
                             ("throw " + type).str(), "", "external");
  thrown.setPrivate();
  thrown.setInactive(true);
  thrown->setAttr("pb.throws", builder.getUnitAttr());
  return thrown;
}

FuncOp ModuleLowering::getPrinting(StringRef name, ArrayRef<std::string> items, TypeRange arguments) {
  std::string symbol = "print " + name.str();
  for (const std::string &item : items)
    symbol += " " + (item.empty() ? "$" : item);
  for (Type argument : arguments)
    llvm::raw_string_ostream(symbol) << " " << argument;
  if (auto known = module.lookupSymbol<FuncOp>(symbol))
    return known;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto printing = builder.create<FuncOp>(builder.getUnknownLoc(), symbol, builder.getFunctionType(arguments, {}), name,
                                         "", "external");
  printing.setPrivate();
  printing.setInactive(true);
  printing->setAttr("pb.items", builder.getStrArrayAttr(SmallVector<StringRef>(items.begin(), items.end())));
  if (name == kOwnStream)
    printing.setArgAttr(0, "pb.ref", builder.getUnitAttr());
  return printing;
}

/// The type of a struct of saved values of the user's, of which generated code knows the name.
SavedType ModuleLowering::getSavedType(const clang::CXXRecordDecl *record) {
  std::string name = types.printName(ast.getRecordType(record)), symbol = "saved by a rule " + name;
  if (!module.lookupSymbol(symbol)) {
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    ArrayAttr none = builder.getStrArrayAttr({});
    builder.create<SavedDefOp>(locate(record->getLocation()), symbol, name, "", "external", none,
                               builder.getTypeArrayAttr({}), none);
  }
  if (hooks.needsHeader)
    hooks.needsHeader(record);
  return SavedType::get(getContext(), symbol);
}

/// A function of a rule: it has the roles of the primal for the parameters that they share.
FuncOp ModuleLowering::getRuleFunction(const clang::FunctionDecl *function, const ImportHooks::Rule &rule,
                                       clang::SourceRange place) {
  function = function->getCanonicalDecl();
  if (FuncOp known = callees.lookup(function))
    return known;
  if (!canBeCalled(function)) {
    obstacles.report(Obstacle::InternalLinkage, function->getLocation(),
                     "by the rule '" + function->getNameAsString() + "'", function->getName());
    return {};
  }
  llvm::SaveAndRestore<const clang::CXXRecordDecl *> opaque(savedByRule, rule.saved);
  return declareExternal(function, place);
}

/// A forward or tangent function has the parameters of the primal in front, and treats them as that does.
static void copyRoles(FuncOp primal, FuncOp rule) {
  rule.setRulesAttr(ArrayAttr::get(rule.getContext(), {}));
  for (unsigned i = 0; i < primal.getNumArguments() && i < rule.getNumArguments(); ++i)
    for (StringRef name : {"pb.role", "pb.length"})
      if (Attribute value = primal.getArgAttr(i, "pb.sret") ? Attribute() : primal.getArgAttr(i, name))
        rule.setArgAttr(i, name, value);
}

void ModuleLowering::lowerRules(const clang::FunctionDecl *function, FuncOp external, clang::SourceRange place) {
  if (!hooks.rulesFor)
    return;
  Builder builder(getContext());
  SmallVector<Attribute> rules;
  for (const ImportHooks::Rule &rule : hooks.rulesFor(function)) {
    FuncOp implementation = getRuleFunction(rule.function, rule, place);
    FuncOp reverse = rule.reverse ? getRuleFunction(rule.reverse, rule, place) : FuncOp();
    if (!implementation || (rule.reverse && !reverse))
      continue;
    for (auto [index, parameter] : llvm::enumerate(rule.parameters)) {
      external.setArgAttr(index, "pb.role", builder.getStringAttr(parameter.role));
      if (!parameter.length.empty())
        external.setArgAttr(index, "pb.length", builder.getStringAttr(parameter.length));
    }
    if (rule.mode != "vjp")
      copyRoles(external, implementation);
    if (rule.mode == "value_and_vjp")
      implementation->setAttr("pb.value_of", FlatSymbolRefAttr::get(external));
    SmallVector<NamedAttribute> entry{
        builder.getNamedAttr("mode", builder.getStringAttr(rule.mode)),
        builder.getNamedAttr("function", FlatSymbolRefAttr::get(implementation)),
    };
    if (reverse) {
      entry.push_back(builder.getNamedAttr("reverse", FlatSymbolRefAttr::get(reverse)));
      entry.push_back(
          builder.getNamedAttr("saved", FlatSymbolRefAttr::get(getContext(), getSavedType(rule.saved).getName())));
    }
    rules.push_back(builder.getDictionaryAttr(entry));
  }
  if (!rules.empty())
    external.setRulesAttr(builder.getArrayAttr(rules));
}
