import Calculus
import Graph
import Numerics

/// Writes the value and the derivatives as aligned displays: the program's definitions, shared
/// parts of the derivatives with names of their own, and the results.
struct LaTeXEmitter {
  private let function: EmittedFunction
  private let graph: ExpressionGraph
  private let plan: EmissionPlan
  private let spelling: LaTeX
  private var symbols: [Int32: String] = [:]

  /// How many operations a person reads in one formula.
  private static let longestExpression = 40

  init(_ function: EmittedFunction) {
    self.function = function
    graph = function.graph
    let program = function.program
    spelling = LaTeX(spellsNames: false, taken: program.ownNames)
    let live = graph.sources(of: function.roots)
    var named: [Int32: String] = [:]
    for input in program.inputs {
      symbols[input.node.index] = LaTeX.symbol(program.text(input.span))
    }
    for name in program.stepNames
    where graph[name.node].operation.isComputed && Int(name.node.index) < live.count
      && live[Int(name.node.index)] && named[name.node.index] == nil
    {
      named[name.node.index] = LaTeX.symbol(program.text(name))
    }
    for (node, name) in function.names
    where graph[node].operation.isComputed && named[node.index] == nil {
      let stem = name.hasSuffix("_bar") ? String(name.dropLast("_bar".count)) : name
      named[node.index] = LaTeX.accented(#"\bar"#, LaTeX.symbol(stem))
    }
    plan = EmissionPlan(
      function, named: named, longest: LaTeXEmitter.longestExpression, hasLoops: false)
    nameShared(named)
  }

  /// Gives symbols to the steps with names, and to shared ones that are worth it. What is shared,
  /// but short, is written out each time.
  private mutating func nameShared(_ named: [Int32: String]) {
    var count = 0
    var sizes = [Int](repeating: 0, count: plan.liveness.isLive.count)
    for index in plan.liveness.isLive.indices where plan.liveness.isLive[index] {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      let node = Int32(truncatingIfNeeded: index)
      var size = 1
      graph.forEachOperand(of: record) { operand in
        if symbols[operand] == nil { size += sizes[Int(operand)] }
      }
      sizes[index] = size
      let isView = record.operation.isHold
      if let name = named[node] {
        symbols[node] = name
      } else if plan.statements.isStatement[index], size >= LaTeXEmitter.leastNamed, !isView {
        count += 1
        symbols[node] = "t_{\(count)}"
      }
    }
  }

  /// How many operations a formula has that is written once, under a name.
  private static let leastNamed = 3

  /// The whole text: a display with a comment that names its package, or a document with it.
  func text(isStandalone: Bool) -> String {
    guard isStandalone else { return "% needs \\usepackage{amsmath}\n" + display }
    return """
      \\documentclass{article}
      \\usepackage{amsmath}
      \\begin{document}
      \\[
      \(display)\\]
      \\end{document}

      """
  }

  private var display: String {
    var lines: [String] = []
    var results = function.results[...]
    let lastOfValue = function.program.outputs.map { Int($0.node.index) }.max() ?? 0
    for index in plan.liveness.isLive.indices where plan.liveness.isLive[index] {
      let node = Int32(truncatingIfNeeded: index)
      // The value stands before what only derivatives need.
      if index > lastOfValue, results.first?.kind == .value {
        lines += self.lines(results.removeFirst())
      }
      guard graph.records[index].operation.isComputed, let symbol = symbols[node] else { continue }
      lines.append("\(symbol) &= \(printer.printOperation(Node(node)).text)")
    }
    for result in results { lines += self.lines(result) }
    return "\\begin{aligned}\n" + lines.map { "  " + $0 }.joined(separator: " \\\\\n")
      + "\n\\end{aligned}\n"
  }

  private var printer: ExpressionPrinter<LaTeX> {
    ExpressionPrinter(graph, spelling) { symbols[$0.index] }
  }

  private func lines(_ result: GraphResult) -> [String] {
    switch result.kind {
    case .value:
      return function.program.outputs.indices.compactMap { output in
        let symbol = self.symbol(ofOutput: output)
        let text = printer.print(function.program.outputs[output].node).text
        return symbol == text ? nil : "\(symbol) &= \(text)"
      }
    case .gradient:
      return zip(function.independents, result.parts).map { input, part in
        derivative(symbol(ofOutput: 0), [symbol(ofInput: input)], part)
      }
    case .jacobian, .hessian: return matrixLines(result)
    }
  }

  /// One line for each part of a matrix, with what it is the derivative of and by.
  private func matrixLines(_ result: GraphResult) -> [String] {
    let program = function.program
    let columns = function.independents.flatMap { input in
      elements(of: symbol(ofInput: input), program.inputs[input].shape)
    }
    let rows =
      result.kind == .hessian
      ? columns
      : program.outputs.indices.flatMap { output in
        elements(of: symbol(ofOutput: output), graph.shape(of: program.outputs[output].node))
      }
    return result.parts.map { part in
      let (row, column) = (part.offset % result.shape.rows, part.offset / result.shape.rows)
      let count = graph.shape(of: part.node).count
      if result.kind == .hessian {
        return derivative(
          symbol(ofOutput: 0), [rows[row].whole(count), columns[column].element], part)
      }
      let isRow = part.stride != 1
      return derivative(
        rows[row].whole(isRow ? 1 : count), [columns[column].whole(isRow ? count : 1)], part)
    }
  }

  private func derivative(
    _ output: String, _ inputs: [String], _ part: GraphResult.Part
  ) -> String {
    let order = inputs.count == 1 ? "" : "^{\(inputs.count)}"
    let below =
      inputs.count == 2 && inputs[0] == inputs[1]
      ? #"\partial \#(inputs[0])^{2}"#
      : inputs.map { #"\partial "# + $0 }.joined(separator: #" \, "#)
    let value = printer.print(part.node).text
    return #"\frac{\partial\#(order) \#(output)}{\#(below)} &= \#(value)"#
  }

  /// A row or a column of a matrix of derivatives: an element of an array, or a number.
  private struct Element {
    let element: String
    let array: String

    /// What a part of so many elements is called.
    func whole(_ count: Int) -> String { count == 1 ? element : array }
  }

  private func elements(of symbol: String, _ shape: Shape) -> [Element] {
    guard !shape.isScalar else { return [Element(element: symbol, array: symbol)] }
    return (0..<shape.count).map { index in
      let place = "\(index % shape.rows + 1), \(index / shape.rows + 1)"
      return Element(element: "{\(symbol)}_{\(place)}", array: symbol)
    }
  }

  private func symbol(ofInput input: Int) -> String {
    LaTeX.symbol(function.program.text(function.program.inputs[input].span))
  }

  /// The output's own name, or the function's with a number where there are several.
  private func symbol(ofOutput output: Int) -> String {
    let program = function.program
    if let symbol = symbols[program.outputs[output].node.index] { return symbol }
    let name = LaTeX.symbol(function.name)
    return program.outputs.count == 1 ? name : "{\(name)}_{\(output + 1)}"
  }
}
