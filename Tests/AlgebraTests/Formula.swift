import Diagnostics
import Differentiation
import Evaluation
import Graph
import Language
import Notation
import Numerics

@testable import Algebra

/// A program's derivative as program text, in process: by x, or by the first input, unless names are
/// given.
func derivative(
  _ text: String, by names: [String]? = nil, order: Int = 1, differential: Bool = false
) throws -> String {
  let program = try lower(text)
  let inputNames = program.inputs.map { program.text($0.span) }
  let usual = inputNames.contains("x") ? "x" : inputNames[0]
  let chosen = try (names ?? [usual]).map { name in
    guard let index = inputNames.firstIndex(of: name) else { throw UnknownInput(name: name) }
    return index
  }
  let derivative = SymbolicDerivative(
    of: program.outputs[0].node, in: program, by: chosen, order: order,
    isDifferential: differential)
  var labels: [Int32: String] = [:]
  for (index, name) in inputNames.enumerated() { labels[derivative.inputs[index].index] = name }
  for (place, input) in chosen.enumerated() {
    labels[derivative.inputs[inputNames.count + place].index] = "d" + inputNames[input]
  }
  let root = derivative.formulas[0]
  let definitions = derivative.definitions.mapValues {
    program.text(program.definitions[$0].nameSpan)
  }
  let taken = Set(inputNames + program.definitions.map { program.text($0.nameSpan) })
  let graph = derivative.graph
  let naming = Naming(
    of: root, in: graph,
    leaf: {
      labels[$0.index]?.count ?? ProgramText().number(graph.constantValue($0) ?? 0).text.count
    },
    preferred: definitions, isTaken: taken.contains)
  let printer = ExpressionPrinter(graph, ProgramText()) { labels[$0.index] ?? naming[$0] }
  let statements = naming.nodes.map {
    "\(naming[$0] ?? "") = \(printer.printOperation($0).text); "
  }
  return statements.joined() + printer.print(root).text
}

struct UnknownInput: Error {
  let name: String
}

func lower(_ text: String) throws -> Program {
  try Lowering.lower(SourceText(name: "test", text), transforms: GraphTransforms()) { _ in nil }
}

/// The value of a program at a point.
func value(_ text: String, at point: [String: Double]) throws -> Double {
  let program = try lower(text)
  let values = program.inputs.map { point[program.text($0.span)] ?? .nan }
  return program.values(at: values)[0].elements[0]
}

/// A partial derivative by the evaluator.
func partial(_ text: String, by name: String, at point: [String: Double]) throws -> Double {
  let program = try lower(text)
  let values = program.inputs.map { point[program.text($0.span)] ?? .nan }
  guard let index = program.input(named: name) else { throw UnknownInput(name: name) }
  return Gradient(of: program, by: [index], at: values, mode: .reverse).partials[0]
}

/// How many operations a program text has, as the parser reads it.
func operationCount(_ text: String) throws -> Int {
  var count = 0
  try Parser.forEachStatement(of: SourceText(name: "test", text)) { tree, _ in
    for node in tree.nodes {
      switch node.kind {
      case .number, .name, .functionName: break
      default: count += 1
      }
    }
    return true
  }
  return count
}
