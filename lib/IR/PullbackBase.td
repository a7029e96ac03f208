// The pb dialect: the dialect itself, its types and enumerations, and what operations ask of their operands. What it is for
// stands in PullbackOps.td.

#ifndef PULLBACK_BASE_TD
#define PULLBACK_BASE_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/BuiltinAttributes.td"

def Pullback_Dialect : Dialect {
  let name = "pb";
  let summary = "C++ integers, memory and differentiation on structured SSA";
  let cppNamespace = "::pullback";
  let useDefaultTypePrinterParser = 1;
  let useDefaultAttributePrinterParser = 1;
}

//===------------------------------------------------------------------------------------------------------------===//
// Types
//===------------------------------------------------------------------------------------------------------------===//

class Pullback_Type<string name, string typeMnemonic> : TypeDef<Pullback_Dialect, name> {
  let mnemonic = typeMnemonic;
}

def IntType : Pullback_Type<"Int", "int"> {
  let summary = "a C++ integer, character or enumeration type";
  let description = [{
    `!pb.int<"unsigned long", 64, false>`: the spelling that generated code uses, the width in bits and whether it is
    signed. Spellings are canonical ("int", "unsigned int", "long", "unsigned char", or an enumeration's qualified
    name), so two values of one C++ type have one IR type. C++ `bool` is `i1`.
  }];
  let parameters = (ins StringRefParameter<>:$spelling, "unsigned":$width, "bool":$isSigned);
  let assemblyFormat = "`<` $spelling `,` $width `,` $isSigned `>`";
}

def PtrType : Pullback_Type<"Ptr", "ptr"> {
  let summary = "a pointer or reference: an object and an offset";
  let description = [{
    `!pb.ptr<f64>` is `double*` (or `double&` where a parameter carries `pb.ref`); `!pb.ptr<f64, const>` points to const.
    Null is a value of `pb.null`.
  }];
  let parameters = (ins "::mlir::Type":$pointee, DefaultValuedParameter<"bool", "false">:$isConst);
  let builders = [TypeBuilderWithInferredContext<(ins "::mlir::Type":$pointee, CArg<"bool", "false">:$isConst), [{
    return $_get(pointee.getContext(), pointee, isConst);
  }]>];
  let hasCustomAssemblyFormat = 1;
}

def ArrayType : Pullback_Type<"Array", "array"> {
  let summary = "an array of fixed extent, `!pb.array<3, f64>` for `double[3]`";
  let parameters = (ins "int64_t":$extent, "::mlir::Type":$element);
  let builders = [TypeBuilderWithInferredContext<(ins "int64_t":$extent, "::mlir::Type":$element), [{
    return $_get(element.getContext(), extent, element);
  }]>];
  let assemblyFormat = "`<` $extent `,` $element `>`";
}

def RecordType : Pullback_Type<"Record", "record"> {
  let summary = "a plain struct: qualified name, field names, field types";
  let description = [{
    `!pb.record<"Camera", ["f", "k"], (f64, !pb.array<2, f64>)>`. Records live in memory only; no operation yields one.
  }];
  let parameters = (ins StringRefParameter<>:$name, ArrayRefParameter<"::mlir::StringAttr">:$fieldNames,
                        ArrayRefParameter<"::mlir::Type">:$fieldTypes);
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    /// The type of the named field, or null.
    ::mlir::Type getFieldType(::llvm::StringRef fieldName) const;
  }];
}

def StackType : Pullback_Type<"Stack", "stack"> {
  let summary = "a growable or exactly sized buffer of saved values, or a container of the caller's";
  let description = [{
    `std::vector<T>` in generated code, or another class of the standard library: `!pb.stack<f64, "valarray">`.
  }];
  let parameters = (ins "::mlir::Type":$element, StringRefParameter<"", [{"vector"}]>:$container);
  let builders = [TypeBuilderWithInferredContext<(ins "::mlir::Type":$element,
                                                      CArg<"::llvm::StringRef", "\"vector\"">:$container), [{
    return $_get(element.getContext(), element, container);
  }]>];
  let assemblyFormat = "`<` $element (`,` $container^)? `>`";
}

def SavedType : Pullback_Type<"Saved", "saved"> {
  let summary = "the saved values of one call: a struct defined by the pb.saved_def of that name";
  let parameters = (ins StringRefParameter<>:$name);
  let assemblyFormat = "`<` $name `>`";
}

//===------------------------------------------------------------------------------------------------------------===//
// Enumerations
//===------------------------------------------------------------------------------------------------------------===//

class Pullback_Enum<string name, string summary, list<I32EnumAttrCase> cases> : I32EnumAttr<name, summary, cases> {
  let cppNamespace = "::pullback";
  let genSpecializedAttr = 0;
}
class Pullback_EnumAttr<EnumAttrInfo info, string attrMnemonic> : EnumAttr<Pullback_Dialect, info, attrMnemonic>;

def BinaryKind : Pullback_Enum<"BinaryKind", "integer operator", [
  I32EnumAttrCase<"Add", 0, "add">, I32EnumAttrCase<"Sub", 1, "sub">, I32EnumAttrCase<"Mul", 2, "mul">,
  I32EnumAttrCase<"Div", 3, "div">, I32EnumAttrCase<"Rem", 4, "rem">, I32EnumAttrCase<"And", 5, "and">,
  I32EnumAttrCase<"Or", 6, "or">,   I32EnumAttrCase<"Xor", 7, "xor">, I32EnumAttrCase<"Shl", 8, "shl">,
  I32EnumAttrCase<"Shr", 9, "shr">]>;
def BinaryKindAttr : Pullback_EnumAttr<BinaryKind, "binary_kind">;

def UnaryKind : Pullback_Enum<"UnaryKind", "integer operator", [
  I32EnumAttrCase<"Neg", 0, "neg">, I32EnumAttrCase<"Not", 1, "not">]>;
def UnaryKindAttr : Pullback_EnumAttr<UnaryKind, "unary_kind">;

def Predicate : Pullback_Enum<"Predicate", "comparison", [
  I32EnumAttrCase<"EQ", 0, "eq">, I32EnumAttrCase<"NE", 1, "ne">, I32EnumAttrCase<"LT", 2, "lt">,
  I32EnumAttrCase<"LE", 3, "le">, I32EnumAttrCase<"GT", 4, "gt">, I32EnumAttrCase<"GE", 5, "ge">]>;
def PredicateAttr : Pullback_EnumAttr<Predicate, "predicate">;

def ExitKind : Pullback_Enum<"ExitKind", "jump", [
  I32EnumAttrCase<"Break", 0, "break">, I32EnumAttrCase<"Continue", 1, "continue">,
  I32EnumAttrCase<"Return", 2, "return">]>;
def ExitKindAttr : Pullback_EnumAttr<ExitKind, "exit_kind">;

def AllocKind : Pullback_Enum<"AllocKind", "where memory comes from and how it starts", [
  I32EnumAttrCase<"New", 0, "new">,       // the user's new T[n]: uninitialised
  I32EnumAttrCase<"Vector", 1, "vector">, // the user's std::vector<T>(n): zeroed
  I32EnumAttrCase<"Saved", 2, "saved">,   // a buffer of ours for saved values: uninitialised, owned by the function
  I32EnumAttrCase<"Shadow", 3, "shadow">  // an adjoint of ours: zeroed, owned by the function
]>;
def AllocKindAttr : Pullback_EnumAttr<AllocKind, "alloc_kind">;

//===------------------------------------------------------------------------------------------------------------===//
// Operand constraints
//===------------------------------------------------------------------------------------------------------------===//

def AnyPtr : Type<CPred<"::llvm::isa<::pullback::PtrType>($_self)">, "pointer">;
def AnyInt : Type<CPred<"::llvm::isa<::pullback::IntType>($_self)">, "C++ integer">;
def AnyScalar : Type<CPred<"::pullback::isScalar($_self)">, "arithmetic, bool or pointer value">;

class Pullback_Op<string opMnemonic, list<Trait> traits = []> : Op<Pullback_Dialect, opMnemonic, traits>;

#endif // PULLBACK_BASE_TD
