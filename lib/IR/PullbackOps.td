// The pb dialect: C++ integers, memory, loops and differentiation on structured SSA.
//
// Floating-point arithmetic is upstream arith (addf, subf, mulf, divf, negf, cmpf, select; never constant-folded because
// literals are pb.constant); branches are scf.if. Everything else is here.
//
// A function has two forms:
//   source form      what the frontend writes. Every C++ variable is a pb.local with pb.load and pb.store; loops are
//                    pb.source_loop; pb.exit (break, continue, return) may stand as the last operation before the
//                    terminator of any nested region, and nothing that follows such an exit is ever reached.
//   structured form  after exits are structured and locals promoted. Scalars are SSA values carried through scf.if,
//                    pb.for and pb.loop; pb.local stays for arrays, records and variables whose address escapes; the one
//                    pb.return stands at the end of the function's only block.

#ifndef PULLBACK_OPS_TD
#define PULLBACK_OPS_TD

include "PullbackBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/CallInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/FunctionInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/LoopLikeInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===------------------------------------------------------------------------------------------------------------===//
// Functions
//===------------------------------------------------------------------------------------------------------------===//

def FuncOp : Pullback_Op<"func", [FunctionOpInterface, IsolatedFromAbove]> {
  let summary = "a C++ function";
  let description = [{
    `sym_name` is unique in the module. `cxx_name` is the printed, unqualified name (for a primal instantiated from a
    template, with its arguments: `objective<double>`), `cxx_scope` the enclosing named namespace ("a::b", "a::inline v1", or
    empty).
    `role`: "primal" (a body read from the source, never printed), "derivative" (printed, external linkage, in the
    header), "helper" (printed with internal linkage), "external" (no body: declared in generated code, with the
    language linkage of `extern_c` if that unit attribute is present, as `noexcept` with `pb.noexcept`, and called; with
    `pb.comes_back`, it neither throws nor ends the program, and with `pb.pure` nothing but its value is seen).
    `source_lines = [begin, end]` are the first and last line of the function that a primal or derivative was read from;
    trailing comments print lines relative to `begin`.

    Argument attributes: `pb.name` (the C++ name; unnamed if absent), `pb.ref` (printed as a C++ reference; the type is
    `!pb.ptr`), `pb.spelling` (C++ spelling of the innermost scalar type where it is nicer than the IR type's:
    "std::size_t", an alias), `pb.byval` (a record passed by value; type `!pb.ptr<record>`), `pb.sret` (last argument; the
    record that the C++ function returns; type `!pb.ptr<record>`), `pb.extent = N` (fixed extent known from `x[N]` or from
    a length), `pb.role` on primals ("wrt", "of", "inout", "passive", "scratch", "inactive"), `pb.length` (text of the
    length expression from the request), `pb.adjoint_of`/`pb.tangent_of = index` on derivatives: which primal argument it
    belongs to (-1: the result), `pb.copied_out` (what is written to it is stored once, at the end),
    `pb.container = "vector"` or `"span"` (the elements of a `std::vector<T>&` or `std::span<T>`), `"eigen vector A|B"` or
    `"eigen matrix A|B"` (the coefficients of a matrix or view of Eigen, spelled A where it is const and B where it is
    written to), `pb.size_of = "x"` with `pb.size_by = "rows"` (what the method `rows` of the container `x` returns; not a
    parameter of the text), `pb.member = "w"` with `pb.member_of = "net"`
    (what the pointer `net.w` leads to; not a parameter of the text either, and `net` has a record without that field).
    A scalar parameter's type is its value type; a pointer's or reference's is `!pb.ptr`. `T a[][N]` is `!pb.ptr<!pb.array<N, T>>`; `T (&a)[N]` is `!pb.ptr<!pb.array<N, T>>` with `pb.ref`.

    `rules` (on externals) lists user rules: an array of `{mode = "vjp", function = @symbol}`, with `reverse = @symbol` and
    `saved = @symbol` where the mode is "split"; `pb.role` and `pb.length` of the arguments are then those that the rule
    gives. It is empty on the rules themselves whose first parameters are those of the primal. `pb.in_header`: a header
    that is included declares the external. `pb.member`: it is called on its first argument, as in `x.f(y)`. `inactive`
    says that its derivative is zero by decision.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttrOf<FunctionType>:$function_type,
                       StrAttr:$cxx_name, DefaultValuedStrAttr<StrAttr, "">:$cxx_scope, StrAttr:$role,
                       OptionalAttr<ArrayAttr>:$source_lines, OptionalAttr<ArrayAttr>:$rules, UnitAttr:$inactive,
                       UnitAttr:$extern_c, OptionalAttr<DictArrayAttr>:$arg_attrs, OptionalAttr<DictArrayAttr>:$res_attrs);
  let regions = (region AnyRegion:$body);
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$symName, "::mlir::FunctionType":$type,
                                 "::llvm::StringRef":$cxxName, "::llvm::StringRef":$cxxScope,
                                 "::llvm::StringRef":$role)>];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::llvm::ArrayRef<::mlir::Type> getArgumentTypes() { return getFunctionType().getInputs(); }
    ::llvm::ArrayRef<::mlir::Type> getResultTypes() { return getFunctionType().getResults(); }
    ::mlir::Region *getCallableRegion() { return getBody().empty() ? nullptr : &getBody(); }
    /// The C++ name of argument `index`, or "" where it has none.
    ::llvm::StringRef getArgName(unsigned index);
    ::llvm::StringRef getArgRole(unsigned index);
    bool isDeclaration() { return getBody().empty(); }
  }];
}

def ReturnOp : Pullback_Op<"return", [Pure, HasParent<"FuncOp">, Terminator]> {
  let summary = "end of a function in structured form; the end of the last block in source form";
  let arguments = (ins Optional<AnyScalar>:$value);
  let assemblyFormat = "($value^ `:` type($value))? attr-dict";
}

def CallOp : Pullback_Op<"call", [CallOpInterface, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a call of a pb.func, arguments as in its signature";
  let description = [{
    For a callee that returns a record, the last operand points to where it goes. Reads and writes memory unless the
    callee is known better (see Analysis/Effects).
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$operands,
                       OptionalAttr<DictArrayAttr>:$arg_attrs, OptionalAttr<DictArrayAttr>:$res_attrs);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = "$callee `(` $operands `)` attr-dict `:` functional-type($operands, $results)";
  let builders = [OpBuilder<(ins "FuncOp":$callee, "::mlir::ValueRange":$operands)>];
  let extraClassDeclaration = [{
    operand_range getArgOperands() { return getOperands(); }
    ::mlir::MutableOperandRange getArgOperandsMutable() { return getOperandsMutable(); }
    ::mlir::CallInterfaceCallable getCallableForCallee() {
      return (*this)->getAttrOfType<::mlir::SymbolRefAttr>("callee");
    }
    void setCalleeFromCallable(::mlir::CallInterfaceCallable callee) {
      (*this)->setAttr("callee", callee.get<::mlir::SymbolRefAttr>());
    }
  }];
}

//===------------------------------------------------------------------------------------------------------------===//
// Scalars
//===------------------------------------------------------------------------------------------------------------===//

def ConstantOp : Pullback_Op<"constant", [Pure]> {
  let summary = "an integer or floating-point literal, or a named constant";
  let description = [{
    `value` is exact: an IntegerAttr for C++ integers (as signless bits of the type's width), a FloatAttr for floats.
    `spelling` is what the user wrote (`0.1`, `1e-3`, `std::numeric_limits<double>::infinity()`, `M_PI`, `kScale`), printed
    again where the C++ type of that text is the value's type; absent for values of ours. Bool constants are
    arith.constant. Never folded with others.
  }];
  let arguments = (ins TypedAttrInterface:$value, OptionalAttr<StrAttr>:$spelling);
  let results = (outs AnyScalar:$result);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let builders = [
    OpBuilder<(ins "::mlir::Type":$type, "int64_t":$value)>,
    OpBuilder<(ins "::mlir::Type":$type, "const ::llvm::APFloat &":$value, CArg<"::llvm::StringRef", "{}">:$spelling)>
  ];
}

def UndefOp : Pullback_Op<"undef", [Pure]> {
  let summary = "the value of a variable that has not been assigned; never used by a defined program";
  let results = (outs AnyType:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def InactiveOp : Pullback_Op<"inactive", [Pure, SameOperandsAndResultType]> {
  let summary = "the operand, with a derivative that is zero by the user's decision";
  let description = [{ What PULLBACK_INACTIVE on a variable means. Differentiation replaces it by its operand. }];
  let arguments = (ins AnyFloat:$operand);
  let results = (outs AnyFloat:$result);
  let assemblyFormat = "$operand attr-dict `:` type($result)";
}

def WithDerivativeOp : Pullback_Op<"with_derivative", [Pure, SameOperandsAndResultType]> {
  let summary = "the value of one number with the derivative of another";
  let description = [{
    Where a derivative is known better than by the steps that compute the value: of the solution of a system of equations,
    for example. Differentiation replaces it by `value`; what computes `source` alone is dead then.
  }];
  let arguments = (ins AnyFloat:$value, AnyFloat:$source);
  let results = (outs AnyFloat:$result);
  let assemblyFormat = "$value `of` $source attr-dict `:` type($result)";
}

def GlobalOp : Pullback_Op<"global", [Pure]> {
  let summary = "the address of a global, by its qualified C++ name";
  let description = [{
    Printed as the name. `declaration` is the text that generated code needs in front to see it ("extern int verbosity;"
    inside its namespace, or "constexpr double kTable[3] = {1.0, 2.0, 3.0};" for a copied constant), `scope` its
    namespace. What it points to is passive. A copied constant is printed once with internal linkage; of one of a type
    that generated code defines, `declaration` is the initial value alone ("= {{0.5, 1}, {1.5, 2}};"). Literal text is a
    global as well: its name is the text in quotation marks, and it is the address of its first character.
  }];
  let arguments = (ins StrAttr:$name, StrAttr:$scope, StrAttr:$declaration, UnitAttr:$copied);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$name `in` $scope `declared` $declaration (`copied` $copied^)? attr-dict `:` type($result)";
}

def BinaryOp : Pullback_Op<"binary", [NoMemoryEffect, SameOperandsAndResultType,
                                      DeclareOpInterfaceMethods<ConditionallySpeculatable>]> {
  let summary = "an integer operator on two operands of one type, after C++'s promotions";
  let description = [{ Signed overflow and division by zero are undefined as in C++; unsigned wraps. Shift amounts are cast
    to the type of the left operand. }];
  let arguments = (ins BinaryKindAttr:$kind, AnyInt:$lhs, AnyInt:$rhs);
  let results = (outs AnyInt:$result);
  let assemblyFormat = "$kind $lhs `,` $rhs attr-dict `:` type($result)";
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def UnaryOp : Pullback_Op<"unary", [NoMemoryEffect, SameOperandsAndResultType]> {
  let summary = "integer negation or bitwise complement";
  let arguments = (ins UnaryKindAttr:$kind, AnyInt:$operand);
  let results = (outs AnyInt:$result);
  let assemblyFormat = "$kind $operand attr-dict `:` type($result)";
}

def CmpOp : Pullback_Op<"cmp", [Pure, SameTypeOperands]> {
  let summary = "comparison of two integers or two pointers";
  let arguments = (ins PredicateAttr:$predicate, AnyScalar:$lhs, AnyScalar:$rhs);
  let results = (outs I1:$result);
  let assemblyFormat = "$predicate $lhs `,` $rhs attr-dict `:` type($lhs)";
  let hasCanonicalizeMethod = 1;
}

def CastOp : Pullback_Op<"cast", [NoMemoryEffect]> {
  let summary = "C++ static_cast between arithmetic types and bool, or adding const to a pointer";
  let description = [{ Float to float and int to float are differentiable resp. inactive conversions; float to integer
    truncates towards zero and has derivative zero. `implicit` records that the user did not write it. }];
  let arguments = (ins AnyScalar:$operand, UnitAttr:$implicit);
  let results = (outs AnyScalar:$result);
  let assemblyFormat = "$operand (`implicit` $implicit^)? attr-dict `:` type($operand) `to` type($result)";
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def MathOp : Pullback_Op<"math", [Pure]> {
  let summary = "a function of <cmath>, by its row in the rule table";
  let description = [{
    `pb.math "sqrt"(%x) : (f64) -> f64`. The name is the key of Rules/RuleTable; all floating-point operands have the
    result's type (integer operands as the function takes them: ldexp, scalbn). Never folded.
  }];
  let arguments = (ins StrAttr:$name, Variadic<AnyScalar>:$operands);
  let results = (outs AnyScalar:$result);
  let assemblyFormat = "$name `(` $operands `)` attr-dict `:` functional-type($operands, $result)";
}

//===------------------------------------------------------------------------------------------------------------===//
// Memory
//===------------------------------------------------------------------------------------------------------------===//

def LocalOp : Pullback_Op<"local", [MemoryEffects<[MemAlloc]>]> {
  let summary = "a variable with automatic storage, uninitialised";
  let description = [{ In a loop body, a new object in every iteration. }];
  let arguments = (ins StrAttr:$name);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$name attr-dict `:` type($result)";
}

def AllocOp : Pullback_Op<"alloc", [MemoryEffects<[MemAlloc]>]> {
  let summary = "an array of `count` elements on the heap";
  let description = [{ `count` is any C++ integer. Kinds "new" and "vector" come from the user; "saved" and "shadow" are ours and are
    released at the end of the enclosing C++ block. `name` as in pb.local. With `memory`, the array lies in work space instead: it is
    "saved", and begins where that points to; a `memory` that is a variable moves on behind the array, and
    for another, `count` says nothing. An array with the attribute `pb.joined` has room for others behind its own
    elements, whose `memory` are places in it; analyses take them for objects of their own. }];
  let arguments = (ins AllocKindAttr:$kind, StrAttr:$name, AnyInt:$count, Optional<AnyPtr>:$memory);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$kind $name `[` $count `]` (`in` $memory^ `:` type($memory))? attr-dict `:` type($count) `->` type($result)";
  let builders = [OpBuilder<(ins "::mlir::Type":$type, "AllocKind":$kind, "::mlir::StringAttr":$name, "::mlir::Value":$count), [{
    build($_builder, $_state, type, kind, name, count, ::mlir::Value());
  }]>, OpBuilder<(ins "::mlir::Type":$type, "AllocKind":$kind, "::llvm::StringRef":$name, "::mlir::Value":$count), [{
    build($_builder, $_state, type, kind, $_builder.getStringAttr(name), count);
  }]>];
}

def RoomOp : Pullback_Op<"room", [Pure]> {
  let summary = "the bytes of work space that an array of `count` elements takes, as std::size_t";
  let description = [{ Rounded up, so that any object may follow. }];
  let arguments = (ins AnyInt:$count, TypeAttr:$element);
  let results = (outs AnyInt:$result);
  let assemblyFormat = "$count `of` $element attr-dict `:` type($count) `->` type($result)";
}

def ResizeOp : Pullback_Op<"resize", []> {
  let summary = "the user's vector has at least `count` elements from here on; it keeps those that it has, new ones are zero";
  let description = [{ Places keep their values, so that this is no write for the analyses; generated code must not keep
    addresses of elements across it. Memory never shrinks: how many elements the user sees is a number of its own. }];
  let arguments = (ins Arg<AnyPtr, "", [MemWrite]>:$pointer, AnyInt:$count);
  let assemblyFormat = "$pointer `[` $count `]` attr-dict `:` type($pointer) `,` type($count)";
}

def GrowOp : Pullback_Op<"grow", []> {
  let summary = "where the user's vector has its elements from here on, so that there is memory for `count` of them";
  let description = [{ The first `size` elements are kept, new ones are zero. Yields the place of the elements and how many there is
    memory for. Normalising pointers makes it a pb.resize of one object, or moves the elements within the memory that
    several vectors share. }];
  let arguments = (ins Arg<AnyPtr, "", [MemWrite]>:$pointer, AnyInt:$size, AnyInt:$capacity, AnyInt:$count);
  let results = (outs AnyPtr:$data, AnyInt:$new_capacity);
  let assemblyFormat = "$pointer `[` $size `of` $capacity `to` $count `]` attr-dict `:` type($pointer) `,` type($size) `,` type($capacity) `,` type($count) `->` type($data) `,` type($new_capacity)";
}

def SetSizeOp : Pullback_Op<"set_size", []> {
  let summary = "the caller's vector, a `!pb.stack`, has `count` elements from here on; it had `before`";
  let description = [{ Elements that it keeps have their values; new ones are zero. }];
  let arguments = (ins Arg<AnyPtr, "", [MemWrite]>:$pointer, AnyInt:$count, AnyInt:$before);
  let assemblyFormat = "$pointer `[` $count `was` $before `]` attr-dict `:` type($pointer) `,` type($count) `,` type($before)";
}

def ExtentOp : Pullback_Op<"extent", []> {
  let summary = "the most elements that a growing vector has had; at the end of the block that makes it";
  let arguments = (ins Arg<AnyPtr, "", [MemWrite]>:$pointer, AnyInt:$count);
  let assemblyFormat = "$pointer `[` $count `]` attr-dict `:` type($pointer) `,` type($count)";
}

def UnchangedOp : Pullback_Op<"unchanged", [MemoryEffects<[MemWrite]>]> {
  let summary = "what a parameter's vector consists of at the end is what it was; checked, and gone before differentiation";
  let arguments = (ins AnyScalar:$now, AnyScalar:$before);
  let assemblyFormat = "$now `,` $before attr-dict `:` type($now) `,` type($before)";
}

def FreeOp : Pullback_Op<"free", [MemoryEffects<[MemFree]>]> {
  let summary = "the user's delete[]";
  let arguments = (ins AnyPtr:$pointer);
  let assemblyFormat = "$pointer attr-dict `:` type($pointer)";
}

def NullOp : Pullback_Op<"null", [Pure]> {
  let summary = "a null pointer";
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def ElementOp : Pullback_Op<"element", [Pure, AllTypesMatch<["pointer", "result"]>]> {
  let summary = "`pointer + index`";
  let arguments = (ins AnyPtr:$pointer, AnyInt:$index);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$pointer `[` $index `]` attr-dict `:` type($pointer) `,` type($index)";
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def DecayOp : Pullback_Op<"decay", [Pure]> {
  let summary = "pointer to the first element of the array pointed to";
  let arguments = (ins AnyPtr:$pointer);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$pointer attr-dict `:` type($pointer) `->` type($result)";
  let builders = [OpBuilder<(ins "::mlir::Value":$pointer)>];
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

def FieldOp : Pullback_Op<"field", [Pure]> {
  let summary = "pointer to a field of the record (or saved struct) pointed to";
  let description = [{ Also to the first of the `elements` of a `!pb.stack`. }];
  let arguments = (ins AnyPtr:$pointer, StrAttr:$name);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$pointer `[` $name `]` attr-dict `:` type($pointer) `->` type($result)";
  let hasVerifier = 1;
}

def DowncastOp : Pullback_Op<"downcast", [Pure]> {
  let summary = "pointer to the object whose base the operand points to";
  let description = [{ The inverse of a pb.field that yields the base `name`; folds with it once calls are inlined. }];
  let arguments = (ins AnyPtr:$pointer, StrAttr:$name);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$pointer `[` $name `]` attr-dict `:` type($pointer) `->` type($result)";
  let hasCanonicalizeMethod = 1;
}

def PtrDiffOp : Pullback_Op<"ptrdiff", [Pure]> {
  let summary = "difference of two pointers into one array, in elements";
  let arguments = (ins AnyPtr:$lhs, AnyPtr:$rhs);
  let results = (outs AnyInt:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs) `->` type($result)";
}

def LoadOp : Pullback_Op<"load", []> {
  let summary = "the scalar pointed to";
  let arguments = (ins Arg<AnyPtr, "", [MemRead]>:$pointer);
  let results = (outs AnyScalar:$result);
  let assemblyFormat = "$pointer attr-dict `:` type($pointer)  `->` type($result)";
  let builders = [OpBuilder<(ins "::mlir::Value":$pointer)>];
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

def StoreOp : Pullback_Op<"store", []> {
  let summary = "assignment of a scalar";
  let arguments = (ins AnyScalar:$value, Arg<AnyPtr, "", [MemWrite]>:$pointer);
  let assemblyFormat = "$value `,` $pointer attr-dict `:` type($value) `,` type($pointer)";
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

def AccumulateOp : Pullback_Op<"accumulate", []> {
  let summary = "`*pointer += value` in floating point; two of them commute";
  let arguments = (ins AnyFloat:$value, Arg<AnyPtr, "", [MemRead, MemWrite]>:$pointer);
  let assemblyFormat = "$value `,` $pointer attr-dict `:` type($value) `,` type($pointer)";
}

def CopyOp : Pullback_Op<"copy", []> {
  let summary = "assignment of a whole record or array; source and target do not overlap partially";
  let arguments = (ins Arg<AnyPtr, "", [MemRead]>:$source, Arg<AnyPtr, "", [MemWrite]>:$target);
  let assemblyFormat = "$source `,` $target attr-dict `:` type($source) `,` type($target)";
}

def ZeroOp : Pullback_Op<"zero", []> {
  let summary = "sets the whole scalar, array or record pointed to to zero; with a count, that many elements";
  let arguments = (ins Arg<AnyPtr, "", [MemWrite]>:$pointer, Optional<AnyInt>:$count);
  let assemblyFormat = "$pointer (`[` $count^ `:` type($count) `]`)? attr-dict `:` type($pointer)";
}

//===------------------------------------------------------------------------------------------------------------===//
// Control flow, source form
//===------------------------------------------------------------------------------------------------------------===//

def ExitOp : Pullback_Op<"exit", []> {
  let summary = "break, continue or return; the last operation before the terminator of its block; source form only";
  let description = [{ `return` in a function with a result carries it. `break` leaves the innermost pb.source_loop or pb.once,
    `continue` goes on with the innermost pb.source_loop. }];
  let arguments = (ins ExitKindAttr:$kind, Optional<AnyScalar>:$value);
  let assemblyFormat = "$kind ($value^ `:` type($value))? attr-dict";
}

def SourceLoopOp : Pullback_Op<"source_loop", [NoRegionArguments, RecursiveMemoryEffects]> {
  let summary = "for, while or do: condition (ends in pb.condition), body, step (both end in pb.yield); source form only";
  let arguments = (ins UnitAttr:$do_while);
  let regions = (region SizedRegion<1>:$condition, SizedRegion<1>:$body, SizedRegion<1>:$step);
  let assemblyFormat = "(`do_while` $do_while^)? $condition `body` $body `step` $step attr-dict";
}

def OnceOp : Pullback_Op<"once", [NoRegionArguments, RecursiveMemoryEffects]> {
  let summary = "a block that pb.exit break leaves (switch); ends in pb.yield; source form only";
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$body attr-dict";
}

def ConditionOp : Pullback_Op<"condition", [Pure, Terminator, HasParent<"SourceLoopOp">]> {
  let summary = "end of a pb.source_loop's condition";
  let arguments = (ins I1:$condition);
  let assemblyFormat = "$condition attr-dict";
}

//===------------------------------------------------------------------------------------------------------------===//
// Control flow, structured form
//===------------------------------------------------------------------------------------------------------------===//

def YieldOp : Pullback_Op<"yield", [Pure, Terminator, AttrSizedOperandSegments,
                                    ParentOneOf<["ForOp", "LoopOp", "SourceLoopOp", "OnceOp"]>]> {
  let summary = "end of a loop body; the next values of what the loop carries";
  let description = [{ `go_on` is required in a pb.loop and optional in a pb.for: where it is false, the loop ends after this iteration. }];
  let arguments = (ins Optional<I1>:$go_on, Variadic<AnyType>:$values);
  let assemblyFormat = "(`if` $go_on^)? ($values^ `:` type($values))? attr-dict";
  let builders = [OpBuilder<(ins), [{ build($_builder, $_state, ::mlir::Value(), ::mlir::ValueRange()); }]>];
}

def ForOp : Pullback_Op<"for", [SingleBlock, RecursiveMemoryEffects, DeclareOpInterfaceMethods<LoopLikeOpInterface>]> {
  let summary = "a counted loop: `for (T i = lower; i PRED upper; i += step)`";
  let description = [{
    The induction variable is the first block argument, of the C++ integer type of the bounds; `step` is a signed
    non-zero constant; upward, downward and unsigned loops stay as the user wrote them. The bound is invariant. The
    variable does not wrap around. Carried values are the further block arguments. A yield with `if %go_on` may end the
    loop early; the trip count that the bounds give is then an upper bound.
  }];
  let arguments = (ins AnyInt:$lower, AnyInt:$upper, PredicateAttr:$predicate, I64Attr:$step,
                       Variadic<AnyType>:$init_args);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasCanonicalizeMethod = 1;
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$lower, "::mlir::Value":$upper, "Predicate":$predicate,
                                 "int64_t":$step, "::mlir::ValueRange":$inits)>];
  let extraClassDeclaration = [{
    ::mlir::Operation::operand_range getInits() { return getInitArgs(); }
    ::mlir::BlockArgument getInductionVar() { return getBody().getArgument(0); }
    ::mlir::Block::BlockArgListType getCarried() { return getBody().getArguments().drop_front(); }
    YieldOp getYield();
  }];
}

def LoopOp : Pullback_Op<"loop", [SingleBlock, RecursiveMemoryEffects, DeclareOpInterfaceMethods<LoopLikeOpInterface>]> {
  let summary = "a loop with an unknown number of trips: the body runs at least once, and again while it yields true";
  let description = [{
    `while (c) { body }` is `pb.loop { c; scf.if c { body; yield true, next } else { yield false, same }; pb.yield if go }`,
    and is printed as a while loop again. A do-while yields its condition.
  }];
  let arguments = (ins Variadic<AnyType>:$init_args);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::mlir::ValueRange":$inits)>];
  let extraClassDeclaration = [{
    ::mlir::Operation::operand_range getInits() { return getInitArgs(); }
    ::mlir::Block::BlockArgListType getCarried() { return getBody().getArguments(); }
    YieldOp getYield();
  }];
}

//===------------------------------------------------------------------------------------------------------------===//
// Differentiation
//===------------------------------------------------------------------------------------------------------------===//

def MarkOp : Pullback_Op<"mark", [MemoryEffects<[MemWrite]>]> {
  let summary = "names a primal value for the reverse sweep";
  let description = [{
    `k` are the zero-based trip counters of the loops around it, outermost first. Read it as `saved[id][k...] = value`:
    one array per id, written once per index. Exists between differentiation and recall placement only.
  }];
  let arguments = (ins AnyType:$value, I64Attr:$id, Variadic<AnyInt>:$k);
  let assemblyFormat = "$value `id` $id `[` $k `]` attr-dict `:` type($value) (`,` type($k)^)?";
}

def RecallOp : Pullback_Op<"recall", [MemoryEffects<[MemRead]>]> {
  let summary = "the value that the mark of this id named at these trip counters";
  let arguments = (ins I64Attr:$id, Variadic<AnyInt>:$k);
  let results = (outs AnyType:$result);
  let assemblyFormat = "`id` $id `[` $k `]` attr-dict `:` type($result) (`,` type($k)^)?";
}

def ReverseOp : Pullback_Op<"reverse", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "where the forward sweep ends and the reverse sweep begins";
  let assemblyFormat = "attr-dict";
}

//===------------------------------------------------------------------------------------------------------------===//
// Storage of saved values, after placement
//===------------------------------------------------------------------------------------------------------------===//

def SavedDefOp : Pullback_Op<"saved_def", [Symbol]> {
  let summary = "the struct that carries saved values from f_fwd to f_rev, or from one activation to its reverse";
  let description = [{
    `cxx_name`, `cxx_scope` as in pb.func; `role` "derivative" (in the header), "helper" or "external" (a struct of the
    user's, whose fields nobody here knows). Field types: scalars, arrays,
    records, `!pb.stack<T>` (std::vector<T>; T may be a `!pb.saved` still incomplete). `notes` holds one comment per field
    ("exp(x[i] - m), 8 n bytes") or "".
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, StrAttr:$cxx_name, StrAttr:$cxx_scope, StrAttr:$role,
                       StrArrayAttr:$field_names, TypeArrayAttr:$field_types, StrArrayAttr:$notes);
  let assemblyFormat = "$sym_name attr-dict";
}

def StackResizeOp : Pullback_Op<"stack.resize", []> {
  let summary = "gives an exactly sized buffer its `count` elements; old content is dropped";
  let arguments = (ins Arg<AnyPtr, "", [MemWrite]>:$stack, AnyInt:$count);
  let assemblyFormat = "$stack `[` $count `]` attr-dict `:` type($stack) `,` type($count)";
}

def StackClearOp : Pullback_Op<"stack.clear", []> {
  let summary = "empties the buffer, for a struct of saved values that is used again";
  let arguments = (ins Arg<AnyPtr, "", [MemWrite]>:$stack);
  let assemblyFormat = "$stack attr-dict `:` type($stack)";
}

def StackDataOp : Pullback_Op<"stack.data", [Pure]> {
  let summary = "pointer to the first element of an exactly sized buffer";
  let arguments = (ins AnyPtr:$stack);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$stack attr-dict `:` type($stack) `->` type($result)";
}

def StackPushOp : Pullback_Op<"stack.push", []> {
  let summary = "appends a scalar";
  let arguments = (ins Arg<AnyPtr, "", [MemRead, MemWrite]>:$stack, AnyScalar:$value);
  let assemblyFormat = "$stack `,` $value attr-dict `:` type($stack) `,` type($value)";
}

def StackEmplaceOp : Pullback_Op<"stack.emplace", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "appends a default-constructed element (a struct of saved values) and yields its address";
  let arguments = (ins AnyPtr:$stack);
  let results = (outs AnyPtr:$result);
  let assemblyFormat = "$stack attr-dict `:` type($stack) `->` type($result)";
}

def StackSizeOp : Pullback_Op<"stack.size", []> {
  let summary = "number of elements, as std::size_t";
  let arguments = (ins Arg<AnyPtr, "", [MemRead]>:$stack);
  let results = (outs AnyInt:$result);
  let assemblyFormat = "$stack attr-dict `:` type($stack) `->` type($result)";
}

def StackPreviousOp : Pullback_Op<"stack.previous", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "moves the cursor (a std::size_t in memory) back by one and yields the element there, or its address for a struct";
  let description = [{ `stack[--cursor]`. The stack itself is only read, so that a reverse sweep can run any number of times. }];
  let arguments = (ins AnyPtr:$stack, AnyPtr:$cursor);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$stack `,` $cursor attr-dict `:` type($stack) `,` type($cursor) `->` type($result)";
  let extraClassDeclaration = [{
    /// Whether the result is the element's address. An element that is a pointer is yielded itself.
    bool yieldsAddress() {
      auto stack = llvm::cast<StackType>(llvm::cast<PtrType>(getStack().getType()).getPointee());
      return getResult().getType() != stack.getElement();
    }
  }];
}

//===------------------------------------------------------------------------------------------------------------===//
// Checks at run time
//===------------------------------------------------------------------------------------------------------------===//

def CheckContractOp : Pullback_Op<"check_contract", [AttrSizedOperandSegments, MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "ends the program where the objects passed to a derivative break the calling contract";
  let description = [{
    Object k has `counts[k]` elements (of std::size_t), and is called `names[k]`. `roles[k]`: an "input" may overlap inputs;
    what is "written" overlaps nothing; a "tangent" is an input that is not null; an "adjoint" is neither null nor overlaps
    anything.
  }];
  let arguments = (ins Variadic<AnyPtr>:$pointers, Variadic<AnyInt>:$counts, StrArrayAttr:$names, StrArrayAttr:$roles);
  let assemblyFormat = "$pointers `[` $counts `]` attr-dict `:` type($pointers) `[` type($counts) `]`";
}

include "TextOps.td"

#endif // PULLBACK_OPS_TD
