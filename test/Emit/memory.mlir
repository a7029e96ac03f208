// RUN: pullback-opt %s --pb-emit=functions-as=primal | FileCheck %s
// Places, records, arrays, buffers.
!int = !pb.int<"int", 32, true>
!camera = !pb.record<"ns::Camera", ["f", "k"], (f64, !pb.array<2, f64>)>

// CHECK-LABEL: ns::Camera places(const ns::Camera& c, ns::Camera v, ns::Camera* p, double (*a)[3], double* q,
// CHECK-NEXT:                  int) {
// CHECK-NEXT:    ns::Camera result = c;
// CHECK-NEXT:    result.k[1] = v.f;
// CHECK-NEXT:    p->k[0] = c.f;
// CHECK-NEXT:    a[2][1] += 1;
// CHECK-NEXT:    *q *= a[2][1];
// CHECK-NEXT:    double w[3] = {};
// CHECK-NEXT:    std::copy_n(w, 3, a[2]);
// CHECK-NEXT:    v = {};
// CHECK-NEXT:    q[1] = v.f;
// CHECK-NEXT:    return result;
pb.func @places(%c: !pb.ptr<!camera, const> {pb.name = "c", pb.ref}, %v: !pb.ptr<!camera> {pb.name = "v", pb.byval},
                %p: !pb.ptr<!camera> {pb.name = "p"}, %a: !pb.ptr<!pb.array<3, f64>> {pb.name = "a"},
                %q: !pb.ptr<f64> {pb.name = "q"}, %unused: !int {pb.name = "n"}, %r: !pb.ptr<!camera> {pb.sret})
    attributes {cxx_name = "places", cxx_scope = "", role = "primal"} {
  %0 = pb.constant 0 : !int
  %1 = pb.constant 1 : !int
  %2 = pb.constant 2 : !int
  %one = pb.constant bits "3FF0000000000000" : f64
  pb.copy %c, %r : !pb.ptr<!camera, const>, !pb.ptr<!camera>
  %vf = pb.field %v["f"] : !pb.ptr<!camera> -> !pb.ptr<f64>
  %f = pb.load %vf : !pb.ptr<f64> -> f64
  %rk = pb.field %r["k"] : !pb.ptr<!camera> -> !pb.ptr<!pb.array<2, f64>>
  %rkd = pb.decay %rk : !pb.ptr<!pb.array<2, f64>> -> !pb.ptr<f64>
  %rk1 = pb.element %rkd[%1] : !pb.ptr<f64>, !int
  pb.store %f, %rk1 : f64, !pb.ptr<f64>
  %cf = pb.field %c["f"] : !pb.ptr<!camera, const> -> !pb.ptr<f64, const>
  %g = pb.load %cf : !pb.ptr<f64, const> -> f64
  %pk = pb.field %p["k"] : !pb.ptr<!camera> -> !pb.ptr<!pb.array<2, f64>>
  %pkd = pb.decay %pk : !pb.ptr<!pb.array<2, f64>> -> !pb.ptr<f64>
  %pk0 = pb.element %pkd[%0] : !pb.ptr<f64>, !int
  pb.store %g, %pk0 : f64, !pb.ptr<f64>
  %row = pb.element %a[%2] : !pb.ptr<!pb.array<3, f64>>, !int
  %first = pb.decay %row : !pb.ptr<!pb.array<3, f64>> -> !pb.ptr<f64>
  %a21 = pb.element %first[%1] : !pb.ptr<f64>, !int
  pb.accumulate %one, %a21 : f64, !pb.ptr<f64>
  %old = pb.load %q : !pb.ptr<f64> -> f64
  %factor = pb.load %a21 : !pb.ptr<f64> -> f64
  %product = arith.mulf %old, %factor : f64
  pb.store %product, %q : f64, !pb.ptr<f64>
  %w = pb.local "w" : !pb.ptr<!pb.array<3, f64>>
  pb.zero %w : !pb.ptr<!pb.array<3, f64>>
  pb.copy %w, %row : !pb.ptr<!pb.array<3, f64>>, !pb.ptr<!pb.array<3, f64>>
  pb.zero %v : !pb.ptr<!camera>
  %q1 = pb.element %q[%1] : !pb.ptr<f64>, !int
  %vf2 = pb.load %vf : !pb.ptr<f64> -> f64
  pb.store %vf2, %q1 : f64, !pb.ptr<f64>
  pb.return
}

// A load is not printed behind a store that may change what it reads; the buffer of a vector is a vector.
// CHECK-LABEL: double buffers(double* x, int n) {
// CHECK-NEXT:    std::vector<double> v(static_cast<std::size_t>(n));
// CHECK-NEXT:    const std::unique_ptr<float[]> w_memory(new float[4]);
// CHECK-NEXT:    float* const w = w_memory.get();
// CHECK-NEXT:    const std::unique_ptr<bool[]> b_memory(new bool[static_cast<std::size_t>(n)]());
// CHECK-NEXT:    bool* const b = b_memory.get();
// CHECK-NEXT:    w[0] = 0.1F;
// CHECK-NEXT:    b[0] = true;
// CHECK-NEXT:    std::fill_n(x, n, 0.0);
// CHECK-NEXT:    std::fill_n(v.data(), n, 0.0);
// CHECK-NEXT:    const double x0 = x[0];
// CHECK-NEXT:    x[0] = v[0];
// CHECK-NEXT:    return x0 + w[0] + (b[0] ? x0 : 0);
pb.func @buffers(%x: !pb.ptr<f64> {pb.name = "x"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "buffers", cxx_scope = "", role = "primal"} {
  %0 = pb.constant 0 : !int
  %4 = pb.constant 4 : !int
  %tenth = pb.constant bits "3DCCCCCD" : f32
  %zero = pb.constant bits "0" : f64
  %true = arith.constant true
  %v = pb.alloc vector "v"[%n] : !int -> !pb.ptr<f64>
  %w = pb.alloc new "w"[%4] : !int -> !pb.ptr<f32>
  %b = pb.alloc shadow "b"[%n] : !int -> !pb.ptr<i1>
  %w0 = pb.element %w[%0] : !pb.ptr<f32>, !int
  pb.store %tenth, %w0 : f32, !pb.ptr<f32>
  %b0 = pb.element %b[%0] : !pb.ptr<i1>, !int
  pb.store %true, %b0 : i1, !pb.ptr<i1>
  pb.zero %x[%n : !int] : !pb.ptr<f64>
  pb.zero %v[%n : !int] : !pb.ptr<f64>
  %x0 = pb.element %x[%0] : !pb.ptr<f64>, !int
  %a = pb.load %x0 : !pb.ptr<f64> -> f64
  %v0 = pb.element %v[%0] : !pb.ptr<f64>, !int
  %new = pb.load %v0 : !pb.ptr<f64> -> f64
  pb.store %new, %x0 : f64, !pb.ptr<f64>
  %f = pb.load %w0 : !pb.ptr<f32> -> f32
  %wide = pb.cast %f implicit : f32 to f64
  %sum = arith.addf %a, %wide : f64
  %c = pb.load %b0 : !pb.ptr<i1> -> i1
  %d = arith.select %c, %a, %zero : f64
  %e = arith.addf %sum, %d : f64
  pb.free %w : !pb.ptr<f32>
  pb.return %e : f64
}
