// C++ types to types of the pb dialect.
#ifndef PULLBACK_FRONTEND_TYPES_H
#define PULLBACK_FRONTEND_TYPES_H

#include "Frontend/Obstacles.h"
#include "IR/OutputLanguage.h"
#include "IR/Pullback.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

#include "llvm/ADT/MapVector.h"

#include <optional>

namespace pullback {

/// Why a type cannot be lowered; `name` is the type, or the part of it that is to blame.
struct TypeProblem {
  Obstacle obstacle;
  std::string name;
};

/// A matrix or array of Eigen, or a view of one.
struct EigenObject {
  clang::QualType plain; // the matrix or array
  clang::QualType scalar;
  int64_t rows = 0, cols = 0; // -1 where only the running program knows
  int64_t mostRows = 0, mostCols = 0;
  bool isByRows = false, isArray = false, isUnaligned = false;
  llvm::StringRef view; // "Map", "Ref" or ""
  bool isViewOfConst = false;

  bool isVector() const { return rows == 1 || cols == 1; }
};

/// A class of the caller's that generated code only hands on and calls members of, under the name that it has there.
struct OpaqueClass {
  std::string name;
  bool isInactive; // by the request: what its members take and yield has no derivative

  bool operator==(const OpaqueClass &other) const { return name == other.name && isInactive == other.isInactive; }
};
using OpaqueClasses = llvm::SmallMapVector<const clang::TagDecl *, OpaqueClass, 2>;

class TypeLowering {
public:
  /// `language` is that of the generated code.
  TypeLowering(clang::ASTContext &ast, mlir::MLIRContext *context, OutputLanguage language)
      : ast(ast), context(context), language(language) {}

  /// The IR type of an object of this C++ type (references: of what they refer to), or null; then getProblem() says
  /// why.
  mlir::Type lower(clang::QualType type);
  const TypeProblem &getProblem() const { return problem; }

  /// True if objects of this type hold a std::vector or a std::pair, so that the caller's have another form.
  bool isCallersObject(clang::QualType type);
  /// The type of such an object as the caller has it; null as in lower().
  mlir::Type lowerAsCaller(clang::QualType type);

  /// True if all pointers in `type` lead to numbers and plain structs, and all members are public.
  bool isOpenOwner(clang::QualType type);
  /// True if there are pointers in `type`, and all of them are such.
  bool hasOpenPointers(clang::QualType type);
  /// The type of a struct without the pointers in it; null for pointers.
  mlir::Type lowerWithoutPointers(clang::QualType type);
  /// Visits the pointers in a struct, and its integers, with their places: "layers[0].w".
  void forEachMember(clang::QualType type, bool alsoNumbers, const std::string &path,
                     llvm::function_ref<void(clang::QualType, const std::string &)> visit);

  /// The pointer to an object of this C++ type, const if the type is; null as in lower().
  PtrType lowerPointerTo(clang::QualType pointee);

  /// A pointer in a class that leads back to it, as in lists and trees, has a type in which the class is a name alone:
  /// the type with the class itself in its place, which values have.
  mlir::Type getWhole(mlir::Type type) const;
  /// True for such a class, and arrays and vectors of it.
  bool leadsToItself(clang::QualType type) const;

  /// The C++ spelling that generated code uses for the innermost scalar of a parameter where it is nicer than the
  /// canonical one: "std::size_t", or an alias from a header; "" otherwise.
  std::string getSpelling(clang::QualType type);

  /// True if the declaration stands in a header, so that generated code may name it.
  bool isInHeader(const clang::Decl *declaration);
  static bool isFromStandardLibrary(const clang::Decl *declaration);
  /// The obstacle that an object of a class of the standard library is.
  static Obstacle describeStandardClass(const clang::CXXRecordDecl *record);
  /// The name of a type, with its namespaces.
  std::string printName(clang::QualType type);
  /// Names with all their namespaces, as code in any namespace can read them: `T` becomes `::T` where a namespace has
  /// its own T.
  std::string qualify(llvm::StringRef names);
  OutputLanguage getLanguage() const { return language; }
  /// The name that a field of a lowered class has: a capture's is that of its variable.
  llvm::StringRef getFieldName(const clang::FieldDecl *field);
  /// Where a member is found in the lowered class: a field, or an element of one that is an array; the class itself
  /// where the name is "".
  struct MemberPlace {
    llvm::StringRef field;
    std::optional<uint64_t> element;
  };
  /// A member of so many bits: the type that it is declared with, and the one in which it computes, which the field of
  /// the lowered class has.
  struct BitField {
    mlir::Type declared, computed;
    unsigned width;
    bool isSigned;
  };
  /// The bit-field that a place is; null for other places.
  const BitField *findBitField(mlir::Value place) const;
  /// Nothing for a member that shares its memory with others and is no other name of a number.
  std::optional<MemberPlace> findMember(const clang::FieldDecl *field);
  /// The fields of a class and of the anonymous structs in it, one for all members that share their memory; nothing
  /// where that is not possible.
  static std::optional<llvm::SmallVector<const clang::FieldDecl *>> getOwnFields(const clang::RecordDecl *record);
  /// The name of the field that a base is, "" for one that is none.
  std::string getBaseName(const clang::CXXRecordDecl *base);
  /// The field that says of which class an object is, in a class where virtual functions begin.
  std::string getKindName(const clang::CXXRecordDecl *root);
  /// True for a record that may have such a field.
  static bool mayHaveKind(RecordType record) {
    return !record.getFieldNames().empty() && record.getFieldNames().front().getValue().rtrim('_') == "kind";
  }
  /// True for what stands in the files that the tool reads in place of Eigen's.
  static bool isOfEigen(const clang::Decl *declaration);
  /// The class that a base of Eigen is a part of, which its first template argument says, as MatrixBase<Matrix3d> of
  /// Matrix3d; any other class itself. Such a base is no field: what it has is in the fields of the whole.
  static const clang::CXXRecordDecl *findWhole(const clang::CXXRecordDecl *record);
  /// What `type`, or what it refers to, is of Eigen, if it is something that generated code can name.
  static std::optional<EigenObject> getEigenObject(clang::QualType type);
  /// True for a matrix or array whose size its type gives.
  static bool isFixedEigen(clang::QualType type);
  /// True for a matrix or array whose size its type does not give.
  static bool isDynamicEigen(clang::QualType type);
  /// True for a member that changes coefficients alone.
  static bool keepsSizeOfEigen(const clang::CXXMethodDecl *method);
  std::string printEigen(const EigenObject &object);
  /// True for std::array of at least one element, which generated code may name.
  static bool isStdArray(const clang::CXXRecordDecl *record);
  /// A std::tuple, or one of the bases that the library makes it of.
  static bool isTuple(const clang::CXXRecordDecl *record);
  /// True for the classes of lib/Frontend/Library.
  static bool isReadable(const clang::CXXRecordDecl *record);
  /// True if the class's own default constructor sets numbers to zero or leaves them alone.
  /// `withContainers`: or makes containers empty.
  static bool startsAsZero(const clang::CXXRecordDecl *record, bool withContainers = false);
  /// True if `T t;` is possible, and sets nothing but what initialisers of members say.
  static bool hasInitializersAlone(const clang::CXXRecordDecl *record, bool withContainers = false);
  /// The element type of a std::vector, if `type` is one.
  static std::optional<clang::QualType> getVectorElement(clang::QualType type);
  /// True for the classes of the library that refer to elements of std::vector<bool>, and for their iterators.
  static bool isBitClass(const clang::CXXRecordDecl *record);
  static bool isValarray(clang::QualType type);
  /// Of a std::vector or a std::valarray.
  static std::optional<clang::QualType> getSequenceElement(clang::QualType type);
  /// The number of elements of a std::span as its type says it, ", 3", or "" if it does not; nothing for other types.
  static std::optional<std::string> getSpanExtent(clang::QualType type);
  static clang::QualType getSpanElement(clang::QualType span);
  /// What a std::unique_ptr or std::shared_ptr of the default kind points to, if `type` is one.
  static std::optional<clang::QualType> getSmartPointee(clang::QualType type);
  /// True for std::string and std::string_view, and references to them.
  static bool isString(clang::QualType type);
  /// The type of the parts of a complex number, std::complex or C's, if `type` is one.
  static std::optional<clang::QualType> getComplexPart(clang::QualType type);
  /// The type of the value of a std::optional that is copied as a whole, if `type` is one.
  static std::optional<clang::QualType> getOptionalValue(clang::QualType type);
  /// True for a std::optional of what owns no memory.
  static bool isPlainOptional(const clang::ASTContext &ast, clang::QualType type);
  /// True if a member, or a member of a member, is mutable.
  static bool hasMutable(const clang::CXXRecordDecl *record);
  /// What one of the type of a std::function can be made from in this source; `callee` is its operator(), or null for a
  /// pointer to a function.
  struct StoredTarget {
    clang::QualType type;
    const clang::FunctionDecl *callee;
    std::string field; // of the record that stands for the std::function, which has it where that is possible
    bool isCallable;
  };
  static std::vector<StoredTarget> getStoredTargets(clang::QualType type);
  /// True if `closure` is the lambda that `variable`, a std::function, is all its life, and captures it by reference.
  static bool capturesItself(const clang::CXXRecordDecl *closure, const clang::ValueDecl *variable);
  /// True for the field of such a capture, which has none in the lowered closure.
  static bool isSelfCapture(const clang::FieldDecl *field);
  /// True if destroying an object of this class does nothing.
  static bool hasHarmlessDestructor(const clang::CXXRecordDecl *record);
  /// True for a class whose destructor has a body that others see. Only variables of blocks and what refers to them are
  /// lowered, by lowerPointerTo.
  static bool isScopeGuard(clang::QualType type);
  /// The classes in the signatures of `function` keep their names from now on, if that is possible, and `opaque` are
  /// those that are not looked into. False if some class has another IR type than before.
  bool nameSignature(const clang::FunctionDecl *function, OpaqueClasses opaque);

  /// `const std::string&`: how the declaration of a function has a parameter that is text.
  std::string printTextInput(clang::QualType type);

  // OpaqueObjects.cpp
  /// Adds the class that a passive parameter of this type is or leads to, if it has to be opaque. `isInactive`: so
  /// declared in the request.
  void addOpaque(clang::QualType type, bool isInactive, OpaqueClasses &found);
  /// What is part of `type`, which may have derivatives, is inactive by no class.
  void takeActive(clang::QualType type, OpaqueClasses &opaque);
  const OpaqueClass *getOpaque(const clang::RecordDecl *record) const {
    auto place = opaqueClasses.find(record->getCanonicalDecl());
    return place == opaqueClasses.end() ? nullptr : &place->second;
  }
  /// True for objects of such classes, and references and pointers to them.
  bool isOpaqueParameter(clang::QualType type) const;
  /// True if objects of a class that is opaque, or of which members are left out, are part of such a value.
  bool holdsOpaque(mlir::Type type) const;
  /// True for a member, in a class of the signature, of a class of the library that generated code cannot reach.
  /// Nothing looks at it, and its object is neither made nor copied.
  bool isLeftOut(const clang::FieldDecl *field) const;
  /// True where generated code has numbers, or objects of a class, under the name that the primal has for them.
  bool isNamedAsWritten(clang::QualType type);
  /// True if vectors in it hold objects of which members are left out, which change places with their vectors.
  bool holdsPartialElements(clang::QualType type);
  /// True for a class of which members are left out.
  bool leavesOut(const clang::RecordDecl *record) const;
  bool isPartial(mlir::Type type) const;

  /// A class in `type` that generated code cannot use under its own name, or with a pointer or reference in it; or
  /// null.
  const clang::CXXRecordDecl *findHiddenRecord(clang::QualType type);
  /// True if a pointer to a function is, or belongs to, what `type` is made of or leads to: generated code has numbers
  /// in its place.
  bool holdsFunction(clang::QualType type);
  /// True if a struct of C in `type` has a pointer in it.
  bool holdsPointerInC(clang::QualType type);
  /// The names of the records that are printed under their own name although declaring one runs a constructor.
  llvm::ArrayRef<std::string> getConstructedRecords() const { return constructedRecords; }
  /// The same where initialisers of members are all that such a constructor does.
  llvm::ArrayRef<std::string> getInitializedRecords() const { return initializedRecords; }
  /// The same where an element of a container starts with what is not known.
  llvm::ArrayRef<std::string> getFilledRecords() const { return filledRecords; }

  /// A class in `type` that keeps generated code from its members, where nothing else does; or null.
  const clang::CXXRecordDecl *findClosedRecord(clang::QualType type);
  /// The members of named records that generated code reaches by PULLBACK_ACCESS: "Model::k".
  llvm::ArrayRef<std::string> getPrivateFields() const { return privateFields; }
  /// "Circle::Shape_fields_base": what stands for a base in a class that generated code calls by its name.
  llvm::ArrayRef<std::string> getBaseFields() const { return baseFields; }
  /// The unsigned bit-fields of named records, and the largest number that each has room for: "Model::given=1".
  llvm::ArrayRef<std::string> getBitFields() const { return bitFieldLimits; }

  /// The names of the records that generated code has definitions of its own for.
  llvm::ArrayRef<std::string> getSourceRecords() const { return sourceRecords; }
  /// The first type named in `type` that generated code cannot name, or null.
  const clang::TagDecl *findTypeNotInHeader(clang::QualType type);
  /// The name of a class or enumeration, or that of the typedef that declares it.
  static llvm::StringRef getTagName(const clang::TagDecl *tag);

private:
  using FoundBitField = std::pair<mlir::StringAttr, BitField>;

  void collectHiddenNames(const clang::DeclContext *context);
  mlir::Type refuse(Obstacle obstacle, clang::QualType type);
  mlir::Type lowerBuiltin(const clang::BuiltinType *type);
  mlir::Type lowerEnum(const clang::EnumType *type);
  mlir::Type lowerPointer(clang::QualType type);
  mlir::Type nameBeingLowered(clang::QualType type);
  mlir::Type lowerRecord(const clang::RecordType *type);
  mlir::Type lowerRecordOnce(const clang::RecordType *type);
  mlir::Type refuseUnlessKnown(clang::QualType type, mlir::Type known);
  std::string nameRecordOfC(const clang::RecordDecl *record, clang::QualType type);
  mlir::Type lowerRecordOfC(const clang::RecordDecl *record, clang::QualType type);
  mlir::Type lowerVector(const clang::CXXRecordDecl *record, clang::QualType element, clang::QualType type);
  mlir::Type lowerEigenAsCaller(const EigenObject &object);
  mlir::Type lowerFieldsAsCaller(const clang::CXXRecordDecl *record, clang::QualType type);
  mlir::Type lowerString();
  mlir::Type lowerStdFunction(clang::QualType type);
  mlir::Type lowerComplex(clang::QualType part);
  mlir::Type lowerOptional(const clang::CXXRecordDecl *record, clang::QualType value);
  mlir::Type lowerBitClass(const clang::CXXRecordDecl *record);
  mlir::Type lowerSmartPointer(const clang::CXXRecordDecl *record, clang::QualType pointee);
  mlir::Type lowerFields(const clang::CXXRecordDecl *record, clang::QualType type);
  mlir::Type lowerField(const clang::FieldDecl *field, llvm::SmallVectorImpl<FoundBitField> &found);
  std::optional<BitField> lowerBitField(const clang::FieldDecl *field);
  /// The type of the class, whose bit-fields are known from now on.
  mlir::Type makeRecord(const llvm::Twine &name, llvm::ArrayRef<mlir::StringAttr> names,
                        llvm::ArrayRef<mlir::Type> types, llvm::ArrayRef<FoundBitField> found);
  std::string nameOwnRecord(const clang::CXXRecordDecl *record);
  std::string nameOpaque(clang::QualType type);
  bool isClosed(const clang::RecordDecl *record);
  bool definesRecord(const clang::CXXRecordDecl *record);
  bool canBeNamed(const clang::CXXRecordDecl *record);
  static bool canBeOpened(const clang::CXXRecordDecl *record);
  bool isOpenRecord(const clang::RecordDecl *record);
  bool canBeReached(const clang::CXXRecordDecl *record);
  bool canReachBases(const clang::CXXRecordDecl *record);
  bool isMadeOfHidden(const clang::CXXRecordDecl *record);
  void collectRecords(clang::QualType type, llvm::SmallPtrSetImpl<const clang::CXXRecordDecl *> &found);

  clang::ASTContext &ast;
  mlir::MLIRContext *context;
  OutputLanguage language;
  TypeProblem problem;
  /// Names of the global namespace that other namespaces have too.
  std::optional<llvm::StringSet<>> hiddenNames;
  llvm::DenseMap<const clang::RecordDecl *, mlir::Type> records; // null while it is lowered
  bool isEntangled = false;                                      // one was met that is being lowered
  llvm::SmallPtrSet<const clang::RecordDecl *, 4> untangled;
  llvm::MapVector<mlir::Type, const clang::RecordDecl *> named; // the classes that types are names of
  bool isPointee = false;                                       // what is lowered now is a class that is referred to
  llvm::DenseMap<std::pair<mlir::Type, mlir::StringAttr>, BitField> bitFields;
  llvm::SmallVector<std::string, 2> sourceRecords, constructedRecords;
  llvm::DenseMap<const clang::CXXRecordDecl *, unsigned> baseLambdas; // by the order in which they are met
  llvm::SmallVector<std::string, 2> filledRecords;
  llvm::SmallVector<std::string, 2> initializedRecords, privateFields, baseFields, bitFieldLimits;
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> signatureRecords;
  OpaqueClasses opaqueClasses;
  llvm::StringSet<> partialRecords;
};

/// True if storing it into memory that is zero changes nothing.
bool isZeroInitializer(const clang::Expr *expr);

} // namespace pullback

#endif // PULLBACK_FRONTEND_TYPES_H
