/// A function of one number applied to `count` contiguous doubles: `result[i] = f(x[i])`.
///
/// Kernels are plain function pointers, so that a table of them costs nothing to set up and the
/// evaluator pays one indirect call per instruction and block. `result` may alias an operand.
package typealias UnaryKernel =
  @convention(c) (
    _ x: UnsafePointer<Double>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) -> Void

/// Two functions of one number: `first[i] = f(x[i])`, `second[i] = g(x[i])`. One of the results may
/// be where `x` is.
package typealias PairKernel =
  @convention(c) (
    _ x: UnsafePointer<Double>, _ first: UnsafeMutablePointer<Double>,
    _ second: UnsafeMutablePointer<Double>, _ count: Int
  ) -> Void

/// A function of two numbers: `result[i] = f(x[i*xStep], y[i*yStep])`.
///
/// A step is 1, or 0 where the operand is the same in every lane.
package typealias BinaryKernel =
  @convention(c) (
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) -> Void

/// A function of three numbers: `result[i] = f(x[i*xStep], y[i*yStep], z[i*zStep])`.
package typealias TernaryKernel =
  @convention(c) (
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ z: UnsafePointer<Double>, _ zStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) -> Void

/// Applies a function of one number to every lane; inlined, so that `function` is called directly.
@inline(__always)
func lanes(
  _ x: UnsafePointer<Double>, _ result: UnsafeMutablePointer<Double>, _ count: Int,
  _ function: (Double) -> Double
) {
  for lane in 0..<count { result[lane] = function(x[lane]) }
}

/// Applies a function of two numbers to every lane.
@inline(__always)
func lanes(
  _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
  _ result: UnsafeMutablePointer<Double>, _ count: Int,
  _ function: (Double, Double) -> Double
) {
  for lane in 0..<count { result[lane] = function(x[lane &* xStep], y[lane &* yStep]) }
}

/// Applies a function of three numbers to every lane.
@inline(__always)
func lanes(
  _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
  _ z: UnsafePointer<Double>, _ zStep: Int,
  _ result: UnsafeMutablePointer<Double>, _ count: Int,
  _ function: (Double, Double, Double) -> Double
) {
  for lane in 0..<count {
    result[lane] = function(x[lane &* xStep], y[lane &* yStep], z[lane &* zStep])
  }
}
