// Globals and static locals, which are only read.
//
//   constexpr double kScale = 0.5;       ->   pb.constant
//   const double kTable[2] = {1, 2};     ->   pb.global "kTable" declared "constexpr double kTable[2] = {1, 2};" copied
//   extern int verbosity;                ->   pb.global "verbosity" declared "extern int verbosity;", const
//   const Op ops[] = {{sin, 1}};         ->   a table of numbers of functions, of a type that generated code defines
//   const double *const rows[] = {a};    ->   a local of each function that uses it, as of other constants with
//   pointers
//
// Constants whose values are computed when the program starts: ComputedConstants.cpp.
// Not handled, refused: stores, globals that can change and have internal linkage, other dynamic initialisers.
#include "Frontend/CompilerInputs.h"
#include "Frontend/FunctionLowering.h"

#include <charconv>

using namespace mlir;
using namespace pullback;

Value FunctionLowering::lowerConstantVariable(const clang::VarDecl *variable, const clang::DeclRefExpr *use) {
  bool isConstant = variable->hasGlobalStorage() &&
                    (variable->getType()->isArithmeticType() || variable->getType()->isEnumeralType()) &&
                    (variable->getType().isConstQualified() || isConstantStatic(variable));
  const clang::VarDecl *definition = nullptr;
  const clang::Expr *initializer = isConstant ? variable->getAnyInitializer(definition) : nullptr;
  Type type = initializer && !initializer->isValueDependent() ? module.getTypes().lower(variable->getType()) : Type();
  if (!type)
    return {};
  if (!definition->hasConstantInitialization())
    return isComputedConstant(definition) ? lowerValueAs(initializer, type) : Value();
  const clang::APValue *value = definition->evaluateValue();
  if (!value)
    return {};
  const clang::Expr *literal = initializer->IgnoreParens();
  bool isLiteral = isa<clang::FloatingLiteral, clang::IntegerLiteral>(literal);
  Location location = use ? locate(use) : locate(variable->getLocation());
  return makeConstant(location, type, *value, isLiteral ? getSpelling(literal) : "");
}

bool pullback::isPartOfGlobal(const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  if (auto *choice = dyn_cast<clang::ConditionalOperator>(expr))
    return isPartOfGlobal(choice->getTrueExpr()) || isPartOfGlobal(choice->getFalseExpr());
  if (auto *member = dyn_cast<clang::MemberExpr>(expr); member && !member->isArrow())
    return isPartOfGlobal(member->getBase());
  if (auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(expr))
    return subscript->getBase()->IgnoreParenImpCasts()->getType()->isArrayType() &&
           isPartOfGlobal(subscript->getBase());
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasGlobalStorage() && !variable->getType()->isReferenceType();
}

void FunctionLowering::reportGlobalStore(const clang::Expr *expr) {
  const clang::Expr *object = expr->IgnoreParenImpCasts();
  while (true) {
    if (auto *choice = dyn_cast<clang::ConditionalOperator>(object)) {
      const clang::Expr *first = choice->getTrueExpr();
      object = (isPartOfGlobal(first) ? first : choice->getFalseExpr())->IgnoreParenImpCasts();
      continue;
    }
    if (auto *member = dyn_cast<clang::MemberExpr>(object))
      object = member->getBase()->IgnoreParenImpCasts();
    else if (auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(object))
      object = subscript->getBase()->IgnoreParenImpCasts();
    else if (auto *unary = dyn_cast<clang::UnaryOperator>(object))
      object = unary->getSubExpr()->IgnoreParenImpCasts();
    else
      break;
  }
  if (isa<clang::StringLiteral>(object))
    return report(Obstacle::String, expr->getSourceRange(), "a string");
  auto *use = dyn_cast<clang::DeclRefExpr>(object);
  StringRef name = use && use->getDecl()->getDeclName().isIdentifier() ? use->getDecl()->getName() : "the object";
  report(Obstacle::GlobalStore, expr->getSourceRange(), "what may change '" + name + "'", name);
}

//===------------------------------------------------------------------------------------------------------------===//
// Text of a declaration
//===------------------------------------------------------------------------------------------------------------===//

static std::string printType(const clang::ASTContext &ast, clang::QualType type, StringRef name, TypeLowering &types) {
  clang::PrintingPolicy policy = ast.getPrintingPolicy();
  policy.SuppressTagKeyword = types.getLanguage() == OutputLanguage::Cxx;
  policy.FullyQualifiedName = true;
  policy.SuppressUnwrittenScope = true;
  policy.PrintCanonicalTypes = true;
  policy.Bool = true;     // in C too
  std::string text = "$"; // in place of the name, which is no other's
  type.getCanonicalType().getAsStringInternal(text, policy);
  text = types.qualify(text);
  return text.replace(text.find('$'), 1, name.str());
}

/// The fewest digits that read back as `value`; for long double as many as are needed for every value.
static std::string printShortest(const APFloat &value) {
  char digits[64];
  std::to_chars_result end{};
  if (&value.getSemantics() == &APFloat::IEEEsingle())
    end = std::to_chars(digits, digits + sizeof digits, value.convertToFloat());
  else if (&value.getSemantics() == &APFloat::IEEEdouble())
    end = std::to_chars(digits, digits + sizeof digits, value.convertToDouble());
  if (end.ptr)
    return std::string(digits, end.ptr);
  SmallString<64> all;
  value.toString(all);
  return std::string(all);
}

/// The number of the function that a constant is the address of, or nothing.
using NumberOf = llvm::function_ref<std::optional<int64_t>(const clang::APValue &)>;

static bool isStdPair(clang::QualType type) {
  const auto *record = type->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getIdentifier() && record->getName() == "pair";
}

/// The value as text that reads back exactly.
static bool printValue(const clang::APValue &value, clang::QualType type, const clang::ASTContext &ast,
                       TypeLowering &types, NumberOf numberOf, llvm::raw_ostream &stream) {
  if ((type->isIntegerType() || type->isFunctionPointerType()) && value.isLValue()) {
    std::optional<int64_t> number = value.isNullPointer() ? 0 : numberOf(value);
    if (!number)
      return false;
    stream << *number;
    return true;
  }
  OutputLanguage language = types.getLanguage();
  bool isC = language == OutputLanguage::C;
  if (value.isFloat()) {
    if (!value.getFloat().isFinite() && isC) {
      stream << (value.getFloat().isNegative() ? "-" : "") << (value.getFloat().isNaN() ? "NAN" : "INFINITY");
      return true;
    }
    if (!value.getFloat().isFinite()) {
      stream << (value.getFloat().isNegative() ? "-" : "") << "std::numeric_limits<" << types.printName(type)
             << ">::" << (value.getFloat().isNaN() ? "quiet_NaN()" : "infinity()");
      return true;
    }
    std::string digits = printShortest(value.getFloat());
    bool isInteger = StringRef(digits).find_first_of(".eE") == StringRef::npos;
    StringRef suffix = type->isSpecificBuiltinType(clang::BuiltinType::Float)        ? "F"
                       : type->isSpecificBuiltinType(clang::BuiltinType::LongDouble) ? "L"
                                                                                     : "";
    stream << digits << (isInteger ? ".0" : "") << suffix;
    return true;
  }
  if (value.isInt()) {
    bool isCast = type->isEnumeralType() && !isC && !types.findTypeNotInHeader(type);
    if (isCast)
      stream << "static_cast<" << types.printName(type) << ">(";
    // There is no literal of the least number of 64 bits: it is the negation of one that is too large.
    if (value.getInt().isSigned() && value.getInt().getBitWidth() == 64 && value.getInt().isMinSignedValue())
      stream << "-" << INT64_MAX << " - 1";
    else
      stream << value.getInt() << (type->isUnsignedIntegerType() && !type->isBooleanType() ? "U" : "");
    stream << (isCast ? ")" : "");
    return true;
  }
  auto printList = [&](unsigned count, llvm::function_ref<bool(unsigned)> printOne) {
    stream << "{";
    for (unsigned i = 0; i < count; ++i) {
      stream << (i == 0 ? "" : ", ");
      if (!printOne(i))
        return false;
    }
    stream << "}";
    return true;
  };
  if (value.isArray()) {
    clang::QualType element = ast.getAsArrayType(type)->getElementType();
    return printList(value.getArraySize(), [&](unsigned i) {
      bool isFiller = i >= value.getArrayInitializedElts();
      return printValue(isFiller ? value.getArrayFiller() : value.getArrayInitializedElt(i), element, ast, types,
                        numberOf, stream);
    });
  }
  if (value.isComplexFloat()) { // the one member of std::complex
    clang::QualType part = type->castAs<clang::ComplexType>()->getElementType();
    clang::APValue parts[] = {clang::APValue(value.getComplexFloatReal()), clang::APValue(value.getComplexFloatImag())};
    if (!printValue(parts[0], part, ast, types, numberOf, stream << "{"))
      return false;
    return printValue(parts[1], part, ast, types, numberOf, stream << ", ") && (stream << "}", true);
  }
  bool isPair = isStdPair(type); // its base is empty
  if (value.isStruct() && (value.getStructNumBases() == 0 || isPair)) {
    if (TypeLowering::getComplexPart(type)) {
      clang::QualType inner = (*type->getAsRecordDecl()->field_begin())->getType();
      return inner->isAnyComplexType() && printValue(value.getStructField(0), inner, ast, types, numberOf, stream);
    }
    SmallVector<const clang::FieldDecl *> fields(type->getAsRecordDecl()->fields());
    if (llvm::any_of(fields, [](auto *field) { return field->isAnonymousStructOrUnion(); }))
      return false; // generated code has their members in its own definition
    return printList(value.getStructNumFields(), [&](unsigned i) {
      return printValue(value.getStructField(i), fields[i]->getType(), ast, types, numberOf, stream);
    });
  }
  return false;
}

/// The type with integers for pointers to functions, and for enumerations that generated code does not see.
static clang::QualType withoutHiddenEnums(clang::ASTContext &ast, TypeLowering &types, clang::QualType type) {
  if (type->isFunctionPointerType())
    return ast.IntTy.withConst();
  if (auto *array = ast.getAsConstantArrayType(type)) {
    clang::QualType element = withoutHiddenEnums(ast, types, array->getElementType());
    return ast.getConstantArrayType(element, array->getSize(), nullptr, clang::ArraySizeModifier::Normal, 0);
  }
  const auto *enumeration = type->getAs<clang::EnumType>();
  const clang::EnumDecl *declaration = enumeration ? enumeration->getDecl()->getDefinition() : nullptr;
  bool isHidden = declaration && types.findTypeNotInHeader(type);
  return isHidden ? ast.getQualifiedType(declaration->getIntegerType(), type.getQualifiers()) : type;
}

/// True if generated code can make the object from a list of the values of its members: no constructor of a user's
/// runs.
static bool isMadeOfMembers(const clang::ASTContext &ast, clang::QualType type) {
  const auto *record = ast.getBaseElementType(type)->getAsCXXRecordDecl();
  if (!record || record->isInStdNamespace())
    return true;
  return record->isAggregate() &&
         llvm::all_of(record->fields(), [&](auto *field) { return isMadeOfMembers(ast, field->getType()); });
}

/// True if generated code defines the class of the objects itself.
static bool isDefinedByCode(TypeLowering &types, Type type) {
  while (auto array = dyn_cast<pullback::ArrayType>(type))
    type = array.getElement();
  auto record = dyn_cast<RecordType>(type);
  return record && llvm::is_contained(types.getSourceRecords(), record.getName());
}

/// True if the value has a number for each that `type`, a type of generated code, has.
static bool hasFormOf(const clang::APValue &value, Type type) {
  if (auto array = dyn_cast<pullback::ArrayType>(type)) {
    bool isFine = value.isArray() && value.getArraySize() == static_cast<uint64_t>(array.getExtent());
    for (unsigned i = 0; isFine && i < value.getArrayInitializedElts(); ++i)
      isFine = hasFormOf(value.getArrayInitializedElt(i), array.getElement());
    return isFine && (!value.hasArrayFiller() || hasFormOf(value.getArrayFiller(), array.getElement()));
  }
  if (auto record = dyn_cast<RecordType>(type)) {
    bool isFine = value.isStruct() && value.getStructNumBases() == 0 &&
                  value.getStructNumFields() == record.getFieldTypes().size();
    for (unsigned i = 0; isFine && i < value.getStructNumFields(); ++i)
      isFine = hasFormOf(value.getStructField(i), record.getFieldTypes()[i]);
    return isFine;
  }
  return isa<FloatType>(type) ? value.isFloat()
                              : isa<IntType, IntegerType>(type) && (value.isInt() || value.isLValue());
}

/// True if an object is, or consists of, what the tool reads in a form of its own: the program's has other members.
static bool hasOwnForm(const clang::ASTContext &ast, clang::QualType type) {
  type = ast.getBaseElementType(type);
  if (TypeLowering::getVectorElement(type) || TypeLowering::getSmartPointee(type) ||
      TypeLowering::getOptionalValue(type) || TypeLowering::isString(type))
    return true;
  const auto *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return false;
  const clang::SourceManager &sources = ast.getSourceManager();
  return TypeLowering::isBitClass(record) ||
         sources.getFilename(sources.getExpansionLoc(record->getLocation())).starts_with(libraryFolder) ||
         llvm::any_of(record->getDefinition()->bases(), [&](auto &base) { return hasOwnForm(ast, base.getType()); }) ||
         llvm::any_of(record->getDefinition()->fields(),
                      [&](auto *field) { return hasOwnForm(ast, field->getType()); });
}

//===------------------------------------------------------------------------------------------------------------===//
// Objects
//===------------------------------------------------------------------------------------------------------------===//

Value FunctionLowering::lowerGlobal(const clang::VarDecl *variable, const clang::DeclRefExpr *use) {
  clang::SourceRange range = use ? use->getSourceRange() : variable->getSourceRange();
  std::string subject = "the use of '" + variable->getNameAsString() + "'";
  Location location = locate(range.getBegin());
  auto refuse = [&](Obstacle obstacle) {
    report(obstacle, range, subject, variable->getName());
    places[variable] = Value(); // once is enough
    return Value();
  };
  if (variable->getTLSKind() != clang::VarDecl::TLS_None)
    return refuse(Obstacle::ThreadLocal);
  if (variable->getType()->isReferenceType())
    return refuse(Obstacle::GlobalDynamic);
  Type type = lowerType(variable->getType(), range, subject);
  if (!type)
    return {};
  if (module.getTypes().leadsToItself(variable->getType()))
    return refuse(Obstacle::PointerMember);
  const auto *record = variable->getType()->getAsCXXRecordDecl();
  if (record && record->isEmpty()) // whatever its constructor did when the program started, nothing of it is in there
    return places[variable] = makeTemporary(location, type, variable->getName());
  if (Value constant = lowerConstantVariable(variable, use)) { // its address is wanted: a copy does
    Value place = makeTemporary(location, type, variable->getName());
    store(location, constant, place);
    if (!variable->getType().isConstQualified()) // those who get its address only read it
      return place;
    return builder.create<CastOp>(location, PtrType::get(type, true), place, /*implicit=*/true);
  }
  clang::QualType printed = withoutHiddenEnums(ast, module.getTypes(), variable->getType());
  OutputLanguage language = module.getTypes().getLanguage();
  std::string scope = getPrintedScope(variable);
  auto qualify = [&](StringRef name) {
    return module.getTypes().qualify((scope.empty() ? "" : getQualifier(scope) + "::") + name.str());
  };
  bool isConst = ast.getBaseElementType(variable->getType()).isConstQualified();
  if (isConst || isConstantStatic(variable)) {
    const clang::VarDecl *definition = nullptr;
    const clang::Expr *initializer = variable->getAnyInitializer(definition);
    const clang::APValue *value =
        initializer && definition->hasConstantInitialization() ? definition->evaluateValue() : nullptr;
    if (definition && !definition->hasConstantInitialization()) {
      if (!isComputedConstant(definition))
        return refuse(Obstacle::GlobalDynamic);
      return places[variable] = makeComputedConstant(definition, type);
    }
    // Of a type that generated code defines, it stands behind that, outside of all namespaces.
    bool isOwnType = module.getTypes().findTypeNotInHeader(printed) || isDefinedByCode(module.getTypes(), type);
    std::string name = module.nameGlobal(variable, isOwnType ? "" : scope, /*isCopied=*/true), text;
    llvm::raw_string_ostream stream(text);
    auto numberOf = [&](const clang::APValue &part) -> std::optional<int64_t> {
      const clang::FunctionDecl *function = getFunctionOf(part);
      return function ? std::optional(module.getFunctionNumber(function, initializer)) : std::nullopt;
    };
    if (!isOwnType)
      stream << (language == OutputLanguage::C ? "static const " : "constexpr ")
             << printType(ast, ast.getUnqualifiedArrayType(printed), name, module.getTypes()) << " ";
    stream << "= ";
    bool isList = value && (isOwnType ? hasFormOf(*value, type)
                                      : isMadeOfMembers(ast, printed) && !module.getTypes().holdsFunction(printed));
    if (isList && printValue(*value, printed, ast, module.getTypes(), numberOf, stream)) {
      stream << ";";
      return builder.create<GlobalOp>(location, PtrType::get(type, true), isOwnType ? name : qualify(name),
                                      isOwnType ? "" : scope, text, /*copied=*/true);
    }
    if (value && canBeMadeHere(definition))
      return places[variable] = makeComputedConstant(definition, type);
  }
  if (module.getTypes().holdsFunction(variable->getType()))
    return refuse(Obstacle::FunctionPointer);
  if (const clang::TagDecl *hidden = module.getTypes().findTypeNotInHeader(variable->getType())) {
    report(Obstacle::TypeNotInHeader, range, subject, TypeLowering::getTagName(hidden));
    return {};
  }
  if (variable->isStaticLocal())
    return refuse(Obstacle::StaticLocal);
  if (hasOwnForm(ast, variable->getType()))
    return refuse(Obstacle::Container);
  if (!variable->isExternallyVisible() || variable->isStaticDataMember())
    return refuse(Obstacle::GlobalInternal);
  std::string name = variable->getNameAsString();
  std::string text = "extern " + printType(ast, variable->getType(), name, module.getTypes()) + ";";
  return builder.create<GlobalOp>(location, PtrType::get(type, true), qualify(name), scope, text, /*copied=*/false);
}
