import Differentiation
import Graph
import Numerics

/// The Taylor coefficients f⁽ᵏ⁾(a)/k! of the outputs along one scalar input.
///
/// Every step is a truncated power series. Its coefficients come from the rule of the first
/// derivative and nothing else: r' = Σ p·x', so k·r_k = Σ j·x_j·p_(k-j), where the partial p is a
/// series of its own that is needed to one order less (Griewank & Walther, chapter 13). What solves
/// an equation, such as `\` and `chol`, gets its series from that equation, and a determinant of
/// order 10 at most is a sum of products. Larger determinants are differentiated again and again
/// instead, as far as that does not grow too large.
package struct Taylor {
  /// By output: its coefficients, of its shape, from order 0.
  package let coefficients: [[Matrix]]
  /// The highest order that was found; less than asked for where the next one would be too large.
  package var order: Int { (coefficients.first?.count ?? 0) - 1 }
  /// The step from which the first coefficient that is not finite comes, where that is known.
  package let trouble: Finding?

  /// - Parameter input: the index of the input; it is a scalar.
  ///
  /// Cost: of the order of the steps times the square of the order; a partial of a partial is a
  /// step too.
  package init(of program: Program, along input: Int, at point: [Double], order: Int) {
    let outputs = program.outputs.map(\.node)
    let smooth = EvenForm(
      of: outputs, by: [program.inputs[input].node], in: program.graph)
    let forms = outputs.map { smooth[$0] }
    if let series = PowerSeries(
      of: forms, along: program.inputs[input].node, in: program, at: point, order: order)
    {
      let values = zip(program.values(at: point), forms).map { value, node in
        [value] + (0..<order).map { series.coefficient(of: node, $0 + 1) }
      }
      coefficients = values
      trouble = Taylor.firstTrouble(values).flatMap { order in
        series.trouble(atOrder: order, in: program).map { node, value in
          Finding(
            kind: .coefficient(order: order, value: value), node: node,
            operands: series.operandValues(of: node))
        }
      }
    } else {
      coefficients = Taylor.repeated(outputs, program, input, point, order)
      trouble = nil
    }
  }

  /// The steps of derivatives of derivatives have no more numbers than this.
  private static let mostNumbers = 1 << 22

  /// The least order of which a coefficient is not finite.
  private static func firstTrouble(_ coefficients: [[Matrix]]) -> Int? {
    coefficients.compactMap { $0.firstIndex { !$0.isFinite } }.min()
  }

  /// The derivatives one after the other, as graph, divided by the factorial.
  private static func repeated(
    _ outputs: [Node], _ program: Program, _ input: Int, _ point: [Double], _ order: Int
  ) -> [[Matrix]] {
    let graph = program.graph
    let seed = Seed(program.inputs[input].node, graph.constant(1))
    var derivatives: [[Node?]] = [outputs]
    var next = graph.count
    var size = 0
    for _ in 0..<order {
      let known = derivatives[derivatives.count - 1]
      let tangent = Tangent(
        of: known.compactMap { $0 }, seeds: [seed], in: graph, isDifferentiatedAgain: true)
      size += (next..<graph.count).reduce(0) {
        $0 + graph.shape(at: Int32(truncatingIfNeeded: $1)).count
      }
      next = graph.count
      guard size <= Taylor.mostNumbers else { break }
      derivatives.append(known.map { node in node.flatMap { tangent[$0] } })
    }
    let evaluator = Evaluator(graph, roots: derivatives.flatMap { $0.compactMap { $0 } })
    evaluator.bind(program, to: point)
    evaluator.run()
    return outputs.indices.map { output in
      var factorial = 1.0
      return derivatives.enumerated().map { order, nodes in
        if order > 1 { factorial *= Double(order) }
        guard let node = nodes[output] else { return Matrix(graph.shape(of: outputs[output])) }
        let value = evaluator.matrix(node)
        return Matrix(value.shape, value.elements.map { $0 / factorial })
      }
    }
  }
}
