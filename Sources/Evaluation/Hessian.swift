import Differentiation
import Graph
import Numerics

/// All second derivatives of a scalar output at a point, with its value and gradient: the Jacobian
/// of the gradient, which is graph like any other.
package struct Hessian {
  package let value: Double
  /// In the order of the inputs asked for, all elements of each.
  package let gradient: [Double]
  /// A row and a column for each element of the inputs.
  package let matrix: SparseMatrix
  /// Of the sweeps over the gradient.
  package let mode: DifferentiationMode
  package let sweepCount: Int

  /// Cost: as many sweeps over the gradient as there are elements, or colours of the pattern where
  /// it is sparse: three for a tridiagonal Hessian of any size.
  package init(
    of program: Program, by inputs: [Int], at point: [Double], choice: SweepChoice = .auto,
    isSparse: Bool = false
  ) {
    let graph = program.graph
    let output = program.outputs[0].node
    let independents = inputs.map { program.inputs[$0].node }
    let gradientGraph = GradientGraph(of: output, by: independents, in: graph)
    let gradientNodes = gradientGraph.nodes
    let evaluator = Evaluator(graph, roots: [output] + gradientNodes)
    evaluator.bind(program, to: point)
    evaluator.run()
    value = evaluator.value(output)
    gradient = gradientNodes.flatMap { evaluator.elements($0) }
    let derivatives = CompressedDerivatives(
      of: gradientNodes, by: independents, in: graph, choice: choice, isSparse: isSparse,
      isSymmetric: true, after: gradientGraph.earlier(in: program, at: point)
    ) { $0.bind(program, to: point) }
    matrix = derivatives.matrix
    mode = derivatives.mode
    sweepCount = derivatives.sweepCount
  }
}

extension Hessian {
  /// How many second derivatives may differ from 0 at a point; nil where almost all may.
  package static func elementCount(
    of program: Program, by inputs: [Int], at point: [Double]
  ) -> Int? {
    let gradient = GradientGraph(
      of: program.outputs[0].node, by: inputs.map { program.inputs[$0].node }, in: program.graph)
    return CompressedDerivatives.elementCount(
      of: gradient.nodes, by: inputs, in: program, at: point,
      after: gradient.earlier(in: program, at: point))
  }
}

extension GradientGraph {
  /// What a sweep over the gradient must know at a point; nil where no slope is a convention there,
  /// and all that differentiates it is as without.
  func earlier(in program: Program, at point: [Double]) -> EarlierSlopes? {
    let graph = program.graph
    let kinks = graph.jumps(below: nodes).map { graph.operands(of: $0)[1] }
    guard !kinks.isEmpty else { return nil }
    let evaluator = Evaluator(graph, roots: kinks)
    evaluator.bind(program, to: point)
    evaluator.run()
    let isMet = kinks.contains { kink in evaluator.elements(kink).contains { $0 != 0 } }
    return isMet ? earlier : nil
  }
}
