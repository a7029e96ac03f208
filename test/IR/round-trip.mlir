// Every operation and type reads back as it was printed, in the short form and in the generic one.
// RUN: pullback-opt %s -o %t.once && pullback-opt %t.once -o %t.twice && diff %t.once %t.twice
// RUN: pullback-opt %s --mlir-print-op-generic | pullback-opt -o %t.generic && diff %t.once %t.generic
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>
!camera = !pb.record<"Camera", ["f", "k"], (f64, !pb.array<2, f64>)>

pb.saved_def @step_saved {cxx_name = "step_saved", cxx_scope = "ns", role = "derivative", field_names = ["r", "all"],
                          field_types = [f64, !pb.stack<f64>], notes = ["", "8 n bytes"]}

pb.func private @external(f64) -> f64 attributes {cxx_name = "external", cxx_scope = "", role = "external"}

pb.func @scalars(%x: f64, %i: !int, %b: i1) -> f64 attributes {cxx_name = "scalars", cxx_scope = "", role = "primal"} {
  %three = pb.constant 3 : !int
  %tenth = pb.constant bits "3FB999999999999A" spelled "0.1" : f64
  %undefined = pb.undef : f64
  %inactive = pb.inactive %undefined : f64
  %known = pb.with_derivative %x of %tenth : f64
  %sum = pb.binary add %i, %three : !int
  %minus = pb.unary neg %sum : !int
  %less = pb.cmp lt %minus, %i : !int
  %number = pb.cast %i implicit : !int to f64
  %size = pb.cast %i : !int to !size
  %root = pb.math "sqrt"(%x) : (f64) -> f64
  %scaled = pb.math "ldexp"(%root, %i) : (f64, !int) -> f64
  %called = pb.call @external(%scaled) : (f64) -> f64
  pb.return %called : f64
}

pb.func @memory(%p: !pb.ptr<f64>, %c: !pb.ptr<f64, const>, %camera: !pb.ptr<!camera>, %n: !int)
    attributes {cxx_name = "memory", cxx_scope = "", role = "primal"} {
  %global = pb.global "kTable" in "ns" declared "extern const double kTable[3];" : !pb.ptr<!pb.array<3, f64>, const>
  %copied = pb.global "kOne" in "" declared "constexpr double kOne = 1.0;" copied : !pb.ptr<f64, const>
  %local = pb.local "t" : !pb.ptr<!pb.array<2, f64>>
  %heap = pb.alloc new "w" [%n] : !int -> !pb.ptr<f64>
  %saved = pb.alloc saved "e" [%n] : !int -> !pb.ptr<f64>
  %null = pb.null : !pb.ptr<f64>
  %element = pb.element %c[%n] : !pb.ptr<f64, const>, !int
  %first = pb.decay %local : !pb.ptr<!pb.array<2, f64>> -> !pb.ptr<f64>
  %k = pb.field %camera["k"] : !pb.ptr<!camera> -> !pb.ptr<!pb.array<2, f64>>
  %difference = pb.ptrdiff %p, %first : !pb.ptr<f64>, !pb.ptr<f64> -> !pb.int<"long", 64, true>
  %value = pb.load %element : !pb.ptr<f64, const> -> f64
  pb.store %value, %p : f64, !pb.ptr<f64>
  pb.accumulate %value, %p : f64, !pb.ptr<f64>
  pb.copy %k, %local : !pb.ptr<!pb.array<2, f64>>, !pb.ptr<!pb.array<2, f64>>
  pb.zero %local : !pb.ptr<!pb.array<2, f64>>
  pb.zero %heap [%n : !int] : !pb.ptr<f64>
  pb.resize %heap[%n] : !pb.ptr<f64>, !int
  %data, %capacity = pb.grow %heap[%n of %n to %n] : !pb.ptr<f64>, !int, !int, !int -> !pb.ptr<f64>, !int
  %derived = pb.downcast %first["base"] : !pb.ptr<f64> -> !pb.ptr<f64>
  pb.extent %heap[%n] : !pb.ptr<f64>, !int
  pb.unchanged %n, %n : !int, !int
  pb.free %heap : !pb.ptr<f64>
  pb.return
}

pb.func @source_form(%x: f64, %go: i1) -> f64 attributes {cxx_name = "source_form", cxx_scope = "", role = "primal"} {
  pb.source_loop {
    pb.condition %go
  } body {
    pb.exit continue
    pb.yield
  } step {
    pb.yield
  }
  pb.source_loop do_while {
    pb.condition %go
  } body {
    pb.exit return %x : f64
    pb.yield
  } step {
    pb.yield
  }
  pb.once {
    pb.exit break
    pb.yield
  }
  pb.return %x : f64
}

pb.func @structured(%x: f64, %n: !int, %go: i1) -> f64
    attributes {cxx_name = "structured", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %sum = pb.for %i = %zero while lt %n step 1 : !int carry(%s = %x) : f64 {
    %next = arith.addf %s, %x : f64
    pb.yield %next : f64
  }
  pb.for %i = %n while gt %zero step -2 : !int {
    pb.yield if %go
  }
  %result = pb.loop carry(%s = %sum) : f64 {
    pb.yield if %go %s : f64
  }
  pb.return %result : f64
}

pb.func @texts(%c: !pb.ptr<!pb.int<"char", 8, true>, const>) -> i1
    attributes {cxx_name = "texts", cxx_scope = "", role = "primal"} {
  %call = pb.text "call" : !int
  %at = pb.text.at %c : !pb.ptr<!pb.int<"char", 8, true>, const> -> !int
  %unknown = pb.text.unknown : !int
  %same = pb.text.cmp eq %call, %at : !int
  %data = pb.text.data %unknown : !int -> !pb.ptr<!pb.int<"char", 8, true>, const>
  %pointer = pb.text.data %unknown c_string : !int -> !pb.ptr<!pb.int<"char", 8, true>, const>
  pb.return %same : i1
}

pb.func @sweeps(%x: f64, %k: !int) -> f64 attributes {cxx_name = "sweeps", cxx_scope = "", role = "derivative"} {
  pb.mark %x id 0 [] : f64
  pb.mark %x id 1 [%k] : f64, !int
  pb.reverse
  %a = pb.recall id 0 [] : f64
  %b = pb.recall id 1 [%k] : f64, !int
  %sum = arith.addf %a, %b {pb.adjoint} : f64
  pb.return %sum : f64
}

pb.func @storage(%saved: !pb.ptr<!pb.saved<"step_saved">>, %all: !pb.ptr<!pb.stack<f64>>,
                 %calls: !pb.ptr<!pb.stack<!pb.saved<"step_saved">>>, %cursor: !pb.ptr<!size>, %n: !size, %x: f64,
                 %given: !pb.ptr<!pb.stack<f64, "valarray">>)
    attributes {cxx_name = "storage", cxx_scope = "", role = "helper"} {
  %field = pb.field %saved["r"] : !pb.ptr<!pb.saved<"step_saved">> -> !pb.ptr<f64>
  pb.stack.resize %all [%n] : !pb.ptr<!pb.stack<f64>>, !size
  pb.set_size %all [%n was %n] : !pb.ptr<!pb.stack<f64>>, !size, !size
  pb.stack.clear %all : !pb.ptr<!pb.stack<f64>>
  pb.set_size %given [%n was %n] : !pb.ptr<!pb.stack<f64, "valarray">>, !size, !size
  %data = pb.stack.data %all : !pb.ptr<!pb.stack<f64>> -> !pb.ptr<f64>
  pb.stack.push %all, %x : !pb.ptr<!pb.stack<f64>>, f64
  %call = pb.stack.emplace %calls : !pb.ptr<!pb.stack<!pb.saved<"step_saved">>> -> !pb.ptr<!pb.saved<"step_saved">>
  %size = pb.stack.size %all : !pb.ptr<!pb.stack<f64>> -> !size
  pb.check_contract %cursor[%size] {names = ["cursor"], roles = ["written"]} : !pb.ptr<!size> [!size]
  %bytes = pb.room %n of f64 : !size -> !size
  %last = pb.stack.previous %all, %cursor : !pb.ptr<!pb.stack<f64>>, !pb.ptr<!size> -> f64
  pb.return
}
