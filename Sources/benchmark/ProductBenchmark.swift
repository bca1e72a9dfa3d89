import Diagnostics
import Differentiation
import Evaluation
import Graph
import Numerics

/// Products of matrices, and their gradients.
enum ProductBenchmark {
  private static let order = 512

  static func run() throws {
    let shape = Shape(order, order)
    var draws = Draws()
    let (a, b) = (
      (0..<shape.count).map { _ in draws.next(in: -1...1) },
      (0..<shape.count).map { _ in draws.next(in: -1...1) }
    )
    let plain = seconds(a, b, shape, false, false)
    let left = seconds(a, b, shape, false, true)
    let right = seconds(a, b, shape, true, false)
    print(padded("matrix products, order \(order)", 30), "   GF/s    ratio")
    for (name, time) in [("A*B", plain), ("A*B'", left), ("A'*B", right)] {
      let rate = 2 * Double(order * order * order) / time * 1e-9
      print(padded(name, 28), column(rate), column(time / plain, width: 8))
    }
    print(
      padded("both adjoint products", 37), column((left + right) / plain, width: 9))

    let text = "sum((A*B).^2)"
    let source = SourceText(name: text, bytes: Array(text.utf8))
    let program = try Lowering.lower(source, transforms: GraphTransforms()) { _ in shape }
    let (value, inputs) = (program.outputs[0].node, program.inputs.map(\.node))
    let adjoint = Adjoint(of: value, independents: inputs, in: program.graph)
    func evaluation(_ roots: [Node]) -> Double {
      let evaluator = Evaluator(program.graph, roots: roots)
      evaluator.bind(program, to: a + b)
      return Timing.median(of: 9) { evaluator.run() }
    }
    let both = evaluation([value] + inputs.compactMap { adjoint[$0] })
    let ratio = both / evaluation([value])
    print(padded("value and gradient of \(text)", 37), column(ratio, width: 9))
  }

  /// How long a product takes, of either matrix or of its transpose.
  private static func seconds(
    _ a: [Double], _ b: [Double], _ shape: Shape, _ isLeftTransposed: Bool,
    _ isRightTransposed: Bool
  ) -> Double {
    let result = UnsafeMutablePointer<Double>.allocate(capacity: shape.count)
    defer { result.deallocate() }
    return a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return 0 }
        let operands = [
          ArrayView(first, shape, isTransposed: isLeftTransposed),
          ArrayView(second, shape, isTransposed: isRightTransposed),
        ]
        return operands.withUnsafeBufferPointer { operands in
          Timing.median(of: 9) {
            MatrixProduct.product(operands, ArrayResult(result, shape))
          }
        }
      }
    }
  }
}
